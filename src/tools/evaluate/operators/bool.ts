import type { BaseOperator } from "../../../iam/operators.ts";
import { parseBoolean } from "../../../iam/values.ts";
import { compileRead, type ValueTest } from "./value-test.ts";

/** `true` and `false`, in any letter case. */
export function compileBooleans(_: BaseOperator, values: readonly string[]): ValueTest {
  return compileRead(values, parseBoolean, (given, wanted) => given === wanted);
}
