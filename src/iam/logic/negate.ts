import { parseNetwork } from "../networks.ts";
import { baseOperators, type BaseOperator } from "../operators.ts";
import { parseDate, parseNumber } from "../values.ts";
import { holdsWhenMissing, isOpen, presence, type KeyTest } from "./key-test.ts";

const opposites: readonly (readonly [string, string])[] = [
  ["StringEquals", "StringNotEquals"],
  ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ["StringLike", "StringNotLike"],
  ["NumericEquals", "NumericNotEquals"],
  ["NumericLessThan", "NumericGreaterThanEquals"],
  ["NumericGreaterThan", "NumericLessThanEquals"],
  ["DateEquals", "DateNotEquals"],
  ["DateLessThan", "DateGreaterThanEquals"],
  ["DateGreaterThan", "DateLessThanEquals"],
  ["IpAddress", "NotIpAddress"],
  ["ArnEquals", "ArnNotEquals"],
  ["ArnLike", "ArnNotLike"],
];

const byName = new Map(baseOperators.map((operator) => [operator.name, operator]));
const oppositeOf = new Map<BaseOperator, BaseOperator>(
  opposites.flatMap(([one, other]) => {
    const [a, b] = [byName.get(one)!, byName.get(other)!];
    return [
      [a, b],
      [b, a],
    ];
  }),
);

/**
 * The tests that together hold for just those requests for which a test does not: for a missing key too, and for keys of
 * many values. Undefined where IAM has no operator for it. Values are taken to be of the type that the operator compares.
 */
export function negate<T extends KeyTest>(test: T): readonly T[] | undefined {
  const { operator, values } = test;
  const { base } = operator;
  if ((test.loose === true && base.family !== "Null") || !values.every((value) => isComparable(base, value))) return undefined;
  const heldWhenMissing = holdsWhenMissing(test);
  if (base.family === "Null") return values.includes("true") === values.includes("false") ? never(test) : [presence(test, heldWhenMissing)];
  const tests = base.family === "Bool" ? negateBoolean(test) : negateComparison(test);
  if (tests === undefined) return undefined;
  if (tests.length === 0) return heldWhenMissing ? never(test) : [presence(test, false)];
  if (heldWhenMissing) return tests.some((one) => !holdsWhenMissing(one)) ? tests : [...tests, ...withKey(tests)];
  return tests.map((one) => (holdsWhenMissing(one) ? one : { ...one, operator: { ...one.operator, ifExists: true } }));
}

/** Whether a value is one that its operator compares, or may be: with another one a negated operator does not hold either. */
function isComparable({ family }: BaseOperator, value: string): boolean {
  if (value.includes("${")) return true;
  if (family === "Numeric") return parseNumber(value) !== undefined;
  if (family === "Date") return parseDate(value) !== undefined;
  return family !== "IpAddress" || parseNetwork(value) !== undefined;
}

/** What keeps tests from holding for a missing key: of many values, that there is one. */
function withKey<T extends KeyTest>(tests: readonly T[]): readonly T[] {
  const [first] = tests;
  if (first!.operator.quantifier === undefined) return [presence(first!, true)];
  return tests.map((test) => ({ ...test, operator: { ...test.operator, quantifier: "ForAnyValue" } }));
}

/** What no request satisfies. */
function never<T extends KeyTest>(test: T): readonly T[] {
  return [presence(test, true), presence(test, false)];
}

/** For a key that is there; no test at all where each value satisfies what is negated. */
function negateBoolean<T extends KeyTest>(test: T): readonly T[] {
  // The opposite of a value that is not known yet is not known either.
  if (isOpen(test)) return [{ ...test, operator: otherQuantifier(test), values: test.values.map((value) => `${value}!`) }];
  const others = ["false", "true"].filter((value) => !test.values.includes(value));
  return others.length === 0 ? [] : [{ ...test, operator: otherQuantifier(test), values: others }];
}

function negateComparison<T extends KeyTest>(test: T): readonly T[] | undefined {
  const base = oppositeOf.get(test.operator.base);
  if (base === undefined) return undefined;
  const operator = { ...otherQuantifier(test), base };
  // Negated operators want none of their values; of two bounds, each must be passed.
  const isBound = !base.negated && !test.operator.base.negated;
  return isBound ? test.values.map((value) => ({ ...test, operator, values: [value] })) : [{ ...test, operator }];
}

/** "Not any" is "all not". */
function otherQuantifier({ operator: { base, quantifier } }: KeyTest): KeyTest["operator"] {
  if (quantifier === undefined) return { base, ifExists: false };
  return { base, ifExists: false, quantifier: quantifier === "ForAnyValue" ? "ForAllValues" : "ForAnyValue" };
}
