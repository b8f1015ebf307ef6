import type { PolicyTestResult } from "../../../test-policies.ts";
import { writeJunit } from "../junit.ts";
import { byFile } from "./count.ts";

/** The results as JUnit XML: a suite a file, a case a test. */
export function testsToJunit(tests: readonly PolicyTestResult[], fileOf: (uri: string) => string): string {
  const suites = [...byFile(tests)].map(([uri, list]) => ({
    name: fileOf(uri),
    cases: list.map(({ name, location, status, failures }) => ({
      name,
      location,
      failures,
      ...(status === "skipped" ? { skipped: "`prove` cannot be decided yet" } : {}),
    })),
  }));
  return writeJunit(suites, fileOf);
}
