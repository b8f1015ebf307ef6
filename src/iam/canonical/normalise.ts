import type { ConditionTest, PatternSet, PolicyDocument, Statement } from "../document.ts";
import { normaliseGlob } from "../glob.ts";
import { conjoin } from "../logic/conjunction.ts";
import { readTest, writeTest } from "../logic/key-test.ts";
import { parseOperator } from "../operators.ts";
import { caseFolder, type Spelling } from "./spelling.ts";
import { normaliseTest, unique } from "./tests.ts";

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
  return document.statements.map((statement) => {
    const conditions = normaliseTests(statement.conditions, keys.spell, spellText);
    return {
      ...(statement.sid === undefined ? {} : { sid: statement.sid }),
      effect: statement.effect,
      // Where the condition never holds, nothing is left to speak of.
      actions: conditions === "never" ? { negated: false, patterns: [] } : normaliseSet(statement.actions, actions.spell),
      resources: normaliseSet(statement.resources, spellText),
      conditions: conditions === "never" ? [] : conditions,
    };
  });
}

/** "All but nothing" is everything, and "all but everything" nothing. */
function normaliseSet({ negated, patterns }: PatternSet, spell: (text: string) => string): PatternSet {
  if (negated && patterns.length === 0) return { negated: false, patterns: ["*"] };
  const spelled = unique(patterns.map(spell));
  return negated && spelled.includes("*") ? { negated: false, patterns: [] } : { negated, patterns: spelled };
}

function normaliseTests(
  tests: readonly ConditionTest[],
  spellKey: (name: string) => string,
  spellText: (text: string) => string,
): readonly ConditionTest[] | "never" {
  if (tests.length === 0) return tests;
  const normalised = tests.map((test) => normaliseTest(test, spellKey, spellText));
  const keys = new Set(normalised.map(({ key }) => key));
  const joined = keys.size === normalised.length ? normalised : joinTests(normalised);
  return joined === "never" ? joined : joined.toSorted(compareTests);
}

/** Fewer tests that say the same where several speak of one key. */
function joinTests(tests: readonly ConditionTest[]): readonly ConditionTest[] | "never" {
  if (tests.some(({ operator }) => parseOperator(operator) === undefined)) return tests;
  const joined = conjoin(tests.map(readTest));
  if (joined.kind !== "tests") return joined.kind === "never" ? "never" : tests;
  return joined.tests.map((test) => {
    const { operator, key, values } = writeTest(test);
    return { operator, key, values: unique(values) };
  });
}

/** By operator, then key: the order in which they are written. */
export function compareTests(a: ConditionTest, b: ConditionTest): number {
  if (a.operator !== b.operator) return a.operator < b.operator ? -1 : 1;
  return a.key === b.key ? 0 : a.key < b.key ? -1 : 1;
}

function variableNames({ resources, conditions }: Statement): readonly string[] {
  const found: string[] = [];
  const look = (text: string): void => {
    if (text.includes("${")) for (const name of variableNamesOf(text)) found.push(name);
  };
  resources.patterns.forEach(look);
  for (const { values } of conditions) values.forEach(look);
  return found;
}

/** The names of the policy variables of a text, as they are written. */
export function variableNamesOf(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([^},'{]*)/g)].map((match) => match[1]!.trim());
}
