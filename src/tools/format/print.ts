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
import { group, hardline, ifBreak, indent, line, softline, type Doc } from "./docs.ts";
import { joinedThatFits, textOf } from "./fit.ts";
import { isBlankLineBehind } from "./lines.ts";

/** The document of a box that stands in another, with its comments; the selector is prettier's way from the one to the other. */
export type Show = (box: Box, parent: Box, ...selector: (string | number)[]) => Doc;

/** What a box is printed with. */
export interface Printing {
  /** The text that the boxes were made of. */
  readonly text: string;
  readonly show: Show;
  /** How many columns there are for a unit, and for what is indented in it; undefined where that is not known before all is printed. */
  readonly room?: { readonly outer: number; readonly inner: number };
}

/** The document of one box, without its comments. */
export function printBox(box: Box, parent: Box | null, printing: Printing): Doc {
  switch (box.kind) {
    case "File":
      return printFile(box, printing);
    case "Unit":
      return printUnit(box, printing);
    default:
      return printPart(box, parent, printing.show);
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
      return listed(box.items, box, "items", show);
    case "Chain":
      return printChain(box, show);
    case "Joined":
      return box.parts.map((part, i) => show(part, box, "parts", i));
  }
}

/** A comment as it stands, or with the slashes of one that documents nothing. */
export function printComment(comment: Comment): string {
  comment.printed = true;
  return comment.plain === true ? comment.text.replace(/^\/\/\/(?!\/)/, "//") : comment.text;
}

/** Whether a unit is to be left as it is. */
export function isIgnored(box: Box): boolean {
  return (
    box.kind === "Unit" && box.comments?.some(({ leading, text }) => leading === true && /^\/\/\s*prettier-ignore$/.test(text)) === true
  );
}

// ── units ──

function printFile(file: File, printing: Printing): Doc {
  const { units } = file;
  return [units.length === 0 ? printDangling(file, printing) : printUnits("units", units, file, printing), hardline];
}

/** Units, each on lines of its own. */
function printUnits(key: string, units: readonly Unit[], parent: Box, { text, show }: Printing): Doc {
  return units.map((unit, i): Doc => {
    const next = units[i + 1];
    const doc = show(unit, parent, key, i);
    return next === undefined ? doc : [doc, hardline, isApart(unit, next, text) ? hardline : ""];
  });
}

/** Blank lines are kept, one at most; behind imports and around what has a body there is always one. */
function isApart(unit: Unit, next: Unit, text: string): boolean {
  if (unit.of === "import") return next.of !== "import";
  if (unit.of === "declaration" && (unit.body !== undefined || next.body !== undefined)) return true;
  return isBlankLineBehind(text, unit.end);
}

function printUnit(unit: Unit, printing: Printing): Doc {
  const { annotations, body } = unit;
  const lines = annotations.map((annotation, i): Doc => [printing.show(annotation, unit, "annotations", i), hardline]);
  const head = printHead(unit, printing);
  return body === undefined ? [...lines, head] : [...lines, head, printBody(unit, body, printing)];
}

/**
 * The clauses of a unit, and what stands between them and its brace: a line end where they are broken outside of brackets.
 * What is known to fit on its line is a text at once, which is what breaking lines would make of it, for less.
 */
function printHead(unit: Unit, { room, show }: Printing): Doc {
  const { body, clauses } = unit;
  const [first, ...others] = clauses;
  const brace = body === undefined ? "" : " ";
  const texts = clauses.map((clause) => (room === undefined ? undefined : textOf(clause)));
  const whole = joinedThatFits(texts, (room?.outer ?? 0) - 2 * brace.length);
  if (whole !== undefined) return whole + brace;
  const id = Symbol("head");
  const staysWithBrace = others.length === 0 && staysOnLine(first.value);
  // What follows can begin a line of its own, unless it belongs to the `=` before it.
  const isAlone = others.length > 0 && others[0]!.word !== "";
  const head = isAlone ? joinedThatFits([texts[0]], room?.outer ?? 0) : undefined;
  const more = others.map((clause, i) => {
    const text = clause.word === "" ? undefined : joinedThatFits([texts[i + 1]], room?.inner ?? 0);
    return printLater(clause, text ?? show(clause, unit, "clauses", i + 1));
  });
  const docs = group([head ?? show(first, unit, "clauses", 0), ...more], id);
  return [docs, staysWithBrace || body === undefined ? brace : ifBreak(hardline, brace, id)];
}

function printBody(unit: Unit, body: readonly Unit[], printing: Printing): Doc {
  if (body.length > 0) return ["{", indent([hardline, printUnits("body", body, unit, printing)]), hardline, "}"];
  const comments = printDangling(unit, printing);
  return comments.length === 0 ? "{}" : ["{", indent([hardline, comments]), hardline, "}"];
}

/** The comments of a box that has nothing else in it. */
function printDangling(box: Box, { text }: Printing): Doc[] {
  const comments = (box.comments ?? []).filter(({ leading, trailing }) => leading !== true && trailing !== true);
  return comments.flatMap((comment, i): Doc[] => {
    if (i === comments.length - 1) return [printComment(comment)];
    return [printComment(comment), hardline, isBlankLineBehind(text, comment.end) ? hardline : ""];
  });
}

// ── clauses ──

/** The clause that begins a unit or follows in a chain: its value begins a line where it can be broken outside of brackets. */
function printClause(clause: Clause, parent: Box | null, show: Show): Doc {
  const { word, value } = clause;
  const doc = show(value, clause, "value");
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

function printBrackets(brackets: Brackets, show: Show): Doc {
  const { open, items, close, spaced, heads } = brackets;
  const edge = spaced ? line : softline;
  return group([open, indent([edge, ...listed(items, brackets, "items", show, heads)]), ifBreak(","), edge, close]);
}

/** Boxes with commas and line ends between them, and blank lines before those that begin a part. */
function listed(boxes: readonly Value[], parent: Box, key: string, show: Show, heads?: ReadonlySet<Value>): Doc[] {
  const docs: Doc[] = [];
  for (let i = 0; i < boxes.length; i++) {
    const box = boxes[i]!;
    const doc = show(box, parent, key, i);
    if (i > 0 && heads?.has(box) === true) docs.push(softline);
    if (i === boxes.length - 1) docs.push(doc);
    else if (typeof doc === "string") docs.push(`${doc},`, line);
    else docs.push(doc, ",", line);
  }
  return docs;
}

function printChain(chain: Chain, show: Show): Doc {
  const { open, operands, close } = chain;
  const docs = operands.map((operand, i): Doc => {
    const doc = show(operand, chain, "operands", i);
    return i === 0 ? (isClosed(operand) ? doc : group(indent(doc))) : [line, doc];
  });
  return open === "" ? docs : group([open, indent([softline, docs]), softline, close]);
}
