/** A text that may be laid out in several ways: on one line where it fits, else over lines. */
export type Doc = string | readonly Doc[] | Line | Nest | Group | Broken;

/** A space, or nothing, on one line; a new line otherwise. */
interface Line {
  readonly kind: "line";
  readonly flat: string;
  readonly hard: boolean;
}

interface Nest {
  readonly kind: "nest";
  readonly by: number;
  readonly content: Doc;
}

/** What stands on one line altogether, or breaks at each of its own lines. */
interface Group {
  readonly kind: "group";
  readonly content: Doc;
}

/** A text that is there only where the group around it is broken. */
interface Broken {
  readonly kind: "broken";
  readonly text: string;
}

export const line: Doc = { kind: "line", flat: " ", hard: false };
export const softLine: Doc = { kind: "line", flat: "", hard: false };
export const hardLine: Doc = { kind: "line", flat: "", hard: true };

/** The content with its lines indented further. */
export function nest(content: Doc, by = 2): Doc {
  return { kind: "nest", by, content };
}

/** The content on one line if it fits. */
export function group(content: Doc): Doc {
  return { kind: "group", content };
}

/** The parts with something between them. */
export function join(separator: Doc, parts: readonly Doc[]): Doc {
  return parts.map((part, index) => (index === 0 ? part : [separator, part]));
}

/** A list in brackets, one element a line where they do not fit on one. */
export function bracketed(open: string, elements: readonly Doc[], close: string): Doc {
  if (elements.length === 0) return open + close;
  return group([open, nest([softLine, join([",", line], elements)]), { kind: "broken", text: "," }, softLine, close]);
}

interface Pending {
  readonly doc: Doc;
  readonly indent: number;
  readonly flat: boolean;
}

/** The text of a document in lines of a width, as far as it can be broken. */
export function layOut(doc: Doc, width: number): string {
  const stack: Pending[] = [{ doc, indent: 0, flat: false }];
  const lines: string[] = [];
  let text = "";
  let column = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { doc: current, indent, flat } = next;
    if (typeof current === "string") {
      text += current;
      column += current.length;
    } else if (isList(current)) {
      for (const part of current.toReversed()) stack.push({ doc: part, indent, flat });
    } else if (current.kind === "nest") stack.push({ doc: current.content, indent: indent + current.by, flat });
    else if (current.kind === "group") {
      const one = { doc: current.content, indent, flat: true };
      stack.push(flat || fits(one, stack, width - column) ? one : { ...one, flat: false });
    } else if (current.kind === "broken") {
      if (!flat) stack.push({ doc: current.text, indent, flat });
    } else if (flat && !current.hard) {
      text += current.flat;
      column += current.flat.length;
    } else {
      const ended = text.trimEnd();
      if (ended !== "" || lines.length === 0) lines.push(ended);
      text = " ".repeat(indent);
      column = indent;
    }
  }
  return [...lines, text].join("\n");
}

/** Whether all up to the next new line fits into so many columns. */
function fits(first: Pending, rest: readonly Pending[], columns: number): boolean {
  const stack = [first];
  let left = columns;
  let behind = rest.length;
  while (left >= 0) {
    const next = stack.pop() ?? rest[--behind];
    if (next === undefined) return true;
    const { doc, flat } = next;
    if (typeof doc === "string") left -= doc.length;
    else if (isList(doc)) for (const part of doc.toReversed()) stack.push({ ...next, doc: part });
    else if (doc.kind === "nest") stack.push({ ...next, doc: doc.content });
    else if (doc.kind === "group") stack.push({ ...next, doc: doc.content });
    else if (doc.kind === "broken") left -= flat ? 0 : doc.text.length;
    else if (doc.hard || !flat) return true;
    else left -= doc.flat.length;
  }
  return false;
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}
