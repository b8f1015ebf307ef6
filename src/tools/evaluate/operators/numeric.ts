import type { BaseOperator } from "../../../iam/operators.ts";
import { compareNumbers, parseNumber } from "../../../iam/values.ts";
import { comparison, compileRead, type ValueTest } from "./value-test.ts";

/** Integers and decimals. */
export function compileNumbers({ name }: BaseOperator, values: readonly string[]): ValueTest {
  const holds = comparison(name);
  return compileRead(values, parseNumber, (given, wanted) => holds(compareNumbers(given, wanted)));
}
