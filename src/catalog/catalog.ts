import { damaged, parseFile, textAt } from "./damage.ts";
import { keyFinder, readKeys } from "./keys.ts";
import { once } from "./once.ts";
import { rowsOf } from "./rows.ts";
import { readService } from "./service.ts";
import type { Action, Catalog, CatalogFile, CatalogSource, ConditionKey, Edition, Service } from "./types.ts";

export type * from "./types.ts";

/** The catalog over the files of a source. The index is read when something beside the services at hand is asked for, a service when it is. */
export function createCatalog(source: CatalogSource): Catalog {
  const loaded = new Map<string, Service>();
  const made: { index?: Index; everything?: readonly Action[]; allNames?: readonly string[] } = {};
  // Declared functions and methods instead of arrows, here and in `readService`: V8 passes over those that are not called.
  return {
    get version() {
      return index().version;
    },
    get services() {
      return prefixes();
    },
    get actionCount() {
      return prefixes().reduce((sum, prefix) => sum + index().entry(prefix)!.actions, 0);
    },
    service,
    isComplete() {
      return prefixes().every((prefix) => service(prefix) !== undefined);
    },
    arnServices(name) {
      return index().arnServices().get(name) ?? (index().entry(name) ? [name] : []);
    },
    serviceName(prefix) {
      return index().entry(prefix.toLowerCase())?.name;
    },
    expand,
    expandNames(pattern) {
      return pattern === "*" ? (made.allNames ??= namesOf(expand(pattern))) : namesOf(expand(pattern));
    },
    globalKey(name) {
      return index().findKey(name);
    },
    get globalKeys() {
      return index().globalKeys();
    },
  };

  function index(): Index {
    return (made.index ??= readIndex(source));
  }

  function prefixes(): readonly string[] {
    return index().prefixes();
  }

  function service(prefix: string): Service | undefined {
    const known = loaded.get(prefix);
    if (known) return known;
    const { atHand } = source;
    const file = atHand && Object.hasOwn(atHand.services, prefix) ? atHand.services[prefix] : readFile(source, prefix, index());
    if (file) {
      const found = readService(prefix, file);
      loaded.set(prefix, found);
      return found;
    }
    const lower = prefix.toLowerCase();
    return lower === prefix ? undefined : service(lower);
  }

  function expand(pattern: string): readonly Action[] {
    if (pattern === "*") return (made.everything ??= everything());
    const colon = pattern.indexOf(":");
    return colon < 0 ? [] : (service(pattern.slice(0, colon))?.matching(pattern.slice(colon + 1)) ?? []);
  }

  function everything(): readonly Action[] {
    return prefixes().flatMap((prefix) => {
      const found = service(prefix);
      if (!found) throw damaged(prefix, "it is missing");
      return found.actions;
    });
  }
}

function namesOf(actions: readonly Action[]): readonly string[] {
  return actions.map(({ qualifiedName }) => qualifiedName);
}

/** The file of a service that the index lists; undefined when the source has none. */
function readFile(source: CatalogSource, prefix: string, index: Index): CatalogFile | undefined {
  const entry = index.entry(prefix);
  if (!entry) return undefined;
  const text = source.read(prefix);
  if (text === undefined) return undefined;
  if (text.length !== entry.length) throw damaged(prefix, `it has ${text.length} characters, the index says ${entry.length}`);
  return parseFile(prefix, text);
}

type Index = ReturnType<typeof readIndex>;

interface IndexEntry {
  readonly name: string;
  readonly actions: number;
  /** How many characters the service's file has: a cheap test that index and file belong together. */
  readonly length: number;
}

/** The index, of which a program about one service needs one row: the rest is taken apart when it is asked for. */
function readIndex(source: CatalogSource) {
  const content = source.atHand?.index ?? parseIndex(source.read("index"));
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
  const globalKeys = once(() => readKeys("index", rowsOf(text("globalKeys"))));
  const findListed = once(() => keyFinder([...globalKeys(), ...readKeys("index", rowsOf(text("federationKeys")))]));
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

function parseIndex(file: string | undefined): CatalogFile {
  if (file === undefined) throw damaged("index", "it is missing");
  return parseFile("index", file);
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
  return families.includes(provider) || /^[a-z0-9-]+(\.[a-z0-9-]+){1,126}(:\d+)?(\/[^\s:]*)?$/.test(provider);
}
