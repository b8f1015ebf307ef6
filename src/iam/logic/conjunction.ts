import { printOperator } from "../operators.ts";
import { both } from "./both.ts";
import { holdsWhenMissing, withoutIfExists, type KeyTest } from "./key-test.ts";

/** What several tests say together. */
export type Reduced<T> =
  | { readonly kind: "tests"; readonly tests: readonly T[] }
  /** No request satisfies these two. */
  | { readonly kind: "never"; readonly pair: readonly [T, T] };

/** The same, where a statement has a place for each test. */
export type Conjunction<T> =
  | Reduced<T>
  /** A statement has one place for their operator and key, and there is no other way to say both. */
  | { readonly kind: "conflict"; readonly pair: readonly [T, T] };

/** The fewest tests that hold where all of these do; no two of them share operator and key. */
export function conjoin<T extends KeyTest>(tests: readonly T[]): Conjunction<T> {
  const reduced = reduce(tests);
  return reduced.kind === "tests" ? place(reduced.tests) : reduced;
}

/** The fewest tests that hold where all of these do. */
export function reduce<T extends KeyTest>(tests: readonly T[]): Reduced<T> {
  const byKey = groupByKey(tests);
  if (byKey === undefined) return { kind: "tests", tests };
  const result: T[] = [];
  for (const own of byKey.values()) {
    const reduced = own.length === 1 ? undefined : reduceKey(own);
    if (reduced === undefined) result.push(...own);
    else if (reduced.kind === "tests") result.push(...reduced.tests);
    else return reduced;
  }
  return { kind: "tests", tests: result };
}

/** Undefined where no two tests are of one key, as nearly always. */
function groupByKey<T extends KeyTest>(tests: readonly T[]): ReadonlyMap<string, readonly T[]> | undefined {
  if (tests.length < 2 || (tests.length <= few && haveKeysOfTheirOwn(tests))) return undefined;
  const byKey = new Map<string, T[]>();
  for (const test of tests) {
    const key = test.key.toLowerCase();
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [test]);
    else same.push(test);
  }
  return byKey.size === tests.length ? undefined : byKey;
}

/** So few are sooner compared with each other than put into a map. */
const few = 8;

function haveKeysOfTheirOwn(tests: readonly KeyTest[]): boolean {
  for (let i = 1; i < tests.length; i++) for (let j = 0; j < i; j++) if (isSameKey(tests[i]!, tests[j]!)) return false;
  return true;
}

/** Whether two tests ask for one key. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
export function isSameKey({ key: a }: KeyTest, { key: b }: KeyTest): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** The order in which tests of one key are joined rests on what they say alone, and so does the outcome. */
function reduceKey<T extends KeyTest>(tests: readonly T[]): Reduced<T> {
  let left = inOrder(tests);
  for (let i = 0; i < left.length; i++) {
    for (let j = i + 1; j < left.length; j++) {
      const [a, b] = [left[i]!, left[j]!];
      const one = both(a, b);
      if (one === undefined) continue;
      if (one === "never") return { kind: "never", pair: [a, b] };
      // The new test may go with any of the others.
      left = inOrder([...left.filter((test) => test !== a && test !== b), one]);
      i = -1;
      break;
    }
  }
  return { kind: "tests", tests: left };
}

/** Beside a test that needs the key, `IfExists` says nothing, unless there is a quantifier, for which an empty text is no value. */
function inOrder<T extends KeyTest>(tests: readonly T[]): readonly T[] {
  const needsKey = tests.some((test) => !holdsWhenMissing(test));
  const plain = (test: T): T => {
    if (!needsKey || test.operator.quantifier !== undefined || !test.operator.ifExists) return test;
    const without = withoutIfExists(test);
    return holdsWhenMissing(without) ? test : without;
  };
  return tests.map(plain).sort((a, b) => compareTexts(nameOf(a), nameOf(b)));
}

/**
 * Gives each of several reduced tests a place of its own. A statement takes each operator once for a key. `IfExists` changes nothing beside
 * a test that needs the key, nor where a missing key satisfies a test anyway, and so is the place for a second test of one operator.
 */
export function place<T extends KeyTest>(tests: readonly T[]): Conjunction<T> {
  if (groupByKey(tests) === undefined) return { kind: "tests", tests };
  const placed = new Map<string, T>();
  for (const test of tests) {
    const name = placeOf(test);
    const other = placed.get(name);
    if (other === undefined) {
      placed.set(name, test);
      continue;
    }
    const second = { ...test, operator: { ...test.operator, ifExists: true } };
    if (test.operator.ifExists || placed.has(placeOf(second))) return { kind: "conflict", pair: [other, test] };
    placed.set(placeOf(second), second);
  }
  return { kind: "tests", tests: [...placed.values()] };
}

function placeOf({ operator, key }: KeyTest): string {
  return `${key.toLowerCase()} ${printOperator(operator)}`;
}

function nameOf({ operator, values }: KeyTest): string {
  return `${printOperator({ ...operator, ifExists: false })}\0${[...values].sort().join("\0")}\0${operator.ifExists ? 1 : 0}`;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a === b ? 0 : 1;
}
