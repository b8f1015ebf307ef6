import { statementRule } from "../rule.ts";
import { placeOfOperator } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-s3-prefix-in-negative-context */
export const prefixInNegative = statementRule("prefix-in-negative", (statement, report) => {
  const { effect, tests } = statement;
  const test = tests.find(
    ({ keyName, parsed: { base } }) => keyName === "s3:prefix" && base.family === "String" && base.negated === (effect === "Allow"),
  );
  if (test === undefined) return;
  report({ effect, operator: test.parsed.base.name }, statement, {
    location: placeOfOperator(test),
    help:
      effect === "Allow"
        ? "allow the prefixes that are meant, with `StringLike`"
        : "deny all but the prefixes that are meant, with `StringNotLike`",
  });
});
