import { jsonWriter } from "../../../diagnostics/render/json.ts";
import type { TestPoliciesResult } from "../../../test-policies.ts";
import { countTests } from "./count.ts";
import { measureToJson, type Measure } from "./measure.ts";

/** The results as data, with what was measured. Findings about the sources are part of it where there are some. */
export function testsToJson({ tests, diagnostics }: TestPoliciesResult, fileOf: (uri: string) => string, measure?: Measure): object {
  const { place, finding } = jsonWriter(fileOf);
  const { passed, failed, skipped } = countTests(tests);
  return {
    tests: tests.map(({ name, location, status, failures }) => ({ name, ...place(location), status, failures: failures.map(finding) })),
    summary: { passed, failed, skipped },
    ...(measure === undefined ? {} : measureToJson(measure, fileOf)),
    ...(diagnostics.length === 0 ? {} : { diagnostics: diagnostics.map(finding) }),
  };
}
