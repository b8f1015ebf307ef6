import { renderGithub, workflowCommand } from "../../../diagnostics/render/github.ts";
import type { TestPoliciesResult } from "../../../test-policies.ts";
import { askedBy, failuresOf, outcomesOf } from "./count.ts";
import { findingsOf, summaryOf, type Measure } from "./measure.ts";

/** The results as annotations of GitHub Actions: the findings about the sources, the failures, and a notice that counts. */
export function testsToGithub({ tests, diagnostics }: TestPoliciesResult, fileOf: (uri: string) => string, measure?: Measure): string {
  const owners = failuresOf(tests);
  const failures = renderGithub([...owners.keys()], { fileOf, titleOf: (failure) => owners.get(failure) ?? "" });
  const outcomes = outcomesOf(tests).map(([, text]) => text);
  const message = `${outcomes.length === 0 ? "no tests" : outcomes.join(", ")} (${askedBy(tests)})`;
  const notice = (title: string, text: string): string => workflowCommand("notice", { title }, text);
  const measured =
    measure === undefined ? "" : `${renderGithub(findingsOf(measure), { fileOf })}${notice(`policy ${measure.kind}`, summaryOf(measure))}`;
  return `${renderGithub(diagnostics, { fileOf })}${failures}${notice("policy tests", message)}${measured}`;
}
