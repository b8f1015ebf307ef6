import type { ConditionTest } from "../document.ts";
import { implies } from "../logic/both.ts";
import { readTest } from "../logic/key-test.ts";
import { parseOperator } from "../operators.ts";
import { compareTests } from "./normalise.ts";
import { unique, valuesAreAlternatives } from "./tests.ts";

/** The conditions of one document, each with one value for every test whose values are alternatives, as numbers. */
export interface Conditions {
  /** All that together say what these tests say: one for each choice of values. */
  readonly of: (tests: readonly ConditionTest[]) => readonly number[];
  /** The other conditions of the document that hold wherever this one does. Complete once all are numbered. */
  readonly weaker: (condition: number) => readonly number[];
  /** What must be equal for two conditions to differ in the choice of values only. */
  readonly shape: (condition: number) => string;
  /** The fewest conditions that together say what these of one shape say. */
  readonly unite: (conditions: readonly number[]) => United;
}

export interface United {
  readonly alternatives: readonly (readonly ConditionTest[])[];
  /** Their characters, near enough; worked out when it is first asked for. */
  readonly length: () => number;
}

interface Choice {
  readonly tests: readonly number[];
  /** The tests among them whose values are alternatives. */
  readonly choices: readonly number[];
  readonly shape: string;
}

/** A product of values larger than this is not taken apart: no document of a legal size needs it. */
const productLimit = 2048;

