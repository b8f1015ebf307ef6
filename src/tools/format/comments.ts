import {
  boxesIn,
  type Box,
  type Brackets,
  type Chain,
  type Comment,
  type File,
  type Items,
  type Text,
  type Unit,
  type Value,
} from "./layout/boxes.ts";
import { hasHeading } from "./layout/sort.ts";
import { beginsLine, isHeader } from "./lines.ts";

/** The box around each box of a file. */
export type Owners = ReadonlyMap<Box, Box>;

/** The box a comment speaks of, and where it stands beside it. */
export interface Attachment {
  readonly box: Box;
  readonly as: "leading" | "trailing" | "dangling";
  /** Whether slashes of a documentation comment are to be written as those of any other. */
  readonly plain: boolean;
}

/** Finds the box around each box. */
export function findOwners(file: File): Owners {
  const owners = new Map<Box, Box>();
  const visit = (box: Box): void => {
    for (const inner of boxesIn(box)) {
      owners.set(inner, box);
      visit(inner);
    }
  };
  visit(file);
  return owners;
}

/**
 * Says what a comment speaks of: one on its own line of what follows, one behind something of that. A comment at a place
 * where no line can begin or end goes to the nearest box that has such a place, and the result of that stands where it
 * would be put again: else a formatted file would change when it is formatted once more.
 */
export function attach(comment: Comment, text: string, file: File & { readonly owners: Owners }): Attachment {
  const { owners } = file;
  const { enclosingNode: around = file, precedingNode: before, followingNode: behind } = comment;
  const ownLine = beginsLine(text, comment.start) || (before !== undefined && isBehindWord(text, before.end, comment.start));
  switch (around.kind) {
    case "File":
      return inFile(comment, before as Unit | undefined, behind as Unit | undefined, ownLine, text, file);
    case "Unit":
      return inUnit(around, before, behind, ownLine, owners);
    case "Text":
      return inText(around, owners);
    case "Clause":
      return before === undefined ? { box: behind ?? around, as: "leading", plain: true } : trailing(before, ownLine, owners);
    case "Joined":
      return behind !== undefined ? leading(firstItem(behind as Value), owners) : trailing(before!, ownLine, owners);
    case "Brackets":
    case "Items":
    case "Chain":
      return inList(around, comment, ownLine, text, owners);
  }
}

function inList(list: Brackets | Items | Chain, comment: Comment, ownLine: boolean, text: string, owners: Owners): Attachment {
  const { precedingNode: before, followingNode: behind } = comment;
  // At the end of a list that is sorted, a comment on its own line stays at the end.
  if (behind === undefined) return trailing(ownLine ? boxesIn(list).at(-1)! : before!, ownLine, owners);
  const headsPart = before === undefined || (ownLine && hasHeading(text, before, behind));
  if (headsPart && list.kind === "Brackets") return leading(headOf(list, behind as Value), owners);
  return before === undefined || ownLine || isTaken(before, behind) ? leading(behind, owners) : trailing(before, ownLine, owners);
}

function inFile(
  comment: Comment,
  before: Unit | undefined,
  behind: Unit | undefined,
  ownLine: boolean,
  text: string,
  file: File,
): Attachment {
  const as = (box: Box, where: Attachment["as"]): Attachment => ({ box, as: where, plain: false });
  if (behind !== undefined && documents(comment, behind, text)) return as(behind, "leading");
  if (before !== undefined && behind === undefined && ownLine) return as(file.units.at(-1)!, "trailing");
  if (before !== undefined && !ownLine) {
    // Behind the last import it would document the declaration that follows.
    if (before.of === "import" && comment.text.startsWith("///")) return { box: before, as: "leading", plain: true };
    return as(before, "trailing");
  }
  if (behind === undefined) return as(file, "dangling");
  // What stands at the very top and apart speaks of the file, whatever is sorted to the top.
  if (before === undefined && isHeader(text, comment.end)) return as(file.units[0]!, "leading");
  return as(behind, "leading");
}

/** Whether a comment is the documentation of a declaration, or a line of it. */
function documents(comment: Comment, unit: Unit, text: string): boolean {
  if (unit.of !== "declaration" || !/^\/\/\/(?!\/)/.test(comment.text)) return false;
  return /^\s*(?:\/\/\/(?!\/)[^\n]*\n\s*)*$/.test(text.slice(comment.end, unit.start));
}

