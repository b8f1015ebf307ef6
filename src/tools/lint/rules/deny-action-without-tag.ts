import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";
import { findUntagged } from "../tag-tests.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-deny-with-unsupported-tag-condition-key-for-service */
export const denyActionWithoutTag = statementRule("deny-action-without-tag", (statement, report, { catalog }) => {
  const found = statement.effect === "Deny" ? findUntagged(statement, catalog) : undefined;
  if (found === undefined) return;
  const { test, entries } = found;
  const [first, ...others] = entries;
  report({ key: test.key, action: first.text }, statement, {
    location: placeOf(first),
    related: others.map((entry) => ({ message: "nor does this action", location: placeOf(entry) })),
    help: "deny it in a statement without this condition",
  });
});
