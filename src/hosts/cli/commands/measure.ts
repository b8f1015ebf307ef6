import type { Input } from "../../../analyse.ts";
import type { TestPoliciesOptions, TestPoliciesResult } from "../../../test-policies.ts";
import { UsageError } from "../console.ts";
import type { Measure } from "../test-report/measure.ts";

export interface MeasureArguments {
  readonly coverage?: boolean | undefined;
  readonly mutate?: boolean | undefined;
  readonly min?: string | undefined;
}

/** The options of `test` that say how much the tests show. */
export const measureOptions = {
  coverage: { type: "boolean", describe: "say which statements, actions and conditions no expectation touches" },
  mutate: { type: "boolean", describe: "change the policies one thing at a time, and say what no test notices" },
  min: { type: "string", requiresArg: true, describe: "fail where --coverage or --mutate gives less than so many percent" },
} as const;

/** What to measure, and how much it must be at least. */
export function readMeasure({ coverage, mutate, min }: MeasureArguments): {
  readonly measure: Measure["kind"] | undefined;
  readonly least: number | undefined;
} {
  if (coverage === true && mutate === true) throw new UsageError("`--coverage` and `--mutate` are two runs", "give one of them");
  const measure = coverage === true ? "coverage" : mutate === true ? "mutation" : undefined;
  if (min === undefined) return { measure, least: undefined };
  if (!/^\d{1,3}(\.\d+)?$/.test(min) || Number(min) > 100)
    throw new UsageError(`\`--min ${min}\` is no percentage`, "give a number from 0 to 100");
  if (measure === undefined) throw new UsageError("`--min` says what to reach, but not of what", "give `--coverage` or `--mutate` with it");
  return { measure, least: Number(min) };
}

export interface MeasuredTests {
  readonly result: TestPoliciesResult;
  readonly measured: Measure | undefined;
}

/** Runs tests, and measures them if that was asked for. */
export async function measureTests(
  measure: Measure["kind"] | undefined,
): Promise<(input: Input, options: TestPoliciesOptions) => MeasuredTests> {
  if (measure === undefined) {
    const { testPolicies } = await import("../../../test-policies.ts");
    return (input, options) => ({ result: testPolicies(input, options), measured: undefined });
  }
  const { coverPolicies, mutatePolicies } = await import("../../../measure-policies.ts");
  if (measure === "coverage")
    return (input, options) => {
      const result = coverPolicies(input, options);
      return { result, measured: result.coverage && { kind: measure, ...result.coverage } };
    };
  return (input, options) => {
    const result = mutatePolicies(input, options);
    return { result, measured: result.mutation && { kind: measure, ...result.mutation } };
  };
}

/** Why what was measured is not enough, or was not measured at all. */
export async function shortfallOf(
  { result, measured }: MeasuredTests,
  measure: Measure["kind"] | undefined,
  least: number | undefined,
): Promise<string | undefined> {
  if (measure === "mutation" && result.tests.some(({ status }) => status === "failed"))
    return "`--mutate` changes policies that pass their tests; mend the failing ones first";
  if (measured === undefined || least === undefined || measured.counts.percent >= least) return undefined;
  const { percentText } = await import("../test-report/measure.ts");
  return `${percentText(measured.counts.percent)} is less than the ${least} % that \`--min\` asks for`;
}
