import { readActions, readTypes, type ActionSets } from "./actions.ts";
import { damaged, textAt } from "./damage.ts";
import { globTest } from "./glob.ts";
import { keyFinder, readKeys, type KeyFinder } from "./keys.ts";
import { readResourceTypes } from "./resource-types.ts";
import { rowsOf, wordsOf } from "./rows.ts";
import type { Action, CatalogFile, ConditionKey, ResourceType, Service } from "./types.ts";

/**
 * The service that one catalog file describes. The file holds few long texts, for every service is loaded when a policy says `*`;
 * lists are made when they are first asked for, and what an action takes and needs when somebody asks that action.
 *
 * - `actions`: `Name:code`, spaces between. A code is a level letter (upper case: permission-only) and three two-digit numbers in
 *   base 36, the rows of the next three tables. Rows end with `;`.
 * - `takes`: resource types with commas: `!a|b` is required (a or b), `~a` tolerated, `a` optional.
 * - `keySets`, `dependentSets`: condition keys and actions, spaces between.
 * - `resourceTypes`: `name|template, template|key key`. `conditionKeys`: `name Type`.
 */
export function readService(prefix: string, content: CatalogFile): Service {
  if (content["service"] !== prefix) throw damaged(prefix, "it describes another service");
  const name = textAt(prefix, content, "name");
  const made: Made = {};
  const service: Service = {
    prefix,
    name,
    get actions() {
      return (made.actions ??= readActions({ service: prefix, words: textAt(prefix, content, "actions"), sets }));
    },
    get resourceTypes() {
      return (made.resourceTypes ??= readResourceTypes(prefix, rows("resourceTypes")));
    },
    get conditionKeys() {
      return (made.conditionKeys ??= readKeys(prefix, rows("conditionKeys")));
    },
    // Nearly always a name is in the catalog's spelling, and needs no other made of it.
    action(name) {
      return exactly().get(name) ?? byName().get(name.toLowerCase());
    },
    matching(glob) {
      const remembered = (made.matching ??= new Map());
      const known = remembered.get(glob);
      if (known) return known;
      const found = find(glob.toLowerCase());
      // An editor asks for every spelling on the way to the last one: forget them all now and then.
      if (remembered.size >= 1000) remembered.clear();
      remembered.set(glob, found);
      return found;
    },
    resourceType(name) {
      return (made.typeByName ??= new Map(service.resourceTypes.map((type) => [type.name, type]))).get(name);
    },
    conditionKey(name) {
      return (made.findKey ??= keyFinder(service.conditionKeys))(name);
    },
  };
  return service;

  function rows(field: string): readonly string[] {
    return rowsOf(textAt(prefix, content, field));
  }

  function sets(): ActionSets {
    return (made.sets ??= {
      takes: rows("takes").map(readTypes),
      keySets: rows("keySets").map(wordsOf),
      dependentSets: rows("dependentSets").map(wordsOf),
    });
  }

  function lowerNames(): readonly string[] {
    return (made.lowerNames ??= service.actions.map((action) => action.name.toLowerCase()));
  }

  function exactly(): ReadonlyMap<string, Action> {
    return (made.exactly ??= new Map(service.actions.map((action) => [action.name, action])));
  }

  function byName(): ReadonlyMap<string, Action> {
    return (made.byName ??= new Map(service.actions.map((action, at) => [lowerNames()[at]!, action])));
  }

  function find(glob: string): readonly Action[] {
    if (glob === "*") return service.actions;
    const wild = glob.search(/[*?]/);
    if (wild < 0) {
      const action = byName().get(glob);
      return action ? [action] : [];
    }
    if (wild === glob.length - 1 && glob.endsWith("*"))
      return withPrefix(service.actions, (made.sorted ??= sortedNames(lowerNames())), glob.slice(0, -1));
    const test = globTest(glob);
    return service.actions.filter((_, at) => test(lowerNames()[at]!));
  }
}

/** What has been made of a service's texts so far. */
interface Made {
  sets?: ActionSets;
  actions?: readonly Action[];
  resourceTypes?: readonly ResourceType[];
  conditionKeys?: readonly ConditionKey[];
  lowerNames?: readonly string[];
  byName?: ReadonlyMap<string, Action>;
  exactly?: ReadonlyMap<string, Action>;
  sorted?: SortedNames;
  matching?: Map<string, readonly Action[]>;
  typeByName?: ReadonlyMap<string, ResourceType>;
  findKey?: KeyFinder;
}

interface SortedNames {
  readonly names: readonly string[];
  /** Where each name stands in catalog order. */
  readonly positions: readonly number[];
  /** True when the two orders are the same. */
  readonly same: boolean;
}

/** Names in lower case are sorted otherwise than the catalog in about a third of the services (`ListAPIs`, `ListAccounts`). */
function sortedNames(names: readonly string[]): SortedNames {
  const positions = names.map((_, at) => at).sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
  return { names: positions.map((at) => names[at]!), positions, same: positions.every((at, index) => at === index) };
}

function withPrefix(actions: readonly Action[], { names, positions, same }: SortedNames, prefix: string): readonly Action[] {
  const start = firstIndex(names, (name) => name >= prefix);
  const end = firstIndex(names, (name) => name > prefix && !name.startsWith(prefix));
  if (same) return actions.slice(start, end);
  return positions
    .slice(start, end)
    .sort((a, b) => a - b)
    .map((at) => actions[at]!);
}

/** The first index whose name passes; once one passes, all later ones do. */
function firstIndex(names: readonly string[], passes: (name: string) => boolean): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(names[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
