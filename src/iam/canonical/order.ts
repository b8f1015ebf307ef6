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
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index++) if (a[index] !== b[index]) return a[index]! < b[index]! ? -1 : 1;
  return a.length - b.length;
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function testText({ operator, key, values }: Statement["conditions"][number]): string {
  return JSON.stringify([operator, key, values]);
}
