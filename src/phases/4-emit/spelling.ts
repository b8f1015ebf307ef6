import type { Catalog, Service } from "../../catalog/catalog.ts";
import type { Spelling } from "../../iam/canonical/spelling.ts";
import { remember } from "./texts.ts";

/** A catalog never changes, so neither do the answers. */
const spellings = new WeakMap<Catalog, Spelling>();

/** Names as the catalog writes them; those it does not know stay as they are, but for the lower case of a service prefix. */
export function catalogSpelling(catalog: Catalog): Spelling {
  const known = spellings.get(catalog) ?? {
    action: remember((pattern) => spellAction(pattern, catalog)),
    key: remember((name) => spellKey(name, catalog)),
  };
  spellings.set(catalog, known);
  return known;
}

/** A service, or undefined where the catalog does not have it at hand: an embedded one has the facts of few services. */
export function serviceAtHand(catalog: Catalog, prefix: string): Service | undefined {
  try {
    return catalog.service(prefix);
  } catch {
    return undefined;
  }
}

function spellAction(pattern: string, catalog: Catalog): string {
  const colon = pattern.indexOf(":");
  if (colon < 0) return pattern;
  const prefix = pattern.slice(0, colon).toLowerCase();
  const name = pattern.slice(colon + 1);
  const service = name === "*" || /[*?]/.test(prefix) ? undefined : serviceAtHand(catalog, prefix);
  if (service === undefined) return `${prefix}:${name}`;
  if (!/[*?]/.test(name)) return service.action(name)?.qualifiedName ?? `${prefix}:${name}`;
  const sample = service.matching(name)[0];
  return `${prefix}:${sample === undefined ? name : copyCase(name, sample.name)}`;
}

/** The pattern with the letters of a name that it matches, wildcards matched as far left as they can be. */
export function copyCase(pattern: string, name: string): string {
  const wanted = pattern.toLowerCase();
  const given = name.toLowerCase();
  const result = [...pattern];
  let at = 0;
  let index = 0;
  let retryIndex = -1;
  let retryAt = 0;
  while (at < given.length || index < wanted.length) {
    if (wanted[index] === "*") {
      index += 1;
      retryIndex = index;
      retryAt = at;
    } else if (at < given.length && index < wanted.length && (wanted[index] === "?" || wanted[index] === given[at])) {
      if (wanted[index] !== "?") result[index] = name[at]!;
      index += 1;
      at += 1;
    } else {
      retryAt += 1;
      if (retryIndex < 0 || retryAt > given.length) return pattern;
      index = retryIndex;
      at = retryAt;
    }
  }
  return result.join("");
}

/** Of a family such as `aws:ResourceTag/${TagKey}` the fixed beginning; the tag key stays as it is. */
function spellKey(name: string, catalog: Catalog): string {
  const key = catalog.globalKey(name) ?? serviceAtHand(catalog, name.slice(0, Math.max(0, name.indexOf(":"))))?.conditionKey(name);
  if (key === undefined) return name;
  const placeholder = key.name.search(/\$\{|</);
  if (placeholder < 0) return key.name.length === name.length ? key.name : name;
  return key.name.slice(0, placeholder) + name.slice(placeholder);
}