function inUnit(unit: Unit, before: Box | undefined, behind: Box | undefined, ownLine: boolean, owners: Owners): Attachment {
  const isInner = (box: Box | undefined): boolean => box?.kind === "Unit";
  if (isInner(behind)) {
    const ofBefore = isInner(before) && !ownLine;
    return { box: ofBefore ? before! : behind!, as: ofBefore ? "trailing" : "leading", plain: false };
  }
  if (isInner(before)) return { box: before!, as: "trailing", plain: false };
  if (behind !== undefined) {
    if (before !== undefined && !ownLine && !isTaken(before, behind))
      return { box: before, as: "trailing", plain: before.kind === "Clause" };
    return { box: behind, as: "leading", plain: behind !== unit.clauses[0] };
  }
  if (unit.body !== undefined) return { box: unit, as: "dangling", plain: false };
  return trailing(before!, ownLine, owners);
}

/** A comment in the middle of a text stands before it; in an annotation behind it, lest it part a declaration from its documentation. */
function inText(text: Text, owners: Owners): Attachment {
  const owner = owners.get(text);
  if (owner?.kind !== "Unit") return leading(text, owners);
  const next = owner.annotations[owner.annotations.indexOf(text) + 1] ?? owner.clauses[0];
  return { box: next, as: "leading", plain: true };
}

/**
 * Whether no comment can stand at the end of the line between two boxes: another does, which the second would move past, or
 * what follows belongs to the `=` before it and can stay on its line.
 */
function isTaken(before: Box, behind: Box): boolean {
  if (behind.kind === "Clause" && behind.word === "") return true;
  return before.comments?.some(({ trailing }) => trailing) === true || behind.comments?.some(({ leading }) => leading) === true;
}

/** Whether a word stands before a comment on its line, which is not that of the box before: `when // the line is signed in`. */
function isBehindWord(text: string, from: number, to: number): boolean {
  return /\n[ \t)\]},]*[^\s)\]},][^\n]*$/.test(text.slice(from, to));
}

/** Before a box, or before what begins with it. */
function leading(box: Box, owners: Owners): Attachment {
  let outer = box;
  for (let owner = owners.get(outer); owner !== undefined && beginsWith(owner, outer, owners); owner = owners.get(outer)) outer = owner;
  return { box: outer, as: "leading", plain: true };
}

/** Behind a box, or behind what ends with it; on its own line, before what follows that. */
function trailing(box: Box, ownLine: boolean, owners: Owners): Attachment {
  let outer = box;
  let owner = owners.get(outer);
  for (; owner !== undefined && endsWith(owner, outer); owner = owners.get(outer)) outer = owner;
  const siblings = owner === undefined || owner.kind === "Brackets" ? [] : boxesIn(owner);
  const next = siblings[siblings.indexOf(outer) + 1];
  const opensBody = outer.kind === "Clause" && owner?.kind === "Unit" && next?.kind !== "Clause";
  if (next !== undefined && (ownLine || opensBody || isTaken(outer, next))) return { box: next, as: "leading", plain: true };
  return opensBody ? { box: owner!, as: "dangling", plain: true } : { box: outer, as: "trailing", plain: true };
}

/** Whether a comment before the one box stands before the other: the clause that begins a unit has its word before its value. */
function beginsWith(outer: Box, inner: Box, owners: Owners): boolean {
  if (outer.kind !== "Clause") return isOpen(outer) && boxesIn(outer)[0] === inner;
  const owner = owners.get(outer);
  return owner?.kind !== "Unit" || owner.clauses[0] !== outer;
}

function endsWith(outer: Box, inner: Box): boolean {
  if (outer.kind === "Clause") return true;
  if (outer.kind === "Unit") return outer.body === undefined && outer.clauses.at(-1) === inner;
  return isOpen(outer) && boxesIn(outer).at(-1) === inner;
}

/** Whether a box is no more than what is in it: the parentheses of a chain are not part of its tree. */
function isOpen(box: Box): boolean {
  return box.kind === "Joined" || box.kind === "Items" || (box.kind === "Chain" && (box.open === "" || box.open === "("));
}

/** What begins the part of a list that an item belongs to; where the list has no parts, the item itself. */
function headOf({ items, heads }: Brackets, item: Value): Value {
  if (heads === undefined) return item;
  return items.slice(0, items.indexOf(item) + 1).findLast((one) => heads.has(one))!;
}

function firstItem(value: Value): Value {
  return value.kind === "Brackets" ? value.items[0]! : value;
}
