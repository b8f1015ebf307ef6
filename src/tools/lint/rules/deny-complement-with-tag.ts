import { statementRule } from "../rule.ts";
import { tagTests } from "../tag-tests.ts";
import { placeOfKey } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-deny-notaction-with-unsupported-tag-condition-key-for-service */
export const denyComplementWithTag = statementRule("deny-complement-with-tag", (statement, report) => {
  const [test] = statement.effect === "Deny" && statement.actions.negated ? tagTests(statement) : [];
  if (test === undefined) return;
  report({ key: test.key }, statement, {
    location: placeOfKey(test),
    help: "list the actions to deny; deny those without tags in a statement that does not ask for one",
  });
});
