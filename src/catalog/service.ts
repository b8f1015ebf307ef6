import { damaged, parseFile, textAt } from "./damage.ts";
import { globTest } from "./glob.ts";
import { keyFinder, keyTypeOf, type KeyFinder } from "./keys.ts";
import { once } from "./once.ts";
import type { AccessLevel, Action, ConditionKey, ResourceType, Service } from "./types.ts";

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
export function readService(prefix: string, text: string): Service {
  const content = parseFile(prefix, text);
  if (content["service"] !== prefix) throw damaged(prefix, "it describes another service");
  const name = textAt(prefix, content, "name");
  const rows = (field: string): readonly string[] => rowsOf(textAt(prefix, content, field));
  const made: Made = {};
  const actions = (): readonly Action[] =>
    (made.actions ??= readActions({
      service: prefix,
      words: textAt(prefix, content, "actions"),
      sets: once(() => ({
        takes: rows("takes").map(readTypes),
        keySets: rows("keySets").map(words),
        dependentSets: rows("dependentSets").map(words),
      })),
    }));
  const resourceTypes = (): readonly ResourceType[] =>
    (made.resourceTypes ??= rows("resourceTypes").map((row) => readResourceType(prefix, row)));
  const conditionKeys = (): readonly ConditionKey[] => (made.conditionKeys ??= rows("conditionKeys").map((row) => readKey(prefix, row)));
  const lowerNames = (): readonly string[] => (made.lowerNames ??= actions().map((action) => action.name.toLowerCase()));
  const byName = (): ReadonlyMap<string, Action> => (made.byName ??= new Map(actions().map((action, at) => [lowerNames()[at]!, action])));

  const find = (glob: string): readonly Action[] => {
    if (glob === "*") return actions();
    const wild = glob.search(/[*?]/);
    if (wild < 0) {
      const action = byName().get(glob);
      return action ? [action] : [];
    }
    if (wild === glob.length - 1 && glob.endsWith("*"))
      return withPrefix(actions(), (made.sorted ??= sortedNames(lowerNames())), glob.slice(0, -1));
    const test = globTest(glob);
    return actions().filter((_, at) => test(lowerNames()[at]!));
  };

  return {
    prefix,
    name,
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
      const remembered = (made.matching ??= new Map());
      const known = remembered.get(glob);
      if (known) return known;
      const found = find(glob.toLowerCase());
      // An editor asks for every spelling on the way to the last one: forget them all now and then.
      if (remembered.size >= 1000) remembered.clear();
      remembered.set(glob, found);
      return found;
    },
    resourceType: (name) => (made.typeByName ??= new Map(resourceTypes().map((type) => [type.name, type]))).get(name),
    conditionKey: (name) => (made.findKey ??= keyFinder(conditionKeys()))(name),
  };
}

/** What has been made of a service's texts so far. */
interface Made {
  actions?: readonly Action[];
  resourceTypes?: readonly ResourceType[];
  conditionKeys?: readonly ConditionKey[];
  lowerNames?: readonly string[];
  byName?: ReadonlyMap<string, Action>;
  sorted?: SortedNames;
  matching?: Map<string, readonly Action[]>;
  typeByName?: ReadonlyMap<string, ResourceType>;
  findKey?: KeyFinder;
}

/** Each row ends with `;`. */
export function rowsOf(text: string): readonly string[] {
  return text.split(";").slice(0, -1);
}

const none: readonly never[] = [];
const words = (row: string): readonly string[] => (row === "" ? none : row.split(" "));

/** What the actions of a service are decoded from. */
interface ActionTable {
  readonly service: string;
  /** `Name:code Name:code` */
  readonly words: string;
  readonly sets: () => {
    readonly takes: readonly TypeRow[];
    readonly keySets: readonly (readonly string[])[];
    readonly dependentSets: readonly (readonly string[])[];
  };
}

/** An action before it is decoded: where its word stands in the table. */
interface EncodedAction {
  readonly table: ActionTable;
  readonly start: number;
  /** Where the code begins, at its colon. */
  readonly code: number;
}

const levels: Readonly<Record<string, AccessLevel>> = { l: "list", r: "read", w: "write", t: "tagging", p: "permissions" };
const codeLength = ":w000000".length;

