import { statementRule } from "../rule.ts";
import { tagTests } from "../tag-tests.ts";
import { placeOfKey } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-allow-notaction-with-unsupported-tag-condition-key-for-service */
export const allowComplementWithTag = statementRule("allow-complement-with-tag", (statement, report) => {
  const [test] = statement.effect === "Allow" && statement.actions.negated ? tagTests(statement) : [];
  if (test === undefined) return;
  report({ key: test.key }, statement, {
    location: placeOfKey(test),
    help: "list the actions that are meant, and check with `chimepolicy catalog show` that each knows the tag",
  });
});
