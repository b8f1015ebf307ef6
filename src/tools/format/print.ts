import type { AstPath, Doc, ParserOptions } from "prettier";
import { builders } from "prettier/doc";
import {
  isClosed,
  type Box,
  type Brackets,
  type Chain,
  type Clause,
  type Comment,
  type File,
  type Text,
  type Unit,
  type Value,
} from "./layout/boxes.ts";
import { isBlankLineBehind } from "./lines.ts";

const { group, hardline, ifBreak, indent, join, line, softline } = builders;

type Selector = (string | number)[];

/** The document of a box, by the way to it. */
type Show = (box: Box, ...selector: Selector) => Doc;

/** The document of one box; its comments are added by prettier. */
export function printBox(path: AstPath<Box>, options: ParserOptions, print: (selector: Selector) => Doc): Doc {
  const box = path.node;
  // A text without comments is a document already, and need not go through prettier, unless it looks for the cursor.
  const hasCursor = Number(options["cursorOffset"]) >= 0;
  const isPlain = (inner: Box): inner is Text => inner.kind === "Text" && inner.comments === undefined && !hasCursor;
  const show: Show = (inner, ...selector) => (isPlain(inner) ? inner.text : print(selector));
  switch (box.kind) {
    case "File":
      return printFile(path as AstPath<File>, options, show);
    case "Unit":
      return printUnit(path as AstPath<Unit>, options, show);
    case "Clause":
      return printClause(box, show);
    case "Text":
      return box.text;
    case "Brackets":
      return printBrackets(box, show);
    case "Items":
      return join([",", line], shownAll("items", box.items, show));
    case "Chain":
      return printChain(box, show);
    case "Joined":
      return shownAll("parts", box.parts, show);
  }
}

/** A comment as it stands, or with the slashes of one that documents nothing. */
export function printComment(path: AstPath<Box>): Doc {
  return commentText(path.node as unknown as Comment);
}

function commentText({ text, plain }: Comment): string {
  return plain === true ? text.replace(/^\/\/\/(?!\/)/, "//") : text;
}

// ── units ──

function printFile(path: AstPath<File>, options: ParserOptions, show: Show): Doc {
  const { units } = path.node;
  return [units.length === 0 ? printDangling(path, options) : printUnits("units", units, options, show), hardline];
}

/** Units, each on lines of its own. */
function printUnits(key: string, units: readonly Unit[], { originalText }: ParserOptions, show: Show): Doc {
  return units.map((unit, i): Doc => {
    const next = units[i + 1];
    const doc = show(unit, key, i);
    return next === undefined ? doc : [doc, hardline, isApart(unit, next, originalText) ? hardline : ""];
  });
}

/** Blank lines are kept, one at most; behind imports and around what has a body there is always one. */
function isApart(unit: Unit, next: Unit, text: string): boolean {
  if (unit.of === "import") return next.of !== "import";
  if (unit.of === "declaration" && (unit.body !== undefined || next.body !== undefined)) return true;
  return isBlankLineBehind(text, unit.end);
}

function printUnit(path: AstPath<Unit>, options: ParserOptions, show: Show): Doc {
  const { annotations, clauses, body } = path.node;
  const [first, ...others] = clauses;
  const id = Symbol("head");
  const lines = annotations.map((annotation, i): Doc => [show(annotation, "annotations", i), hardline]);
  const more = others.map((clause, i) => printLater(clause, show(clause, "clauses", i + 1)));
  const head = group([show(first, "clauses", 0), ...more], { id });
  if (body === undefined) return [...lines, head];
  const brace = others.length > 0 || !staysOnLine(first.value) ? ifBreak(hardline, " ", { groupId: id }) : " ";
  return [...lines, head, brace, printBody(path, body, options, show)];
}

function printBody(path: AstPath<Unit>, body: readonly Unit[], options: ParserOptions, show: Show): Doc {
  if (body.length > 0) return ["{", indent([hardline, printUnits("body", body, options, show)]), hardline, "}"];
  const comments = printDangling(path, options);
  return comments.length === 0 ? "{}" : ["{", indent([hardline, comments]), hardline, "}"];
}

/** The comments of a box that has nothing else in it. */
function printDangling(path: AstPath<Box>, { originalText }: ParserOptions): Doc[] {
  const comments = (path.node.comments ?? []).filter(({ leading, trailing }) => leading !== true && trailing !== true);
  return comments.flatMap((comment, i): Doc[] => {
    comment.printed = true;
    if (i === comments.length - 1) return [commentText(comment)];
    return [commentText(comment), hardline, isBlankLineBehind(originalText, comment.end) ? hardline : ""];
  });
}

// ── clauses ──

/** The clause that begins a unit or follows in a chain: its value begins a line where it can be broken outside of brackets. */
function printClause({ word, value }: Clause, show: Show): Doc {
  const doc = show(value, "value");
  if (word === "") return doc;
  return staysOnLine(value) ? [word, " ", doc] : [word, group(indent([line, doc]))];
}

/** A clause that has a line of its own where the unit is broken. What has no word belongs to the `=` before it. */
function printLater(clause: Clause, doc: Doc): Doc {
  if (clause.word !== "") return indent([line, doc]);
  return staysOnLine(clause.value) && !hasComments(clause) ? [" ", doc] : group(indent([line, doc]));
}

function staysOnLine(value: Value): boolean {
  return isClosed(value) && !hasComments(value);
}

function hasComments({ comments }: Box): boolean {
  return comments?.some(({ leading }) => leading) === true;
}

// ── values ──

function printBrackets({ open, items, close, spaced }: Brackets, show: Show): Doc {
  const edge = spaced ? line : softline;
  return group([open, indent([edge, join([",", line], shownAll("items", items, show))]), ifBreak(","), edge, close]);
}

function printChain({ open, operands, close }: Chain, show: Show): Doc {
  const docs = operands.map((operand, i): Doc => {
    const doc = show(operand, "operands", i);
    return i === 0 ? (isClosed(operand) ? doc : group(indent(doc))) : [line, doc];
  });
  return open === "" ? docs : group([open, indent([softline, docs]), softline, close]);
}

function shownAll(key: string, boxes: readonly Box[], show: Show): Doc[] {
  return boxes.map((box, i) => show(box, key, i));
}
