/**
 * What is printed, before lines are broken: in the shapes of prettier's own documents, so that prettier can break them as well.
 * https://github.com/prettier/prettier/blob/main/commands.md
 */
export type Doc = string | Doc[] | Group | Indent | Line | IfBreak | LineSuffix | BreakParent;

/** What is on one line where it fits, and else has a line end at each of its own lines. */
export interface Group {
  type: "group";
  id?: symbol;
  contents: Doc;
  /** Whether it is broken even where it fits: something in it ends a line. */
  break: boolean;
}

interface Indent {
  type: "indent";
  contents: Doc;
}

interface Line {
  type: "line";
  soft?: true;
  hard?: true;
}

interface IfBreak {
  type: "if-break";
  breakContents: Doc;
  flatContents: Doc;
  /** The group it asks about; the one it stands in where there is none. */
  groupId?: symbol;
}

interface LineSuffix {
  type: "line-suffix";
  contents: Doc;
}

interface BreakParent {
  type: "break-parent";
}

/** A blank, or a line end in a broken group. */
export const line: Doc = { type: "line" };

/** Nothing, or a line end in a broken group. */
export const softline: Doc = { type: "line", soft: true };

/** Breaks the groups around it. */
export const breakParent: Doc = { type: "break-parent" };

/** A line end. */
export const hardline: Doc = [{ type: "line", hard: true }, breakParent];

export function group(contents: Doc, id?: symbol): Doc {
  return id === undefined ? { type: "group", contents, break: false } : { type: "group", id, contents, break: false };
}

export function indent(contents: Doc): Doc {
  return { type: "indent", contents };
}

/** One thing in a broken group, another in one on a line. */
export function ifBreak(breakContents: Doc, flatContents: Doc = "", groupId?: symbol): Doc {
  return groupId === undefined
    ? { type: "if-break", breakContents, flatContents }
    : { type: "if-break", breakContents, flatContents, groupId };
}

/** What stands at the end of the line, whatever follows. */
export function lineSuffix(contents: Doc): Doc {
  return { type: "line-suffix", contents };
}
