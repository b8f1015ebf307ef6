import { statementRule } from "../rule.ts";
import { atValues } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-statement-due-to-wildcard-in-condition */
export const wildcardLeavesNothing = statementRule("wildcard-leaves-nothing", (statement, report) => {
  for (const test of statement.tests) {
    const { base, quantifier, ifExists } = test.parsed;
    if (base.name !== "StringNotLike" || quantifier !== "ForAnyValue" || ifExists) continue;
    const index = test.values.findIndex((value) => /^\*+$/.test(value));
    if (index < 0) continue;
    report({ key: test.key }, statement, {
      ...atValues(test, [index], ""),
      help: "take the statement out, or write the pattern that its values must not match",
    });
  }
});
