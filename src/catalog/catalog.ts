import { damaged, parseFile, textAt } from "./damage.ts";
import { keyFinder, readKey } from "./keys.ts";
import { once } from "./once.ts";
import { rowsOf } from "./rows.ts";
import { readService } from "./service.ts";
import type { Action, Catalog, CatalogSource, ConditionKey, Edition, Service } from "./types.ts";

export type * from "./types.ts";

/** The catalog over the files of a source. Reads the index at once and a service when it is first asked for. */
export function createCatalog(source: CatalogSource): Catalog {
  const index = readIndex(source);
  const loaded = new Map<string, Service>();
  const remembered: { everything?: readonly Action[] } = {};

  const load = (prefix: string): Service | undefined => {
    const known = loaded.get(prefix);
    if (known) return known;
    const entry = index.entry(prefix);
    if (!entry) return undefined;
    const text = source.read(prefix);
    if (text === undefined) return undefined;
    if (text.length !== entry.length) throw damaged(prefix, `it has ${text.length} characters, the index says ${entry.length}`);
    const service = readService(prefix, text);
    loaded.set(prefix, service);
    return service;
  };
  const mustLoad = (prefix: string): Service => {
    const service = load(prefix);
    if (!service) throw damaged(prefix, "it is missing");
    return service;
  };
  const service = (prefix: string): Service | undefined => load(prefix) ?? load(prefix.toLowerCase());

  return {
    version: index.version,
    get services() {
      return index.prefixes();
    },
    get actionCount() {
      return index.prefixes().reduce((sum, prefix) => sum + index.entry(prefix)!.actions, 0);
    },
    service,
    isComplete: () => index.prefixes().every((prefix) => load(prefix) !== undefined),
    arnServices: (name) => index.arnServices().get(name) ?? (index.entry(name) ? [name] : []),
    serviceName: (prefix) => index.entry(prefix.toLowerCase())?.name,
    expand(pattern) {
      if (pattern === "*") return (remembered.everything ??= index.prefixes().flatMap((prefix) => mustLoad(prefix).actions));
      const colon = pattern.indexOf(":");
      return colon < 0 ? [] : (service(pattern.slice(0, colon))?.matching(pattern.slice(colon + 1)) ?? []);
    },
    globalKey: (name) => index.findKey(name),
    get globalKeys() {
      return index.globalKeys();
    },
  };
}

interface IndexEntry {
  readonly name: string;
  readonly actions: number;
  /** How many characters the service's file has: a cheap test that index and file belong together. */
  readonly length: number;
}

/** The index, of which a program about one service needs one row: the rest is taken apart when it is asked for. */
function readIndex(source: CatalogSource) {
  const file = source.read("index");
  if (file === undefined) throw damaged("index", "it is missing");
  const content = parseFile("index", file);
  const text = (field: string): string => textAt("index", content, field);
  const edition = (field: string): Edition => {
    const [edition = "", date = ""] = text(field).split(" ");
    if (date === "") throw damaged("index", `\`${field}\` is no edition`);
    return { edition, date };
  };
  const services = `;${text("services")}`;
  const made: { rows?: ReadonlyMap<string, string> } = {};
  const allRows = (): ReadonlyMap<string, string> =>
    (made.rows ??= new Map(rowsOf(text("services")).map((row) => [row.slice(0, row.indexOf(" ")), row])));
  /** Who asks for the list of services will ask for many of them; who does not is spared the list. */
  const rowOf = (prefix: string): string | undefined => {
    if (made.rows) return made.rows.get(prefix);
    const start = /^[a-z0-9-]+$/.test(prefix) ? services.indexOf(`;${prefix} `) : -1;
    return start < 0 ? undefined : services.slice(start + 1, services.indexOf(";", start + 1));
  };
  const globalKeys = once(() => rowsOf(text("globalKeys")).map((row) => readKey("index", row)));
  const findListed = once(() => keyFinder([...globalKeys(), ...rowsOf(text("federationKeys")).map((row) => readKey("index", row))]));
  const open = once(() => rowsOf(text("openKeyFamilies")));
  return {
    version: { version: text("version"), date: edition("actions").date, actions: edition("actions"), dependents: edition("dependents") },
    prefixes: once(() => [...allRows().keys()]),
    globalKeys,
    arnServices: once(
      () =>
        new Map(
          rowsOf(text("arnServices"))
            .map((row) => row.split(" "))
            .map(([name = "", ...prefixes]) => [name, prefixes]),
        ),
    ),
    entry(prefix: string): IndexEntry | undefined {
      const row = rowOf(prefix);
      if (row === undefined) return undefined;
      const [, actions, length, name] = /^\S+ (\d+) (\d+) (.+)$/.exec(row) ?? [];
      if (name === undefined) throw damaged("index", `\`${row}\` is no service`);
      return { name, actions: Number(actions), length: Number(length) };
    },
    findKey: (name: string): ConditionKey | undefined =>
      findListed()(name) ?? (isOpen(name, open()) ? { name, type: "String", multiValued: false } : undefined),
  };
}

/**
 * Whether a key belongs to a family whose members nobody can list: the claims of SAML and of OpenID Connect providers, whose
 * prefix is the provider's host name, perhaps with a path. Providers of which all keys are known are written `!host`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
function isOpen(name: string, families: readonly string[]): boolean {
  const colon = name.lastIndexOf(":");
  const provider = name.slice(0, colon).toLowerCase();
  if (colon <= 0 || colon === name.length - 1 || families.includes(`!${provider}`)) return false;
  return families.includes(provider) || /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/[^\s:]*)?$/.test(provider);
}
