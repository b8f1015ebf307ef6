import { findKey } from "../../../catalog/find-key.ts";
import { statementRule } from "../rule.ts";
import { needsKey } from "../reach.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-forallvalues-with-single-valued-key */
export const quantifierAdmitsMissingKey = statementRule("quantifier-admits-missing-key", (statement, report, { catalog }) => {
  if (statement.effect !== "Allow") return;
  for (const test of statement.tests) {
    const { base, quantifier } = test.parsed;
    if (quantifier !== "ForAllValues" || base.family === "Null" || findKey(test.key, catalog)?.multiValued !== false) continue;
    if (statement.tests.some((other) => other.keyName === test.keyName && needsKey(other))) continue;
    report({ key: test.key }, statement, {
      location: test.location,
      help: "the key holds one value: take `ForAllValues:` away, in a source `all`",
    });
  }
});
