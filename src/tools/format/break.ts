import type { Doc } from "./docs.ts";
import { widthOf } from "./width.ts";

/** How lines are broken; the names are those of prettier's options. */
export interface Lines {
  readonly printWidth: number;
  readonly tabWidth: number;
  readonly useTabs: boolean;
}

/** A part that is still to be printed. */
interface Part {
  readonly doc: Doc;
  readonly depth: number;
  readonly isBroken: boolean;
}

/** The text of a document, with lines broken just as prettier breaks them. */
export function breakLines(doc: Doc, { printWidth, tabWidth, useTabs }: Lines): string {
  breakAround(doc);
  const lines: string[] = [];
  let text = "";
  let position = 0;
  let isMeasured = true;
  const groups = new Map<symbol, boolean>();
  const suffixes: Part[] = [];
  const parts: Part[] = [{ doc, depth: 0, isBroken: true }];
  /** What was kept for the end of the line comes next. */
  const takeSuffixes = (): void => {
    for (let suffix = suffixes.pop(); suffix !== undefined; suffix = suffixes.pop()) parts.push(suffix);
  };
  const step = ({ doc: one, depth, isBroken }: Part): void => {
    if (typeof one === "string") {
      text += one;
      position += widthOf(one);
      return;
    }
    if (Array.isArray(one)) {
      for (let i = one.length - 1; i >= 0; i--) parts.push({ doc: one[i]!, depth, isBroken });
      return;
    }
    switch (one.type) {
      case "indent":
        parts.push({ doc: one.contents, depth: depth + 1, isBroken });
        return;
      case "group": {
        const flat = { doc: one.contents, depth, isBroken: false };
        const isFlat = !one.break && ((!isBroken && isMeasured) || fits(flat, parts, printWidth - position, groups));
        isMeasured = true;
        parts.push(isFlat ? flat : { ...flat, isBroken: true });
        if (one.id !== undefined) groups.set(one.id, !isFlat);
        return;
      }
      case "if-break":
        parts.push({
          doc: (one.groupId === undefined ? isBroken : groups.get(one.groupId)) === true ? one.breakContents : one.flatContents,
          depth,
          isBroken,
        });
        return;
      case "line-suffix":
        suffixes.push({ doc: one.contents, depth, isBroken });
        return;
      case "break-parent":
        return;
      case "line":
        if (!isBroken && one.hard !== true) {
          if (one.soft !== true) text += " ";
          if (one.soft !== true) position += 1;
          return;
        }
        if (!isBroken) isMeasured = false;
        if (suffixes.length > 0) {
          parts.push({ doc: one, depth, isBroken });
          takeSuffixes();
          return;
        }
        lines.push(withoutBlanks(text));
        text = useTabs ? "\t".repeat(depth) : " ".repeat(tabWidth * depth);
        position = tabWidth * depth;
    }
  };
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    step(part);
    if (parts.length === 0) takeSuffixes();
  }
  lines.push(text);
  return lines.join("\n");
}

function withoutBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return text.slice(0, end);
}

/** Breaks each group in which something ends a line, and says whether a document has such a thing. */
function breakAround(doc: Doc): boolean {
  if (typeof doc === "string") return false;
  if (Array.isArray(doc)) return doc.reduce((breaks, one) => breakAround(one) || breaks, false);
  switch (doc.type) {
    case "group":
      doc.break = breakAround(doc.contents) || doc.break;
      return doc.break;
    case "indent":
    case "line-suffix":
      return breakAround(doc.contents);
    case "if-break":
      return [doc.breakContents, doc.flatContents].map(breakAround).includes(true);
    case "break-parent":
      return true;
    case "line":
      return false;
  }
}

/** Whether a part fits into the rest of a line, with what follows up to the next line end. */
function fits(next: Part, following: readonly Part[], room: number, groups: ReadonlyMap<symbol, boolean>): boolean {
  const docs: Doc[] = [next.doc];
  const modes: boolean[] = [next.isBroken];
  let rest = following.length;
  let left = room;
  let blanks = 0;
  while (left >= 0) {
    if (docs.length === 0) {
      if (rest === 0) return true;
      const { doc, isBroken } = following[--rest]!;
      docs.push(doc);
      modes.push(isBroken);
    }
    const doc = docs.pop()!;
    const isBroken = modes.pop()!;
    if (typeof doc === "string") {
      if (doc === "") continue;
      left -= blanks + widthOf(doc);
      blanks = 0;
      continue;
    }
    if (Array.isArray(doc)) {
      for (let i = doc.length - 1; i >= 0; i--) {
        docs.push(doc[i]!);
        modes.push(isBroken);
      }
      continue;
    }
    switch (doc.type) {
      case "indent":
        docs.push(doc.contents);
        modes.push(isBroken);
        break;
      case "group":
        docs.push(doc.contents);
        modes.push(doc.break || isBroken);
        break;
      case "if-break":
        docs.push((doc.groupId === undefined ? isBroken : groups.get(doc.groupId)) === true ? doc.breakContents : doc.flatContents);
        modes.push(isBroken);
        break;
      case "line":
        if (isBroken || doc.hard === true) return true;
        if (doc.soft !== true) blanks = 1;
        break;
      case "line-suffix":
      case "break-parent":
        break;
    }
  }
  return false;
}
