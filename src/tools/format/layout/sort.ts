import type { Span } from "../../../text/source.ts";

const heading = /^(?:[^/,]*\/\/[^\n]*\n)*[^/,]*,[ \t]*(?:\/\/[^\n]*)?\n[ \t]*\n\s*\/\//;

/**
 * Names in order. A comment behind a blank line heads a part of a list, as in `{ Get*, List*, ⏎⏎ // writes ⏎ Create* }`: names are
 * sorted within it, and stay in it.
 */
export function sortedParts<T extends Span>(nodes: readonly T[], text: string, compare: (a: T, b: T) => number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (const [i, node] of nodes.entries()) {
    if (i === 0 || hasHeading(text, nodes[i - 1]!, node)) parts.push([]);
    parts.at(-1)!.push(node);
  }
  return parts.map((part) => part.toSorted(compare));
}

/** Whether a blank line and a comment follow the line of a name, before the next one. */
export function hasHeading(text: string, before: Span, behind: Span): boolean {
  return heading.test(text.slice(before.end, behind.start));
}

/** The order of names: that of the alphabet, capitals or not. */
export function byName(a: string, b: string): number {
  return byText(a.toLowerCase(), b.toLowerCase()) || byText(a, b);
}

/** The order of files to import from: the standard library first, then those further away. */
export function byFile(a: string, b: string): number {
  return Number(a.startsWith(".")) - Number(b.startsWith(".")) || byText(a, b);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
