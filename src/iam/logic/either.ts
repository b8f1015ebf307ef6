import { both, implies } from "./both.ts";
import { holdsWhenMissing, withoutIfExists, type KeyTest } from "./key-test.ts";
import { negate } from "./negate.ts";

/** Two tests of one key, either of which may hold, as one; undefined where IAM has no single test for that. */
export function either<T extends KeyTest>(a: T, b: T): T | "always" | undefined {
  if (implies(a, b)) return b;
  if (implies(b, a)) return a;
  if (isAbsence(a)) return orMissing(b);
  if (isAbsence(b)) return orMissing(a);
  if (isIfExists(a) || isIfExists(b)) {
    const plain = either(withoutIfExists(a), withoutIfExists(b));
    return plain === undefined || plain === "always" ? plain : orMissing(plain);
  }
  return neitherNot(a, b);
}

/** What is not "neither": IAM has a single test for it where it has one for each of the three negations. */
function neitherNot<T extends KeyTest>(a: T, b: T): T | "always" | undefined {
  const [own, other] = [single(negate(a)), single(negate(b))];
  if (own === undefined || other === undefined) return undefined;
  const neither = both(own, other);
  if (neither === "never") return "always";
  return neither === undefined ? undefined : single(negate(neither));
}

function single<T>(tests: readonly T[] | undefined): T | undefined {
  return tests?.length === 1 ? tests[0] : undefined;
}

/** A test as one that holds for a missing key too. */
function orMissing<T extends KeyTest>(test: T): T | "always" | undefined {
  if (holdsWhenMissing(test)) return test;
  const { base, quantifier } = test.operator;
  if (base.family === "Null") return "always";
  return quantifier === undefined ? { ...test, operator: { ...test.operator, ifExists: true } } : undefined;
}

function isAbsence({ operator, values }: KeyTest): boolean {
  return operator.base.family === "Null" && !values.includes("false");
}

/** Whether a test holds for a missing key by its `IfExists` alone. */
function isIfExists(test: KeyTest): boolean {
  return test.operator.ifExists && !holdsWhenMissing(withoutIfExists(test));
}
