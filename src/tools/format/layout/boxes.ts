import type { Span } from "../../../text/source.ts";

/** What the layout of a file is made of: every place that can begin or end a line, and so can carry comments, is a box. */
export type Box = File | Unit | Clause | Value;

/** What stands in a clause, in brackets or in a chain. */
export type Value = Text | Brackets | Items | Chain | Joined;

export interface Comment extends Span {
  readonly kind: "Comment";
  readonly text: string;
  /** Where prettier finds that it stands, while it is being attached. */
  readonly enclosingNode?: Box;
  readonly precedingNode?: Box;
  readonly followingNode?: Box;
  /** Set when it is attached; one that is neither stands in a box without content. */
  readonly leading?: boolean;
  readonly trailing?: boolean;
  /** Tells prettier that the comment is not lost. */
  printed?: boolean;
  /** A `///` that documents nothing where it stands, and is written `//` lest it comes to stand where it would. */
  readonly plain?: boolean;
}

interface BoxOf<Kind extends string> extends Span {
  readonly kind: Kind;
  /** Set when comments are attached. */
  comments?: Comment[];
  /** Set when comments are attached to what is in it. */
  isCommented?: boolean;
}

export interface File extends BoxOf<"File"> {
  readonly units: readonly Unit[];
}

/** What begins a line of its own: an import, a declaration, a statement, an expectation. */
export interface Unit extends BoxOf<"Unit"> {
  readonly of: "import" | "declaration" | "statement";
  readonly annotations: readonly Text[];
  /** The first begins with the unit's keyword; the others have a line each where the unit does not fit on one. */
  readonly clauses: readonly [Clause, ...Clause[]];
  /** What stands in braces behind the clauses. */
  readonly body?: readonly Unit[];
}

/** A word and what it rules: `on chime:meeting(*)`; also `and …` in a chain. */
export interface Clause extends BoxOf<"Clause"> {
  readonly word: string;
  readonly value: Value;
}

/** What is never broken. */
export interface Text extends BoxOf<"Text"> {
  readonly text: string;
}

/** A list in brackets, with what stands before and behind on the same lines: `chime:{Get*, List*}`, `aws:SourceIp in ["…"] if exists`. */
export interface Brackets extends BoxOf<"Brackets"> {
  readonly open: string;
  readonly items: readonly Value[];
  readonly close: string;
  /** Whether blanks stand inside of the brackets. */
  readonly spaced: boolean;
  /** Where the items are sorted, those that begin a part which a comment heads, behind a blank line. */
  readonly heads?: ReadonlySet<Value>;
}

/** A list of at least two without brackets. */
export interface Items extends BoxOf<"Items"> {
  readonly items: readonly Value[];
}

/** `A and B and C`, in parentheses where `open` holds one. */
export interface Chain extends BoxOf<"Chain"> {
  readonly open: string;
  /** The operands behind the first are clauses, whose word joins them. */
  readonly operands: readonly (Value | Clause)[];
  readonly close: string;
}

/** Lists in brackets that follow each other: `(A, B) except (C, D)`. */
export interface Joined extends BoxOf<"Joined"> {
  readonly parts: readonly Value[];
}

/** The properties of each kind that hold boxes, in text order. */
export const boxKeys: Readonly<Record<Box["kind"], readonly string[]>> = {
  File: ["units"],
  Unit: ["annotations", "clauses", "body"],
  Clause: ["value"],
  Text: [],
  Brackets: ["items"],
  Items: ["items"],
  Chain: ["operands"],
  Joined: ["parts"],
};

/** The boxes in a box, in the order in which they are printed. */
export function boxesIn(box: Box): readonly Box[] {
  switch (box.kind) {
    case "File":
      return box.units;
    case "Unit":
      return [...box.annotations, ...box.clauses, ...(box.body ?? [])];
    case "Clause":
      return [box.value];
    case "Text":
      return [];
    case "Brackets":
    case "Items":
      return box.items;
    case "Chain":
      return box.operands;
    case "Joined":
      return box.parts;
  }
}

/** Whether a value has brackets around all that can be broken in it, so that it can stay on the line of its word. */
export function isClosed(value: Value | Clause): boolean {
  return value.kind !== "Items" && (value.kind !== "Chain" || value.open !== "");
}

/** A text as a box. */
export function textBox(text: string, { start, end }: Span): Text {
  return { kind: "Text", start, end, text };
}

/** A list in brackets; without items it is a text. One bracket that is all there is in others is broken with them. */
export function brackets(open: string, items: readonly Value[], close: string, span: Span, spaced = false): Value {
  const [only, second] = items;
  if (only === undefined) return textBox(open + close, span);
  if (second === undefined && !spaced && (only.kind === "Brackets" || only.kind === "Joined")) return between(open, only, close, span);
  const { start, end } = span;
  return { kind: "Brackets", start, end, open, items, close, spaced };
}

/** A list of names in brackets, sorted within each part that a comment heads. */
export function sortedBrackets(open: string, parts: readonly (readonly Text[])[], close: string, span: Span, spaced = false): Value {
  const box = brackets(open, parts.flat(), close, span, spaced);
  return parts.length < 2 || box.kind !== "Brackets" ? box : { ...box, heads: new Set(parts.map(([first]) => first!)) };
}

/** A box with text before and behind it. INVARIANT: the box is closed. */
export function between(before: string, box: Value, behind: string, { start, end }: Span): Value {
  switch (box.kind) {
    case "Text":
      return { ...box, start, end, text: before + box.text + behind };
    case "Brackets":
    case "Chain":
      return { ...box, start, end, open: before + box.open, close: box.close + behind };
    case "Joined": {
      const last = box.parts.length - 1;
      const parts = box.parts.map((part, i) => between(i === 0 ? before : "", part, i === last ? behind : "", part));
      return { ...box, start, end, parts };
    }
    case "Items":
      return box;
  }
}

/** A box in parentheses. */
export function enclosed(box: Value): Value {
  return box.kind === "Items" ? brackets("(", box.items, ")", box) : between("(", box, ")", box);
}
