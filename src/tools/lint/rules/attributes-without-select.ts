import { statementRule } from "../rule.ts";
import type { LintTest } from "../subject.ts";
import { placeOfKey } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-dynamodb-attributes-without-select */
export const attributesWithoutSelect = statementRule("attributes-without-select", (statement, report) => {
  const { tests } = statement;
  const test = tests.find(({ keyName, parsed }) => keyName === "dynamodb:attributes" && parsed.base.family !== "Null");
  if (test === undefined || tests.some(isSelect)) return;
  report({}, statement, {
    location: placeOfKey(test),
    help: "test that `dynamodb:Select` is `SPECIFIC_ATTRIBUTES` as well",
  });
});

/** AWS's own examples take `StringEqualsIfExists` for it: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
function isSelect({ keyName, parsed: { base }, values }: LintTest): boolean {
  return keyName === "dynamodb:select" && base.name === "StringEquals" && values.length === 1 && values[0] === "SPECIFIC_ATTRIBUTES";
}
