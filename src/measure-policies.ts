import type { Input } from "./analyse.ts";
import { askedDocuments } from "./measure/asked.ts";
import { coverageOf, type PolicyCoverage } from "./measure/coverage.ts";
import { mutationOf, type PolicyMutation } from "./measure/mutation.ts";
import { planTests, runTests, type TestPoliciesOptions, type TestPoliciesResult } from "./test-policies.ts";

export interface CoverPoliciesResult extends TestPoliciesResult {
  /** Undefined where there is an error in the sources. */
  readonly coverage?: PolicyCoverage;
}

export interface MutatePoliciesResult extends TestPoliciesResult {
  /** Undefined where there is an error in the sources, or where a test fails as things are: it would fail all the same. */
  readonly mutation?: PolicyMutation;
}

/** Runs the `test` blocks of the named sources, and measures which parts of policies and roles they touch. Never throws on bad input. */
export function coverPolicies(input: Input, options: TestPoliciesOptions = {}): CoverPoliciesResult {
  const plan = planTests(input, options);
  const { diagnostics, complete } = plan;
  if (!complete) return { tests: [], diagnostics };
  return { tests: runTests(plan), diagnostics, coverage: coverageOf(askedDocuments(plan)) };
}

/** Runs the `test` blocks of the named sources, and measures which changes of policies and roles they notice. Never throws on bad input. */
export function mutatePolicies(input: Input, options: TestPoliciesOptions = {}): MutatePoliciesResult {
  const plan = planTests(input, options);
  const { diagnostics, complete, catalog } = plan;
  if (!complete) return { tests: [], diagnostics };
  const tests = runTests(plan);
  if (tests.some(({ status }) => status === "failed")) return { tests, diagnostics };
  return { tests, diagnostics, mutation: mutationOf(askedDocuments(plan), catalog) };
}