/**
 * The actions of a table. Of 22,091 actions a program touches a few, so each is a view whose properties are decoded when they are
 * asked for: plain objects take twice the time and the memory. To copy one, name its properties; a spread finds none.
 */
function readActions(table: ActionTable): readonly Action[] {
  const { words } = table;
  const actions: Action[] = [];
  let start = 0;
  while (start < words.length) {
    const space = words.indexOf(" ", start);
    const end = space < 0 ? words.length : space;
    const code = end - codeLength;
    if (code <= start || words.charCodeAt(code) !== colon) throw damaged(table.service, `\`${words.slice(start, end)}\` is no action`);
    const action: Action & { -readonly [Field in keyof EncodedAction]: EncodedAction[Field] } = Object.create(actionView);
    action.table = table;
    action.start = start;
    action.code = code;
    actions.push(action);
    start = end + 1;
  }
  return actions;
}

const colon = 58;

const actionView: Action & ThisType<EncodedAction & Action> = {
  get service() {
    return this.table.service;
  },
  get name() {
    return this.table.words.slice(this.start, this.code);
  },
  get qualifiedName() {
    return `${this.table.service}:${this.name}`;
  },
  get level() {
    const letter = this.table.words[this.code + 1]!;
    return levels[letter] ?? levels[letter.toLowerCase()] ?? noCode(this);
  },
  get permissionOnly() {
    return this.table.words[this.code + 1]! < "a";
  },
  get resourceTypes() {
    return row(this, this.table.sets().takes, 2).resourceTypes;
  },
  get requiredTypes() {
    return row(this, this.table.sets().takes, 2).requiredTypes;
  },
  get toleratedTypes() {
    return row(this, this.table.sets().takes, 2).toleratedTypes;
  },
  get conditionKeys() {
    return row(this, this.table.sets().keySets, 4);
  },
  get dependentActions() {
    return row(this, this.table.sets().dependentSets, 6);
  },
};

/** The row whose number stands at an offset in an action's code. */
function row<Row>(action: EncodedAction, rows: readonly Row[], offset: number): Row {
  const { words } = action.table;
  const at = action.code + offset;
  return rows[digit(words.charCodeAt(at)) * 36 + digit(words.charCodeAt(at + 1))] ?? noCode(action);
}

const digit = (code: number): number => (code < colon ? code - 48 : code - 87);

function noCode({ table, start, code }: EncodedAction): never {
  throw damaged(table.service, `\`${table.words.slice(start, code + codeLength)}\` is no action`);
}

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

/** A resource type before it is decoded, and what has been decoded of it. */
interface EncodedType {
  prefix: string;
  /** `name|template, template|key key` */
  row: string;
  /** Where the templates begin. */
  start: number;
  /** Where they end. */
  end: number;
  templates?: readonly string[];
  names?: readonly string[];
  keys?: readonly string[];
}

function readResourceType(service: string, row: string): ResourceType {
  const type: ResourceType & EncodedType = Object.create(typeView);
  type.prefix = service;
  type.row = row;
  type.start = row.indexOf("|") + 1;
  type.end = row.indexOf("|", type.start);
  if (type.start <= 1 || type.end <= type.start) throw damaged(service, `\`${row}\` is no resource type`);
  return type;
}

const typeView: ResourceType & ThisType<EncodedType & ResourceType> = {
  get service() {
    return this.prefix;
  },
  get name() {
    return this.row.slice(0, this.start - 1);
  },
  get arn() {
    return this.arns[0]!;
  },
  get arns() {
    return (this.templates ??= this.row.slice(this.start, this.end).split(", "));
  },
  get fields() {
    return (this.names ??= fieldsOf(this.arn));
  },
  get conditionKeys() {
    return (this.keys ??= words(this.row.slice(this.end + 1)));
  },
};

/** The placeholders of a template that are not its partition, region or account. */
function fieldsOf(template: string): readonly string[] {
  const names = [...template.matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name!);
  return names.filter((name) => name !== "Partition" && name !== "Region" && name !== "Account");
}

/** A condition key from its row `name Type`. */
export function readKey(file: string, row: string): ConditionKey {
  const space = row.lastIndexOf(" ");
  const type = keyTypeOf(row.slice(space + 1));
  if (space <= 0 || !type) throw damaged(file, `\`${row}\` is no condition key`);
  return { name: row.slice(0, space), type: type.type, multiValued: type.multiValued };
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
