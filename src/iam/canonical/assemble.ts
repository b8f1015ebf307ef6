import type { Effect, Statement } from "../document.ts";
import type { Row } from "./cells.ts";
import type { Conditions } from "./conditions.ts";
import type { Elements } from "./elements.ts";
import { oneBox, valuesFirst, valuesLast, type Box, type Piece } from "./boxes.ts";

/** A statement put together from cells, with the statements they come from. */
export interface Assembled {
  readonly statement: Statement;
  readonly from: readonly number[];
}

/** Puts the kept cells together, in whichever of four ways takes the least text. */
export function assemble(rows: Iterable<Row>, actions: Elements, resources: Elements, conditions: Conditions): readonly Assembled[] {
  const groups = new Map<string, Piece[]>();
  const add = (row: Row, complement: string, own: readonly number[]): void => {
    if (own.length === 0) return;
    const name = `${row.effect} ${complement} ${resources.negated(row.resource) ? row.resource : ""} ${conditions.shape(row.condition)}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [{ row, actions: own }]);
    else group.push({ row, actions: own });
  };
  const sorted = new Map<ReadonlySet<number>, { patterns: readonly number[]; complements: readonly number[] }>();
  for (const row of rows) {
    if (row.kept.size === 0) continue;
    const { patterns, complements } = sorted.get(row.kept) ?? divide(row.kept, actions);
    sorted.set(row.kept, { patterns, complements });
    add(row, "", patterns);
    for (const complement of complements) add(row, `${complement}`, [complement]);
  }
  return [...groups.values()].flatMap((pieces) =>
    cheapest(pieces, actions, resources, conditions).flatMap((box) => finish(box, pieces, actions, resources, conditions)),
  );
}

function divide(kept: ReadonlySet<number>, actions: Elements): { patterns: readonly number[]; complements: readonly number[] } {
  const all = [...kept].sort((a, b) => a - b);
  return { patterns: all.filter((action) => !actions.negated(action)), complements: all.filter((action) => actions.negated(action)) };
}

function cheapest(pieces: readonly Piece[], actions: Elements, resources: Elements, conditions: Conditions): readonly Box[] {
  const whole = oneBox(pieces);
  if (whole !== undefined) return [whole];
  const cost = (boxes: readonly Box[]): number =>
    boxes.reduce((total, box) => {
      const { alternatives, length } = conditions.unite(box.conditions);
      return (
        total + length() + alternatives.length * (frameLength + listLength(box.actions, actions) + listLength(box.resources, resources))
      );
    }, 0);
  const plans = [valuesLast(pieces, "resource"), valuesLast(pieces, "action")];
  if (new Set(pieces.map(({ row }) => row.condition)).size > 1) plans.push(valuesFirst(pieces, "resource"), valuesFirst(pieces, "action"));
  return plans.map((boxes) => ({ boxes, cost: cost(boxes) })).reduce((best, plan) => (plan.cost < best.cost ? plan : best)).boxes;
}

/** `{"Effect":"Allow","Action":,"Resource":},` */
export const frameLength = 42;

function listLength(elements: readonly number[], table: Elements): number {
  const total = elements.reduce((sum, element) => sum + table.length(element) + 2, 0);
  return elements.length === 1 ? total : total + elements.length + 1;
}

function finish(box: Box, pieces: readonly Piece[], actions: Elements, resources: Elements, conditions: Conditions): readonly Assembled[] {
  const effect: Effect = pieces[0]!.row.effect;
  const from = contributors(box, pieces);
  return conditions.unite(box.conditions).alternatives.map((tests) => ({
    statement: { effect, actions: actions.set(box.actions), resources: resources.set(box.resources), conditions: tests },
    from,
  }));
}

/** The statements without a Sid that any cell of the box comes from. */
function contributors(box: Box, pieces: readonly Piece[]): readonly number[] {
  const inResources = new Set(box.resources);
  const inConditions = new Set(box.conditions);
  const found = new Set<number>();
  for (const { row } of pieces) {
    if (!inResources.has(row.resource) || !inConditions.has(row.condition)) continue;
    for (const part of row.parts) {
      if (!part.named && !found.has(part.statement) && box.actions.some((action) => part.actions.has(action))) found.add(part.statement);
    }
  }
  return [...found].sort((a, b) => a - b);
}
