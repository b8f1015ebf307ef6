import type { Statement } from "../document.ts";
import { widerRows, type Part, type Row, type Rows } from "./cells.ts";
import type { Conditions } from "./conditions.ts";
import type { Elements } from "./elements.ts";

/** A statement that adds nothing to what others say. */
export interface Dropped {
  readonly statement: number;
  /** The statements that say it, in the order in which they came; none where it says nothing at all. */
  readonly coveredBy: readonly number[];
  /** True where another statement is the same but for its Sid. */
  readonly repeated: boolean;
}

/**
 * Sets what every row keeps: the cells that no other covers. A statement with a Sid wins over an equal one without.
 * The result depends on the set of cells alone, not on how statements group them.
 */
export function dropCovered(rows: Rows, actions: Elements, resources: Elements, conditions: Conditions): (row: Row) => readonly Row[] {
  const wider = widerRows(rows, resources, conditions);
  for (const row of rows.all()) {
    const open = row.parts.filter((part) => !part.named);
    if (open.length === 0) continue;
    const union = open.length === 1 ? open[0]!.actions : new Set(open.flatMap((part) => [...part.actions]));
    const others = wider(row);
    const ownNamed = open.length < row.parts.length;
    const kept = [...union].filter((action) => {
      if (ownNamed && says(row, action, isNamed)) return false;
      if (others.some((other) => says(other, action))) return false;
      return !actions.coverers(action).some((coverer) => says(row, coverer) || others.some((other) => says(other, coverer)));
    });
    row.kept = kept.length === union.size ? union : new Set(kept);
  }
  return wider;
}

const isNamed = (part: Part): boolean => part.named;

function says(row: Row, action: number, which: (part: Part) => boolean = () => true): boolean {
  return row.parts.some((part) => which(part) && part.actions.has(action));
}

/**
 * The statements that add nothing. Named ones first, in the order of their names from the last, so that the outcome
 * does not rest on the order of the document; then the others, later ones first, which changes no output.
 */
export function findRedundant(
  statements: readonly Statement[],
  rows: Rows,
  actions: Elements,
  wider: (row: Row) => readonly Row[],
): readonly Dropped[] {
  const gone = new Set<number>();
  const named = [...statements.keys()].filter((index) => statements[index]!.sid !== undefined);
  named.sort((a, b) => (statements[a]!.sid! < statements[b]!.sid! ? 1 : statements[a]!.sid === statements[b]!.sid ? b - a : -1));
  for (const index of named) if (everyCell(rows, index, (row, action) => sayers(row, action, index).length > 0)) gone.add(index);
  for (let index = statements.length - 1; index >= 0; index--) {
    if (statements[index]!.sid !== undefined) continue;
    const redundant = everyCell(
      rows,
      index,
      (row, action) => !row.kept.has(action) || row.parts.some((part) => counts(part, index) && !part.named && part.actions.has(action)),
    );
    if (redundant) gone.add(index);
  }
  // From here on nothing goes any more.
  const left = new Map<Row, readonly Part[]>();
  return [...gone]
    .sort((a, b) => a - b)
    .map((statement) => {
      const by = coveredBy(statement);
      return { statement, coveredBy: by, repeated: by.some((other) => isSame(statements[other]!, statements[statement]!)) };
    });

  function counts(part: Part, except: number): boolean {
    return part.statement !== except && !gone.has(part.statement);
  }

  /** The statements, other than one, that a cell's content also comes from. */
  function sayers(row: Row, action: number, except: number, partsOf = ({ parts }: Row): readonly Part[] => parts): readonly number[] {
    const found: number[] = [];
    const coverers = [action, ...actions.coverers(action)];
    for (const other of [row, ...wider(row)]) {
      for (const part of partsOf(other)) {
        if (!counts(part, except)) continue;
        const said = coverers.some((coverer) => part.actions.has(coverer) && (part.named || other.kept.has(coverer)));
        if (said) found.push(part.statement);
      }
    }
    return found;
  }

  function remaining(row: Row): readonly Part[] {
    let parts = left.get(row);
    if (parts === undefined) left.set(row, (parts = row.parts.filter((part) => !gone.has(part.statement))));
    return parts;
  }

  function coveredBy(statement: number): readonly number[] {
    const found = new Set<number>();
    everyCell(rows, statement, (row, action) => {
      const all = sayers(row, action, statement, remaining);
      // One that has been named already is enough for this cell.
      if (!all.some((one) => found.has(one)) && all.length > 0) found.add(all.reduce((a, b) => Math.min(a, b)));
      return true;
    });
    return [...found].sort((a, b) => a - b);
  }
}

function everyCell(rows: Rows, statement: number, holds: (row: Row, action: number) => boolean): boolean {
  return rows.ofStatement(statement).every((row) => {
    const own = row.parts.find((part) => part.statement === statement)!;
    for (const action of own.actions) if (!holds(row, action)) return false;
    return true;
  });
}

/** Whether two normalised statements differ in nothing but their Sids. */
function isSame(a: Statement, b: Statement): boolean {
  const text = ({ effect, actions, resources, conditions }: Statement): string => JSON.stringify([effect, actions, resources, conditions]);
  return text(a) === text(b);
}
