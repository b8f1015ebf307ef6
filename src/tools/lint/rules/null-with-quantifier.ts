import { statementRule } from "../rule.ts";
import { placeOfOperator } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-null-with-qualifier */
export const nullWithQuantifier = statementRule("null-with-quantifier", (statement, report) => {
  for (const test of statement.tests) {
    const { parsed } = test;
    if (parsed.base.family !== "Null" || parsed.quantifier === undefined) continue;
    report({ quantifier: parsed.quantifier }, statement, {
      location: placeOfOperator(test),
      help: "take the quantifier away: `Null` asks for the key as a whole",
    });
  }
});
