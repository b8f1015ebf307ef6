import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { count } from "../../../diagnostics/render/words.ts";
import type { PolicyTestResult } from "../../../test-policies.ts";

/** How many tests went how. */
export type TestCounts = Readonly<Record<PolicyTestResult["status"], number>>;

/** Counts tests by how they went. */
export function countTests(tests: readonly PolicyTestResult[]): TestCounts {
  const number = (wanted: PolicyTestResult["status"]): number => tests.filter(({ status }) => status === wanted).length;
  return { passed: number("passed"), failed: number("failed"), skipped: number("skipped") };
}

/** `12 passed, 1 failed`; what there is none of is left out. */
export function outcomesOf(tests: readonly PolicyTestResult[]): readonly (readonly [status: PolicyTestResult["status"], text: string])[] {
  return Object.entries(countTests(tests)).flatMap(([status, number]) =>
    number === 0 ? [] : [[status as PolicyTestResult["status"], `${number} ${status}`] as const],
  );
}

/** `14 expectations, 212 requests` */
export function askedBy(tests: readonly PolicyTestResult[]): string {
  const sum = (of: (test: PolicyTestResult) => number): number => tests.reduce((total, test) => total + of(test), 0);
  return `${count(
    sum(({ expectations }) => expectations),
    "expectation",
  )}, ${count(
    sum(({ requests }) => requests),
    "request",
  )}`;
}

/** The tests of each file, in the order of the files. */
export function byFile(tests: readonly PolicyTestResult[]): ReadonlyMap<string, readonly PolicyTestResult[]> {
  const files = new Map<string, PolicyTestResult[]>();
  for (const test of tests) {
    const { uri } = test.location.source;
    const list = files.get(uri);
    if (list === undefined) files.set(uri, [test]);
    else list.push(test);
  }
  return files;
}

/** The failures of some tests, each with the name of its test. */
export function failuresOf(tests: readonly PolicyTestResult[]): ReadonlyMap<Diagnostic, string> {
  return new Map(tests.flatMap(({ name, failures }) => failures.map((failure) => [failure, name])));
}
