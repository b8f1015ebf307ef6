import type { BaseOperator } from "../../../iam/operators.ts";
import { compileArn } from "../../../iam/match.ts";
import type { ValueTest } from "./value-test.ts";

/** ARNs, field by field. They are texts: one that is no ARN is merely unlike all of them. */
export function compileArns(_: BaseOperator, values: readonly string[]): ValueTest {
  const tests = values.map(compileArn).filter((test) => test !== undefined);
  return (value, variables) => tests.some((test) => test(value, variables));
}
