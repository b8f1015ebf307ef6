import { parseOperator, printOperator, type Operator } from "../operators.ts";
import type { ConditionTest } from "../document.ts";

/** One test of one key, its operator taken apart. */
export interface KeyTest {
  readonly operator: Operator;
  readonly key: string;
  readonly values: readonly string[];
  /** True where the key takes many values, and no quantifier says which of them count: with several, the test then never holds. */
  readonly loose?: true;
}

const nullOperator = parseOperator("Null")!;

/** The test that a key is there, or that it is not. */
export function presence<T extends KeyTest>(like: T, present: boolean): T {
  return { ...like, operator: nullOperator, values: [present ? "false" : "true"] };
}

/**
 * Whether a test holds for a request without its key, or with an empty list of values. With a quantifier, one empty text is such a list.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function holdsWhenMissing({ operator: { base, quantifier, ifExists }, values }: KeyTest): boolean {
  if (base.family === "Null") return values.includes("true");
  if (ifExists || quantifier === "ForAllValues") return true;
  return quantifier !== "ForAnyValue" && base.negated;
}

/** The test as it is for a key that is there. */
export function withoutIfExists<T extends KeyTest>(test: T): T {
  return test.operator.ifExists ? { ...test, operator: { ...test.operator, ifExists: false } } : test;
}

/** Whether it depends on the request for which values of its key a test holds. */
export function isOpen({ values, loose }: KeyTest): boolean {
  return loose === true || values.some((value) => value.includes("${"));
}

/** A test of a document, whose operator must be one of IAM's, taken apart. */
export function readTest({ operator, key, values }: ConditionTest): KeyTest {
  return { operator: parseOperator(operator)!, key, values };
}

/** The test as it stands in a document. */
export function writeTest({ operator, key, values }: KeyTest): ConditionTest {
  return { operator: printOperator(operator), key, values };
}
