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
  type Unit,
  type Value,
} from "./layout/boxes.ts";
import { joinedThatFits, textOf } from "./fit.ts";
import { isBlankLineBehind } from "./lines.ts";

const { group, hardline, ifBreak, indent, line, softline } = builders;

type Selector = (string | number)[];

/** The document of a box, by the way to it. */
type Show = (box: Box, ...selector: Selector) => Doc;

/** The document of one box; its comments are added by prettier. */
export function printBox(path: AstPath<Box>, options: ParserOptions, print: (selector: Selector) => Doc): Doc {
  const { node, parent } = path;
  // What has no comments need not go through prettier, unless that looks for the cursor.
  const isSought = hasCursor(options);
  const isPlain = (box: Box): box is Clause | Value =>
    !isSought && box.kind !== "Unit" && box.comments === undefined && box.isCommented !== true;
  const show: Show = (box, ...selector) => (isPlain(box) ? printPart(box, node, show) : print(selector));
  switch (node.kind) {
    case "File":
      return printFile(path as AstPath<File>, options, show);
    case "Unit":
      return printUnit(path as AstPath<Unit>, options, show);
    default:
      return printPart(node, parent, show);
  }
}

function printPart(box: Clause | Value, parent: Box | null, show: Show): Doc {
  switch (box.kind) {
    case "Clause":
      return printClause(box, parent, show);
    case "Text":
      return box.text;
    case "Brackets":
      return printBrackets(box, show);
    case "Items":
      return listed("items", box.items, show);
    case "Chain":
      return printChain(box, show);
    case "Joined":
      return box.parts.map((part, i) => show(part, "parts", i));
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
  const { annotations, body } = path.node;
  const lines = annotations.map((annotation, i): Doc => [show(annotation, "annotations", i), hardline]);
  const head = printHead(path, options, show);
  return body === undefined ? [...lines, head] : [...lines, head, printBody(path, body, options, show)];
}

/**
 * The clauses of a unit, and what stands between them and its brace: a line end where they are broken outside of brackets.
 * What fits on its line is a text at once. prettier would find the same, and take several times as long.
 */
function printHead(path: AstPath<Unit>, options: ParserOptions, show: Show): Doc {
  const { body, clauses } = path.node;
  const [first, ...others] = clauses;
  const room = roomIn(path, options);
  const brace = body === undefined ? "" : " ";
  const texts = clauses.map((clause) => (room < 0 ? undefined : textOf(clause)));
  const whole = joinedThatFits(texts, room - 2 * brace.length);
  if (whole !== undefined) return whole + brace;
  const id = Symbol("head");
  const staysWithBrace = others.length === 0 && staysOnLine(first.value);
  const head = others.length === 0 ? undefined : joinedThatFits([texts[0]], room);
  const more = others.map((clause, i) => {
    const text = clause.word === "" ? undefined : joinedThatFits([texts[i + 1]], room - options.tabWidth);
    return printLater(clause, text ?? show(clause, "clauses", i + 1));
  });
  const docs = group([head ?? show(first, "clauses", 0), ...more], { id });
  return [docs, staysWithBrace || body === undefined ? brace : ifBreak(hardline, brace, { groupId: id })];
}

/** How many columns a unit has for itself; none that we know of in a text that is part of another, or where the cursor is looked for. */
function roomIn(path: AstPath<Unit>, options: ParserOptions): number {
  if (options["parentParser"] !== undefined || hasCursor(options)) return -1;
  const depth = path.ancestors.filter(({ kind }) => kind === "Unit").length;
  return options.printWidth - depth * options.tabWidth;
}

function hasCursor(options: ParserOptions): boolean {
  return Number(options["cursorOffset"]) >= 0;
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
function printClause(clause: Clause, parent: Box | null, show: Show): Doc {
  const { word, value } = clause;
  const doc = show(value, "value");
  if (word === "") return doc;
  if (staysOnLine(value)) return [word, " ", doc];
  if (word === "and" || word === "or") return [word, " ", group(indent(doc))];
  const broken = indent([line, doc]);
  // The brace behind the only clause of a unit stands on a line of its own where the clause is broken.
  const isOnly = parent?.kind === "Unit" && parent.clauses.length === 1 && parent.clauses[0] === clause;
  return [word, isOnly ? broken : group(broken)];
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

function printBrackets({ open, items, close, spaced, heads }: Brackets, show: Show): Doc {
  const edge = spaced ? line : softline;
  return group([open, indent([edge, ...listed("items", items, show, heads)]), ifBreak(","), edge, close]);
}

/** Boxes with commas and line ends between them, and blank lines before those that begin a part. */
function listed(key: string, boxes: readonly Value[], show: Show, heads?: ReadonlySet<Value>): Doc[] {
  const docs: Doc[] = [];
  for (let i = 0; i < boxes.length; i++) {
    const box = boxes[i]!;
    const doc = show(box, key, i);
    if (i > 0 && heads?.has(box) === true) docs.push(softline);
    if (i === boxes.length - 1) docs.push(doc);
    else if (typeof doc === "string") docs.push(`${doc},`, line);
    else docs.push(doc, ",", line);
  }
  return docs;
}

function printChain({ open, operands, close }: Chain, show: Show): Doc {
  const docs = operands.map((operand, i): Doc => {
    const doc = show(operand, "operands", i);
    return i === 0 ? (isClosed(operand) ? doc : group(indent(doc))) : [line, doc];
  });
  return open === "" ? docs : group([open, indent([softline, docs]), softline, close]);
}
