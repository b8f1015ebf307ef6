import type { PolicyDocument, Statement } from "../../iam/document.ts";
import { size } from "../../iam/print.ts";
import { unitsOf, type Unit } from "./units.ts";

/** One part of a document, and which statements of the whole its statements are pieces of. */
export interface Part {
  readonly statements: readonly Statement[];
  readonly from: readonly number[];
}

/** The parts, or the statement that no document can hold. */
export type Split = { readonly parts: readonly Part[] } | { readonly tooLarge: number };

/**
 * Divides a document over the fewest that hold it. What is granted is laid in one row, in an order that a further
 * grant does not disturb, and the row is cut where a hash says so: the cut with the highest hash wins among all that
 * leave few enough documents. As hashes rest on content and not on sizes, a further grant moves no cut as long as the
 * document it falls into has room for it.
 */
export function split(document: PolicyDocument, limit: number): Split {
  const room = limit - size({ ...document, statements: [] });
  const units = unitsOf(document.statements);
  const oversized = units.find((unit) => unit.frame + unit.weight > room);
  if (oversized !== undefined) return { tooLarge: oversized.statement };
  const cuts = cut(units, room);
  const row = [0, ...cuts].map((start, index) => gather(document, units.slice(start, cuts[index] ?? units.length)));
  const packed = packWhole(document, room, row.length);
  return { parts: packed ?? row };
}

/** Where each part but the first begins. */
function cut(units: readonly Unit[], room: number): readonly number[] {
  const cuts: number[] = [];
  const divide = (start: number, end: number, documents: number): void => {
    if (documents < 2) return;
    const left = Math.floor(documents / 2);
    const before = needs(units, start, end, room, 1);
    const after = needs(units, start, end, room, -1);
    let best = -1;
    for (let at = start + 1; at < end; at++) {
      if (before[at - start]! > left || after[at - start]! > documents - left) continue;
      if (best < 0 || isBetter(units, at, best)) best = at;
    }
    if (best < 0) throw new Error("internal: no cut leaves few enough documents");
    cuts.push(best);
    divide(start, best, left);
    divide(best, end, documents - left);
  };
  divide(0, units.length, needs(units, 0, units.length, room, 1)[units.length]!);
  return cuts.sort((a, b) => a - b);
}

/** A cut between two statements repeats nothing, and so is better than one inside. */
function isBetter(units: readonly Unit[], a: number, b: number): boolean {
  const inside = (at: number): boolean => units[at]!.statement === units[at - 1]!.statement;
  if (inside(a) !== inside(b)) return inside(b);
  return units[a]!.hash > units[b]!.hash;
}

/** For each place in a row how many documents the units before it need (or, going backwards, those after it). */
function needs(units: readonly Unit[], start: number, end: number, room: number, step: 1 | -1): readonly number[] {
  const counts = Array.from({ length: end - start + 1 }, () => 0);
  let documents = 0;
  let used = room;
  let last = -1;
  for (let index = 0; index < end - start; index++) {
    const unit = units[step === 1 ? start + index : end - 1 - index]!;
    const weight = unit.weight + (unit.statement === last ? 0 : unit.frame);
    if (documents === 0 || used + weight > room) {
      documents += 1;
      used = unit.weight + unit.frame;
    } else used += weight;
    last = unit.statement;
    counts[step === 1 ? index + 1 : end - start - 1 - index] = documents;
  }
  return counts;
}

/** The statements of which units are pieces. */
function gather(document: PolicyDocument, units: readonly Unit[]): Part {
  const byStatement = new Map<number, Unit[]>();
  for (const unit of units) {
    const known = byStatement.get(unit.statement);
    if (known === undefined) byStatement.set(unit.statement, [unit]);
    else known.push(unit);
  }
  const from = [...byStatement.keys()].sort((a, b) => a - b);
  const statements = from.map((index) => {
    const statement = document.statements[index]!;
    const own = byStatement.get(index)!;
    const { list } = own[0]!;
    if (list === undefined) return statement;
    return { ...statement, [list]: { negated: false, patterns: own.map(({ text }) => text).sort() } };
  });
  return { statements, from };
}

/** Whole statements, the largest first, each into the first part with room: only where that takes fewer parts than a row. */
function packWhole(document: PolicyDocument, room: number, fewerThan: number): readonly Part[] | undefined {
  const sizes = document.statements.map((statement, index) => ({
    index,
    weight: size({ version: document.version, statements: [statement] }) - emptySize + 1,
  }));
  if (sizes.reduce((sum, { weight }) => sum + weight, 0) > room * (fewerThan - 1)) return undefined;
  sizes.sort((a, b) => b.weight - a.weight || a.index - b.index);
  const bins: { left: number; members: number[] }[] = [];
  for (const { index, weight } of sizes) {
    if (weight > room) return undefined;
    let bin = bins.find(({ left }) => left >= weight);
    if (bin === undefined) {
      bin = { left: room, members: [] };
      bins.push(bin);
    }
    bin.left -= weight;
    bin.members.push(index);
  }
  if (bins.length >= fewerThan) return undefined;
  const members = bins.map((bin) => bin.members.sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!);
  return members.map((from) => ({ from, statements: from.map((index) => document.statements[index]!) }));
}

const emptySize = size({ version: "2012-10-17", statements: [] });
