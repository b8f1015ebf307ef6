import type { PatternSet, Statement } from "../document.ts";

/** The order of statements: Allow first, then by actions, resources, conditions and Sid, all by code unit. */
export function compareStatements(a: Statement, b: Statement): number {
  if (a.effect !== b.effect) return a.effect === "Allow" ? -1 : 1;
  return (
    compareSets(a.actions, b.actions) ||
    compareSets(a.resources, b.resources) ||
    compareLists(a.conditions.map(testText), b.conditions.map(testText)) ||
    compareTexts(a.sid ?? "", b.sid ?? "")
  );
}

function compareSets(a: PatternSet, b: PatternSet): number {
  if (a.negated !== b.negated) return a.negated ? 1 : -1;
  return compareLists(a.patterns, b.patterns);
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (text !== other) return compareTexts(text, other);
  }
  return a.length - b.length;
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function testText({ operator, key, values }: Statement["conditions"][number]): string {
  return JSON.stringify([operator, key, values]);
}
