import { damaged, parseFile, textAt, textsAt } from "./damage.ts";
import { globTest } from "./glob.ts";
import { keyFinder, keyTypeOf, type KeyFinder } from "./keys.ts";
import type { AccessLevel, Action, ConditionKey, ResourceType, Service } from "./types.ts";

/**
 * The service that one catalog file describes. The file holds few long texts; each list is made when it is first asked for.
 *
 * - `actions`: lines of `Name:code`. A code is a level letter (upper case: permission-only) and three two-digit numbers in base 36,
 *   the rows of the next three tables.
 * - `takes`: rows of resource types, with commas: `!a|b` is required (a or b), `~a` tolerated, `a` optional.
 * - `keySets`, `dependentSets`: rows of condition keys and of actions, with spaces.
 * - `resourceTypes`: `name|template, template|key key`. `conditionKeys`: `name Type`.
 */
export function readService(prefix: string, text: string): Service {
  const content = parseFile(prefix, text);
  if (content["service"] !== prefix) throw damaged(prefix, "it describes another service");
  const actions = once(() => readActions(prefix, content));
  const resourceTypes = once(() => textsAt(prefix, content, "resourceTypes").map((line) => readResourceType(prefix, line)));
  const conditionKeys = once(() => textsAt(prefix, content, "conditionKeys").map((line) => readKey(prefix, line)));
  const lowerNames = once(() => actions().map(({ name }) => name.toLowerCase()));
  const byName = once(() => new Map(actions().map((action, at) => [lowerNames()[at]!, action])));
  const sorted = once(() => sortedNames(lowerNames()));
  const typeByName = once(() => new Map(resourceTypes().map((type) => [type.name, type])));
  const findKey: () => KeyFinder = once(() => keyFinder(conditionKeys()));
  const remembered = new Map<string, readonly Action[]>();

  const find = (glob: string): readonly Action[] => {
    if (glob === "*") return actions();
    const wild = glob.search(/[*?]/);
    if (wild < 0) {
      const action = byName().get(glob);
      return action ? [action] : [];
    }
    if (glob.endsWith("*") && wild === glob.length - 1) return withPrefix(actions(), sorted(), glob.slice(0, -1));
    const test = globTest(glob);
    return actions().filter((_, at) => test(lowerNames()[at]!));
  };

  return {
    prefix,
    name: textAt(prefix, content, "name"),
    get actions() {
      return actions();
    },
    get resourceTypes() {
      return resourceTypes();
    },
    get conditionKeys() {
      return conditionKeys();
    },
    action: (name) => byName().get(name.toLowerCase()),
    matching(glob) {
      const known = remembered.get(glob);
      if (known) return known;
      const found = find(glob.toLowerCase());
      // An editor asks for every spelling on the way to the last one: forget them all now and then.
      if (remembered.size >= 1000) remembered.clear();
      remembered.set(glob, found);
      return found;
    },
    resourceType: (name) => typeByName().get(name),
    conditionKey: (name) => findKey()(name),
  };
}

/** The value of a function, worked out at the first call. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

const levels: Readonly<Record<string, AccessLevel>> = { l: "list", r: "read", w: "write", t: "tagging", p: "permissions" };
const codeLength = ":w000000".length;

function readActions(service: string, content: Readonly<Record<string, unknown>>): readonly Action[] {
  const rows = textsAt(service, content, "takes").map(readTypes);
  const keySets = textsAt(service, content, "keySets").map(words);
  const dependentSets = textsAt(service, content, "dependentSets").map(words);
  const actions: Action[] = [];
  for (const line of textsAt(service, content, "actions")) {
    let start = 0;
    while (start < line.length) {
      const space = line.indexOf(" ", start);
      const end = space < 0 ? line.length : space;
      const code = end - codeLength;
      const letter = line[code + 1] ?? "";
      const level = levels[letter] ?? levels[letter.toLowerCase()];
      const types = rows[number(line, code + 2)];
      const conditionKeys = keySets[number(line, code + 4)];
      const dependentActions = dependentSets[number(line, code + 6)];
      if (code <= start || line[code] !== ":" || !level || !types || !conditionKeys || !dependentActions) {
        throw damaged(service, `\`${line.slice(start, end)}\` is no action`);
      }
      const name = line.slice(start, code);
      actions.push({
        service,
        name,
        qualifiedName: `${service}:${name}`,
        level,
        permissionOnly: letter < "a",
        resourceTypes: types.resourceTypes,
        requiredTypes: types.requiredTypes,
        toleratedTypes: types.toleratedTypes,
        conditionKeys,
        dependentActions,
      });
      start = end + 1;
    }
  }
  return actions;
}

/** Two digits in base 36; NaN or a row that does not exist when they are none. */
function number(text: string, at: number): number {
  return digit(text.charCodeAt(at)) * 36 + digit(text.charCodeAt(at + 1));
}

const digit = (code: number): number => (code < 58 ? code - 48 : code - 87);

const none: readonly never[] = [];
const words = (row: string): readonly string[] => (row === "" ? none : row.split(" "));

type TypeRow = Pick<Action, "resourceTypes" | "requiredTypes" | "toleratedTypes">;

const noTypes: TypeRow = { resourceTypes: none, requiredTypes: none, toleratedTypes: none };

function readTypes(row: string): TypeRow {
  if (row === "") return noTypes;
  const resourceTypes: string[] = [];
  const requiredTypes: string[][] = [];
  const toleratedTypes: string[] = [];
  for (const item of row.split(",")) {
    if (item.startsWith("~")) toleratedTypes.push(item.slice(1));
    else if (item.startsWith("!")) {
      const alternatives = item.slice(1).split("|");
      requiredTypes.push(alternatives);
      resourceTypes.push(...alternatives);
    } else resourceTypes.push(item);
  }
  return { resourceTypes, requiredTypes, toleratedTypes };
}

function readResourceType(service: string, line: string): ResourceType {
  const [name, templates, keys] = line.split("|");
  if (!name || !templates || keys === undefined) throw damaged(service, `\`${line}\` is no resource type`);
  const arns = templates.includes(", ") ? templates.split(", ") : [templates];
  return { service, name, arn: arns[0]!, arns, fields: fieldsOf(arns[0]!), conditionKeys: words(keys) };
}

/** The placeholders of a template that are not its partition, region or account. */
function fieldsOf(template: string): readonly string[] {
  const fields: string[] = [];
  for (let at = template.indexOf("${"); at >= 0; at = template.indexOf("${", at + 1)) {
    const name = template.slice(at + 2, template.indexOf("}", at));
    if (name !== "Partition" && name !== "Region" && name !== "Account") fields.push(name);
  }
  return fields;
}

/** A condition key from its line `name Type`. */
export function readKey(file: string, line: string): ConditionKey {
  const space = line.lastIndexOf(" ");
  const type = keyTypeOf(line.slice(space + 1));
  if (space <= 0 || !type) throw damaged(file, `\`${line}\` is no condition key`);
  return { name: line.slice(0, space), ...type };
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
