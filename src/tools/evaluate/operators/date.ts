import type { BaseOperator } from "../../../iam/operators.ts";
import { parseDate } from "../../../iam/values.ts";
import { comparison, compileRead, type ValueTest } from "./value-test.ts";

/** Moments, as ISO 8601 or in seconds since 1970. */
export function compileDates({ name }: BaseOperator, values: readonly string[]): ValueTest {
  const holds = comparison(name);
  return compileRead(values, parseDate, (given, wanted) => holds(given - wanted));
}
