import { findKey } from "../../../catalog/find-key.ts";
import { statementRule } from "../rule.ts";
import { atValues, indexesOf, isPlain } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-kms-key-value */
export const invalidKmsKey = statementRule("invalid-kms-key", (statement, report, { catalog }) => {
  for (const test of statement.tests) {
    const { family } = test.parsed.base;
    if (!test.keyName.includes("kms") || (family !== "String" && family !== "Arn") || findKey(test.key, catalog)?.type !== "ARN") continue;
    const wrong = indexesOf(test.values, (value) => isPlain(value) && !/^arn:[^:]+:kms:[^:]+:\d{12}:key\/.+$/.test(value));
    const [first] = wrong;
    if (first === undefined) continue;
    report({ value: test.values[first]!, key: test.key }, statement, {
      ...atValues(test, wrong, "nor is this one"),
      help: "requests hold the ARN of the key itself, `arn:aws:kms:region:account:key/id`, whatever alias was used",
    });
  }
});
