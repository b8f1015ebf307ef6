import { findKey } from "../../../catalog/find-key.ts";
import { statementRule } from "../rule.ts";
import { atValues } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-condition-multiple-boolean */
export const severalBooleans = statementRule("several-booleans", (statement, report, { catalog }) => {
  for (const test of statement.tests) {
    if (test.parsed.base.family !== "Bool" || test.values.length < 2) continue;
    const key = findKey(test.key, catalog);
    if (key?.type !== "Bool" || key.multiValued) continue;
    report({ key: test.key }, statement, atValues(test, [1], ""));
  }
});
