import type { ConditionTest } from "../document.ts";
import { withoutCovered } from "../logic/value-covers.ts";
import { parseOperator, printOperator, type Operator } from "../operators.ts";

/**
 * Whether the values of a test are alternatives, so that a statement with two of them grants what two statements grant.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function valuesAreAlternatives({ quantifier, base }: Operator): boolean {
  return !base.negated && base.family !== "Null" && quantifier !== "ForAllValues";
}

/** A test in IAM's form: operator as IAM spells it, values in one form, sorted, each once. */
export function normaliseTest(test: ConditionTest, spellKey: (name: string) => string, spellText: (text: string) => string): ConditionTest {
  const operator = parseOperator(test.operator);
  if (operator === undefined) return { operator: test.operator, key: spellKey(test.key), values: unique(test.values) };
  const values = test.values.map((value) => normaliseValue(value, operator, spellText));
  return { operator: printOperator(operator), key: spellKey(test.key), values: withoutCovered(operator.base, unique(values)) };
}

function normaliseValue(value: string, { base }: Operator, spellText: (text: string) => string): string {
  switch (base.family) {
    case "Bool":
    case "Null":
      return value.toLowerCase();
    case "Numeric":
      return plainNumber(value);
    case "String":
    case "Arn":
      // A `*` under StringEquals is a character; only the names of its variables are respelt.
      return base.wildcards || value.includes("${") ? spellWhere(value, base.wildcards, spellText) : value;
    default:
      return value;
  }
}

/** Wildcard runs may be rewritten only where they are wildcards. */
function spellWhere(value: string, wildcards: boolean, spellText: (text: string) => string): string {
  if (wildcards) return spellText(value);
  return value.replace(/\$\{[^}]*\}/g, (variable) => spellText(variable));
}

/** `5.0` and `05` are 5; what is no plain decimal stays as it is. */
function plainNumber(value: string): string {
  const match = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(value);
  if (match === null || value.endsWith(".")) return value;
  const [, sign, whole, fraction = ""] = match;
  const digits = fraction === "" ? whole! : `${whole!}.${fraction}`;
  return digits === "0" ? "0" : `${sign!}${digits}`;
}

/** Sorted by code unit, each once. */
export function unique(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)].sort();
}
