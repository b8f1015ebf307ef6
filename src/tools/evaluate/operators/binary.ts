import { parseBinary } from "../../../iam/values.ts";
import { compileRead, type ValueTest } from "./value-test.ts";

/** Bytes, written in base64. */
export function compileBinaries(values: readonly string[]): ValueTest {
  return compileRead(values, parseBinary, (given, wanted) => given === wanted);
}
