import { renderGithub, workflowCommand } from "../../../diagnostics/render/github.ts";
import type { TestPoliciesResult } from "../../../test-policies.ts";
import { askedBy, outcomesOf } from "./count.ts";

/** The results as annotations of GitHub Actions: the findings about the sources, the failures, and a notice that counts. */
export function testsToGithub({ tests, diagnostics }: TestPoliciesResult, fileOf: (uri: string) => string): string {
  const failures = tests.map((test) => renderGithub(test.failures, { fileOf, titleOf: () => test.name }));
  const outcomes = outcomesOf(tests).map(([, text]) => text);
  const message = `${outcomes.length === 0 ? "no tests" : outcomes.join(", ")} (${askedBy(tests)})`;
  return `${renderGithub(diagnostics, { fileOf })}${failures.join("")}${workflowCommand("notice", { title: "policy tests" }, message)}`;
}
