import { findKey } from "../../../catalog/find-key.ts";
import { statementRule } from "../rule.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-condition-multiple-boolean */
export const severalBooleans = statementRule("several-booleans", (statement, report, { catalog }) => {
  for (const { key, parsed, values, location } of statement.tests) {
    if (parsed.base.family !== "Bool" || values.length < 2 || findKey(key, catalog)?.multiValued !== false) continue;
    report({ key }, statement, { location, help: "write the one value that is meant; a test that takes both is no test" });
  }
});
