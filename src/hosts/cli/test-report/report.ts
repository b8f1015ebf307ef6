import type { TestPoliciesResult } from "../../../test-policies.ts";
import { err, fromWorkspace, mostFrames, out, reportFindings, useColor, widthOf, type ReportOptions } from "../console.ts";
import { failuresOf } from "./count.ts";
import { findingsOf, type Measure } from "./measure.ts";

export interface TestReportOptions extends ReportOptions {
  /** How many tests were left out. */
  readonly leftOut: number;
  /** What was measured beside running the tests. */
  readonly measure?: Measure;
}

/** Prints the results of tests: data to standard output, for people to standard error. */
export async function reportTests(result: TestPoliciesResult, options: TestReportOptions): Promise<void> {
  const { format, fileOf, color, leftOut, measure } = options;
  const look = { color: useColor(color, "stderr"), width: widthOf("stderr"), fileOf, frames: mostFrames, leftOut };
  switch (format) {
    case "json": {
      const { testsToJson } = await import("./json.ts");
      return out(`${JSON.stringify(testsToJson(result, fileOf, measure), null, 2)}\n`);
    }
    case "sarif":
      return reportFindings(
        [...result.diagnostics, ...failuresOf(result.tests).keys(), ...(measure === undefined ? [] : findingsOf(measure))],
        options,
      );
    case "github": {
      const { testsToGithub } = await import("./github.ts");
      return out(testsToGithub(result, (uri) => fromWorkspace(fileOf(uri)), measure));
    }
    case "junit": {
      const { testsToJunit } = await import("./junit.ts");
      await reportFindings(result.diagnostics, { ...options, format: "pretty" });
      out(testsToJunit(result.tests, fileOf));
      break;
    }
    case "pretty": {
      await reportFindings(result.diagnostics, options);
      if (result.tests.length === 0) break;
      const { renderTests } = await import("./pretty.ts");
      err(`${result.diagnostics.length > 0 ? "\n" : ""}${renderTests(result.tests, look)}`);
      break;
    }
  }
  if (measure === undefined) return;
  const { renderMeasure } = await import("./measure-pretty.ts");
  err(`\n${renderMeasure(measure, look)}`);
}
