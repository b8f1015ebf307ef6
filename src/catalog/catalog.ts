import { damaged, parseFile, textAt, textsAt } from "./damage.ts";
import { keyFinder } from "./keys.ts";
import { readKey, readService } from "./service.ts";
import type { Action, Catalog, CatalogSource, ConditionKey, Edition, Service } from "./types.ts";

export type * from "./types.ts";

/** The catalog over the files of a source. Reads the index at once and a service when it is first asked for. */
export function createCatalog(source: CatalogSource): Catalog {
  const index = readIndex(source);
  const loaded = new Map<string, Service>();
  const services = [...index.services.keys()];
  let everything: readonly Action[] | undefined;

  const load = (prefix: string): Service | undefined => {
    const known = loaded.get(prefix);
    if (known) return known;
    const entry = index.services.get(prefix);
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
    services,
    actionCount: index.actionCount,
    service,
    isComplete: () => services.every((prefix) => load(prefix) !== undefined),
    arnServices: (name) => index.arnServices().get(name) ?? (index.services.has(name) ? [name] : []),
    serviceName: (prefix) => index.services.get(prefix.toLowerCase())?.name,
    expand(pattern) {
      if (pattern === "*") return (everything ??= services.flatMap((prefix) => mustLoad(prefix).actions));
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
  /** How many characters the service's file has: a cheap test that index and file belong together. */
  readonly length: number;
}

function readIndex(source: CatalogSource) {
  const text = source.read("index");
  if (text === undefined) throw damaged("index", "it is missing");
  const content = parseFile("index", text);
  const services = new Map<string, IndexEntry>();
  let actionCount = 0;
  for (const line of textsAt("index", content, "services")) {
    const [prefix = "", count = "", length = ""] = line.split(" ", 3);
    const name = line.slice(prefix.length + count.length + length.length + 3);
    if (!/^\d+ \d+$/.test(`${count} ${length}`) || name === "") throw damaged("index", `\`${line}\` is no service`);
    services.set(prefix, { name, length: Number(length) });
    actionCount += Number(count);
  }
  const keyLines = textsAt("index", content, "globalKeys");
  const openFamilies = textsAt("index", content, "openKeyFamilies");
  const federationLines = textsAt("index", content, "federationKeys");
  const arnLines = textsAt("index", content, "arnServices");
  let arnServices: ReadonlyMap<string, readonly string[]> | undefined;
  let keys: readonly ConditionKey[] | undefined;
  let find: ReturnType<typeof keyFinder> | undefined;
  const version = textAt("index", content, "version");
  const edition = (field: string): Edition => {
    const [edition = "", date = ""] = textAt("index", content, field).split(" ");
    return { edition, date };
  };
  const globalKeys = (): readonly ConditionKey[] => (keys ??= keyLines.map((line) => readKey("index", line)));
  return {
    version: { version, date: edition("actions").date, actions: edition("actions"), dependents: edition("dependents") },
    services,
    actionCount,
    globalKeys,
    arnServices: () => (arnServices ??= new Map(arnLines.map((line) => line.split(" ")).map(([name = "", ...prefixes]) => [name, prefixes]))),
    findKey(name: string): ConditionKey | undefined {
      find ??= keyFinder([...globalKeys(), ...federationLines.map((line) => readKey("index", line))]);
      return find(name) ?? (isOpen(name, openFamilies) ? { name, type: "String", multiValued: false } : undefined);
    },
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
