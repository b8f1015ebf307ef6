import type { BaseOperator } from "../../../iam/operators.ts";
import { parseBinary } from "../../../iam/values.ts";
import { compileRead, type ValueTest } from "./value-test.ts";

/** Bytes, written in base64. */
export function compileBinaries(_: BaseOperator, values: readonly string[]): ValueTest {
  return compileRead(values, parseBinary, (given, wanted) => given === wanted);
}