/** Numbers conditions as they are asked for. */
export function numberConditions(): Conditions {
  const tests: ConditionTest[] = [];
  const testNumbers = new Map<string, number>();
  const conditions: Choice[] = [];
  const numbers = new Map<string, number>();
  const byFirstKey = new Map<string, number[]>();
  const implications = new Map<number, Map<number, boolean>>();
  const unions = new Map<string, United>();
  const testNumber = (test: ConditionTest): number => {
    const key = `${test.operator}\0${test.key}\0${test.values.join("\0")}`;
    const known = testNumbers.get(key) ?? tests.push(test) - 1;
    testNumbers.set(key, known);
    return known;
  };
  const number = (fixed: readonly number[], choices: readonly number[]): number => {
    const all = [...fixed, ...choices].sort((a, b) => a - b);
    const key = `${all.join()} ${choices.join()}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const shape = all.length === 0 ? "" : JSON.stringify([fixed, choices.map((choice) => [tests[choice]!.operator, tests[choice]!.key])]);
    const condition = conditions.push({ tests: all, choices, shape }) - 1;
    numbers.set(key, condition);
    const first = all.length === 0 ? "" : tests[all[0]!]!.key;
    byFirstKey.set(first, [...(byFirstKey.get(first) ?? []), condition]);
    return condition;
  };
  const testImplies = (test: number, other: number): boolean => {
    if (test === other) return true;
    const known = implications.get(test) ?? new Map<number, boolean>();
    implications.set(test, known);
    const result = known.get(other) ?? isImplied(tests[test]!, tests[other]!);
    known.set(other, result);
    return result;
  };
  const conditionImplies = ({ tests: own }: Choice, { tests: wanted }: Choice): boolean =>
    wanted.every((test) => own.some((one) => testImplies(one, test)));
  const textOf = ({ tests: own }: Choice): string => JSON.stringify(own.map((test) => tests[test]!).sort(compareTests));
  return {
    of: (written) => {
      if (written.length === 0) return [number([], [])];
      const { fixed, open } = divide(written);
      const fixedNumbers = fixed.map(testNumber);
      let combinations: readonly (readonly number[])[] = [[]];
      for (const test of open) {
        const values = test.values.map((value) => testNumber({ ...test, values: [value] }));
        combinations = combinations.flatMap((chosen) => values.map((value) => [...chosen, value]));
      }
      return combinations.map((chosen) => number(fixedNumbers, chosen));
    },
    weaker: (condition) => {
      const own = conditions[condition]!;
      if (own.tests.length === 0) return [];
      const keys = new Set(["", ...own.tests.map((test) => tests[test]!.key)]);
      const candidates = [...keys].flatMap((key) => byFirstKey.get(key) ?? []);
      return candidates.filter((number) => {
        const other = conditions[number]!;
        if (number === condition || !conditionImplies(own, other)) return false;
        // Of two that hold for the same requests, one covers the other.
        return !conditionImplies(other, own) || textOf(other) < textOf(own);
      });
    },
    shape: (condition) => conditions[condition]!.shape,
    unite: (united) => {
      const key = united.join();
      const known =
        unions.get(key) ??
        unite(
          united.map((condition) => conditions[condition]!),
          tests,
        );
      unions.set(key, known);
      return known;
    },
  };
}

/** Whether a test holds wherever another one of its key does. Nearly all pairs are of two single values that differ. */
function isImplied(test: ConditionTest, wider: ConditionTest): boolean {
  if (test.key !== wider.key) return false;
  const [own, other] = [readTest(test), readTest(wider)];
  const areSingle = test.values.length === 1 && wider.values.length === 1 && test.values[0] !== wider.values[0];
  if (areSingle && own.operator.base.name === "StringEquals" && other.operator.base === own.operator.base) return false;
  return implies(own, other);
}

function unite(united: readonly Choice[], tests: readonly ConditionTest[]): United {
  const first = united[0]!;
  if (first.tests.length === 0) return { alternatives: [[]], length: () => 0 };
  const choices = new Set(first.choices);
  const fixed = first.tests.filter((test) => !choices.has(test)).map((test) => tests[test]!);
  const tuples = united.map((condition) => condition.choices);
  const alternatives = uniteTuples(tuples, 0, tests).map((open) => [...fixed, ...open].sort(compareTests));
  let length: number | undefined;
  return { alternatives, length: () => (length ??= JSON.stringify(alternatives).length) };
}

/** The tests to be taken apart, in the order in which they are written, and the others. */
export function divide(tests: readonly ConditionTest[]): { fixed: readonly ConditionTest[]; open: readonly ConditionTest[] } {
  const fixed: ConditionTest[] = [];
  const open: ConditionTest[] = [];
  let product = 1;
  for (const test of tests) {
    const operator = parseOperator(test.operator);
    const alternatives = operator !== undefined && test.values.length > 0 && valuesAreAlternatives(operator);
    if (alternatives && product * test.values.length <= productLimit) {
      product *= test.values.length;
      open.push(test);
    } else fixed.push(test);
  }
  return { fixed, open };
}

/**
 * Values of the first test that go with the same values of the others are written together; then the same for the
 * others. The result depends on which combinations there are, and on nothing else.
 */
function uniteTuples(
  tuples: readonly (readonly number[])[],
  depth: number,
  tests: readonly ConditionTest[],
): readonly (readonly ConditionTest[])[] {
  const sample = tuples[0]!;
  if (tuples.length === 1) return [sample.slice(depth).map((test) => tests[test]!)];
  if (depth === sample.length) return [[]];
  const byValue = new Map<number, (readonly number[])[]>();
  for (const tuple of tuples) {
    const same = byValue.get(tuple[depth]!);
    if (same === undefined) byValue.set(tuple[depth]!, [tuple]);
    else same.push(tuple);
  }
  const byRest = new Map<string, { values: string[]; rest: readonly (readonly ConditionTest[])[] }>();
  for (const [test, same] of byValue) {
    const rest = [...uniteTuples(same, depth + 1, tests)];
    const key = JSON.stringify(rest.map((one) => JSON.stringify(one)).sort());
    const value = tests[test]!.values[0]!;
    const known = byRest.get(key);
    if (known === undefined) byRest.set(key, { values: [value], rest });
    else known.values.push(value);
  }
  const { operator, key } = tests[sample[depth]!]!;
  return [...byRest.values()].flatMap(({ values, rest }) => rest.map((one) => [{ operator, key, values: unique(values) }, ...one]));
}
