import type { ConditionTest, PatternSet, PolicyDocument, Statement } from "../document.ts";
import { normaliseGlob } from "../glob.ts";
import { caseFolder, type Spelling } from "./spelling.ts";
import { conjoin, normaliseTest, unique } from "./tests.ts";

/**
 * The statements with every name in one spelling and every list sorted, each entry once. One document's statements
 * agree on the spelling of what the catalog does not know, so that regrouping them changes nothing.
 */
export function normaliseStatements(document: PolicyDocument, spelling: Spelling): readonly Statement[] {
  const actions = caseFolder((pattern) => spelling.action(normaliseGlob(pattern)));
  const keys = caseFolder(spelling.key);
  for (const statement of document.statements) {
    for (const pattern of statement.actions.patterns) actions.add(pattern);
    for (const { key } of statement.conditions) keys.add(key);
    for (const name of variableNames(statement)) keys.add(name);
  }
  const spellText = (text: string): string => normaliseGlob(text, keys.spell);
  return document.statements.map((statement) => ({
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    effect: statement.effect,
    actions: normaliseSet(statement.actions, actions.spell),
    resources: normaliseSet(statement.resources, spellText),
    conditions: normaliseTests(statement.conditions, keys.spell, spellText),
  }));
}

/** "All but nothing" is everything. */
function normaliseSet({ negated, patterns }: PatternSet, spell: (text: string) => string): PatternSet {
  if (negated && patterns.length === 0) return { negated: false, patterns: ["*"] };
  return { negated, patterns: unique(patterns.map(spell)) };
}

function normaliseTests(
  tests: readonly ConditionTest[],
  spellKey: (name: string) => string,
  spellText: (text: string) => string,
): readonly ConditionTest[] {
  if (tests.length === 0) return tests;
  const byName = new Map<string, ConditionTest>();
  for (const written of tests) {
    const test = normaliseTest(written, spellKey, spellText);
    const name = `${test.operator} ${test.key}`;
    const other = byName.get(name);
    const both = other === undefined ? test : conjoin(other, test);
    if (both === undefined) throw new Error(`internal: two tests of ${name} in one statement`);
    byName.set(name, both);
  }
  return [...byName.values()].sort(compareTests);
}

/** By operator, then key: the order in which they are written. */
export function compareTests(a: ConditionTest, b: ConditionTest): number {
  if (a.operator !== b.operator) return a.operator < b.operator ? -1 : 1;
  return a.key === b.key ? 0 : a.key < b.key ? -1 : 1;
}

function variableNames({ resources, conditions }: Statement): readonly string[] {
  const found: string[] = [];
  for (const text of resources.patterns) if (text.includes("${")) found.push(...variableNamesOf(text));
  for (const { values } of conditions) for (const text of values) if (text.includes("${")) found.push(...variableNamesOf(text));
  return found;
}

/** The names of the policy variables of a text, as they are written. */
export function variableNamesOf(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([^},'{]*)/g)].map((match) => match[1]!.trim());
}
