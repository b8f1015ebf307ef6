import { findKey } from "../../../catalog/find-key.ts";
import { statementRule } from "../rule.ts";
import { misshapen } from "../values.ts";

const keyArn = { shape: /^arn:[^:]+:kms:[^:]+:\d{12}:key\/.+$/ };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-kms-key-value */
export const invalidKmsKey = statementRule("invalid-kms-key", (statement, report, { catalog }) => {
  const found = misshapen(statement, ({ key, keyName, parsed: { base } }) => {
    const isCompared = base.family === "String" || base.family === "Arn";
    return keyName.includes("kms") && isCompared && findKey(key, catalog)?.type === "ARN" ? keyArn : undefined;
  });
  for (const { test, value, details } of found)
    report({ value, key: test.key }, statement, {
      ...details,
      help: "requests hold the ARN of the key itself, `arn:aws:kms:region:account:key/id`, whatever alias was used",
    });
});
