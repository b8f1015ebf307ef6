import { damaged } from "./damage.ts";
import { none } from "./rows.ts";
import type { AccessLevel, Action } from "./types.ts";

/** What the actions of a service are decoded from. */
export interface ActionTable {
  readonly service: string;
  /** `Name:code Name:code` */
  readonly words: string;
  readonly sets: () => ActionSets;
}

/** The rows that the codes of actions point to. */
export interface ActionSets {
  readonly takes: readonly TypeRow[];
  readonly keySets: readonly (readonly string[])[];
  readonly dependentSets: readonly (readonly string[])[];
}

/** An action before it is decoded: where its word stands in the table. */
interface EncodedAction {
  table: ActionTable;
  start: number;
  /** Where the code begins, at its colon. */
  code: number;
  /** The qualified name, once it was asked for. */
  qualified: string | undefined;
}

const levels: Readonly<Record<string, AccessLevel>> = { l: "list", r: "read", w: "write", t: "tagging", p: "permissions" };
const codeLength = ":w000000".length;

/**
 * The actions of a table. Of 22,091 actions a program touches a few, so each is a view whose properties are decoded when they are
 * asked for: plain objects take twice the time and the memory. To copy one, name its properties; a spread finds none.
 */
export function readActions(table: ActionTable): readonly Action[] {
  const { words } = table;
  const actions: Action[] = [];
  for (let start = 0, end = 0; end >= 0 && start < words.length; start = end + 1) {
    end = words.indexOf(" ", start);
    const action: Action & EncodedAction = Object.create(actionView);
    action.table = table;
    action.start = start;
    action.code = (end < 0 ? words.length : end) - codeLength;
    action.qualified = undefined;
    if (words.charCodeAt(action.code) !== colon) noCode(action);
    actions.push(action);
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
    return (this.qualified ??= `${this.table.service}:${this.name}`);
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

export type TypeRow = Pick<Action, "resourceTypes" | "requiredTypes" | "toleratedTypes">;

const noTypes: TypeRow = { resourceTypes: none, requiredTypes: none, toleratedTypes: none };

/** The resource types of one row: `!a|b,c,~d`. */
export function readTypes(row: string): TypeRow {
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
