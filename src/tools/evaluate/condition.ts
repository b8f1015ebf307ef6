import type { Variables } from "../../iam/glob-test.ts";
import type { ConditionTest } from "../../iam/document.ts";
import { parseOperator, type BaseOperator, type OperatorFamily, type SetQuantifier } from "../../iam/operators.ts";
import { parseBoolean } from "../../iam/values.ts";
import { compileArns } from "./operators/arn.ts";
import { compileBinaries } from "./operators/binary.ts";
import { compileBooleans } from "./operators/bool.ts";
import { compileDates } from "./operators/date.ts";
import { compileNetworks } from "./operators/ip-address.ts";
import { compileNumbers } from "./operators/numeric.ts";
import { compileStrings } from "./operators/string.ts";
import type { ValueTest } from "./operators/value-test.ts";

/** One test of a statement, ready for many requests. */
export interface Condition {
  /** The key's name in lower case. */
  readonly key: string;
  /** Whether the test holds for the values of its key, of which a missing key has none. */
  readonly holds: (values: readonly string[], variables: Variables) => boolean;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export function compileCondition({ operator: name, key, values: wanted }: ConditionTest): Condition {
  return { key: key.toLowerCase(), holds: compileTest(name, wanted) };
}

/** How the values of each family are compared. */
const families: Readonly<Record<Exclude<OperatorFamily, "Null">, (base: BaseOperator, values: readonly string[]) => ValueTest>> = {
  String: compileStrings,
  Numeric: compileNumbers,
  Date: compileDates,
  Bool: compileBooleans,
  Binary: compileBinaries,
  IpAddress: compileNetworks,
  Arn: compileArns,
};

function compileTest(name: string, wanted: readonly string[]): Condition["holds"] {
  const operator = parseOperator(name);
  if (operator === undefined) return () => false;
  const { base, quantifier, ifExists } = operator;
  const { family } = base;
  if (family === "Null") {
    const absent = wanted.map(parseBoolean);
    return (values) => absent.includes(values.length === 0);
  }
  const test = families[family](base, wanted);
  const whenMissing = ifExists || quantifier === "ForAllValues" || (base.negated && quantifier === undefined);
  const one = (value: string, variables: Variables): boolean => {
    const found = test(value, variables);
    return found !== undefined && found !== base.negated;
  };
  return (values, variables) =>
    isEmpty(values, quantifier) ? whenMissing : quantified(values, quantifier, (value) => one(value, variables));
}

/** Under a set operator an empty text is an empty set: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
function isEmpty(values: readonly string[], quantifier: SetQuantifier | undefined): boolean {
  return values.length === 0 || (quantifier !== undefined && values.length === 1 && values[0] === "");
}

/** Several values without a set operator satisfy nothing, a negated operator included. */
function quantified(values: readonly string[], quantifier: SetQuantifier | undefined, test: (value: string) => boolean): boolean {
  switch (quantifier) {
    case "ForAllValues":
      return values.every(test);
    case "ForAnyValue":
      return values.some(test);
    case undefined:
      return values.length === 1 && test(values[0]!);
  }
}
