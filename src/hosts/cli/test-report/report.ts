import type { TestPoliciesResult } from "../../../test-policies.ts";
import { err, fromWorkspace, mostFrames, out, reportFindings, useColor, widthOf, type ReportOptions } from "../console.ts";

export interface TestReportOptions extends ReportOptions {
  /** How many tests were left out. */
  readonly leftOut: number;
}

/** Prints the results of tests: data to standard output, for people to standard error. */
export async function reportTests(result: TestPoliciesResult, options: TestReportOptions): Promise<void> {
  const { format, fileOf, color, leftOut } = options;
  switch (format) {
    case "json": {
      const { testsToJson } = await import("./json.ts");
      return out(`${JSON.stringify(testsToJson(result, fileOf), null, 2)}\n`);
    }
    case "github": {
      const { testsToGithub } = await import("./github.ts");
      return out(testsToGithub(result, (uri) => fromWorkspace(fileOf(uri))));
    }
    case "junit": {
      const { testsToJunit } = await import("./junit.ts");
      await reportFindings(result.diagnostics, { ...options, format: "pretty" });
      return out(testsToJunit(result.tests, fileOf));
    }
    case "pretty": {
      await reportFindings(result.diagnostics, options);
      if (result.tests.length === 0) return;
      const { renderTests } = await import("./pretty.ts");
      const gap = result.diagnostics.length > 0 ? "\n" : "";
      const look = { color: useColor(color, "stderr"), width: widthOf("stderr"), fileOf, frames: mostFrames, leftOut };
      return err(`${gap}${renderTests(result.tests, look)}`);
    }
  }
}
