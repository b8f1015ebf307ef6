import type { Effect, Statement } from "../document.ts";
import type { Conditions } from "./conditions.ts";
import type { Elements } from "./elements.ts";

/** What one effect, resource and condition says about actions. An action in it is a cell, the smallest thing there is to grant. */
export interface Row {
  readonly effect: Effect;
  readonly resource: number;
  readonly condition: number;
  /** The statements that speak here and their actions. */
  readonly parts: Part[];
  /** The actions of statements without a Sid that no other cell covers; set by `dropCovered`. */
  kept: ReadonlySet<number>;
}

export interface Part {
  readonly statement: number;
  readonly actions: ReadonlySet<number>;
  /** A statement with a Sid keeps its actions to itself. */
  readonly named: boolean;
}

/** The rows of one document. */
export interface Rows {
  readonly all: () => Iterable<Row>;
  readonly find: (effect: Effect, resource: number, condition: number) => Row | undefined;
  readonly ofStatement: (statement: number) => readonly Row[];
}

/** Takes statements apart. */
export function takeApart(statements: readonly Statement[], actions: Elements, resources: Elements, conditions: Conditions): Rows {
  const rows = new Map<number, Row>();
  const nameOf = (effect: Effect, resource: number, condition: number): number =>
    (condition * resources.count + resource) * 2 + (effect === "Allow" ? 0 : 1);
  const byStatement = statements.map((statement, index) => {
    const part: Part = { statement: index, actions: new Set(actions.of(statement.actions)), named: statement.sid !== undefined };
    if (part.actions.size === 0) return [];
    const own: Row[] = [];
    const choices = conditions.of(statement.conditions);
    for (const resource of resources.of(statement.resources)) {
      for (const condition of choices) {
        const name = nameOf(statement.effect, resource, condition);
        const known = rows.get(name);
        const row: Row = known ?? { effect: statement.effect, resource, condition, parts: [], kept: new Set() };
        if (known === undefined) rows.set(name, row);
        row.parts.push(part);
        own.push(row);
      }
    }
    return own;
  });
  return {
    all: () => rows.values(),
    find: (effect, resource, condition) => rows.get(nameOf(effect, resource, condition)),
    ofStatement: (statement) => byStatement[statement]!,
  };
}

/** Answers which other rows cover a row: a wider resource, a weaker condition, or both. */
export function widerRows(rows: Rows, resources: Elements, conditions: Conditions): (row: Row) => readonly Row[] {
  const weaker = new Map<number, readonly number[]>();
  const known = new Map<Row, readonly Row[]>();
  return (row) => {
    const before = known.get(row);
    if (before !== undefined) return before;
    const weakerConditions = weaker.get(row.condition) ?? conditions.weaker(row.condition);
    weaker.set(row.condition, weakerConditions);
    const wider = resources.coverers(row.resource);
    const found: Row[] = [];
    if (weakerConditions.length > 0 || wider.length > 0) {
      for (const resource of [row.resource, ...wider]) {
        for (const condition of [row.condition, ...weakerConditions]) {
          const other = rows.find(row.effect, resource, condition);
          if (other !== undefined && other !== row) found.push(other);
        }
      }
    }
    known.set(row, found);
    return found;
  };
}
