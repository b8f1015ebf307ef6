import { isRequired, mayBeMissing, requireKey } from "../presence.ts";
import { statementRule } from "../rule.ts";
import type { LintStatement, LintTest } from "../subject.ts";

/** A negated operator also holds where its key is missing: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const negatedConditionInAllow = statementRule("negated-condition-in-allow", (statement, report) => {
  if (statement.effect !== "Allow") return;
  const test = statement.tests.find((one) => isOpen(one) && !isRequired(one, statement) && !isNamed(one, statement));
  if (test === undefined) return;
  report({ operator: test.operator, key: test.key }, statement, {
    location: test.location,
    help: "say what the key must be, or test that it is there as well",
    fixes: requireKey(test, statement),
  });
});

function isOpen({ parsed: { base, quantifier, ifExists }, keyName }: LintTest): boolean {
  if (!base.negated || quantifier !== undefined || ifExists) return false;
  return mayBeMissing(keyName);
}

/** Where the key is a variable of every resource, a request without it reaches none. */
function isNamed({ keyName }: LintTest, { resources }: LintStatement): boolean {
  return !resources.negated && resources.patterns.every(({ text }) => text.toLowerCase().includes(`\${${keyName}}`));
}
