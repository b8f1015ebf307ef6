import { findKey } from "../../../catalog/find-key.ts";
import { hasWildcard, arnFields } from "../../../iam/pattern.ts";
import { printOperator } from "../../../iam/operators.ts";
import { renameOperator } from "../edits.ts";
import { statementRule } from "../rule.ts";
import type { LintStatement, LintTest } from "../subject.ts";
import { fixOf, placeOfOperator } from "../values.ts";
import type { Edit } from "../../../text/edit.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-string-like-operator-with-arn-condition-keys */
export const textOperatorOnArn = statementRule("text-operator-on-arn", (statement, report, { catalog }) => {
  for (const test of statement.tests) {
    const { base } = test.parsed;
    if (base.family !== "String" || !base.wildcards || findKey(test.key, catalog)?.type !== "ARN") continue;
    if (test.values.length === 1 && test.values[0] === "*") continue;
    const instead = base.negated ? "ArnNotLike" : "ArnLike";
    report({ operator: base.name, key: test.key }, statement, {
      location: placeOfOperator(test),
      help: `write \`${instead}\`, which compares the six fields of an ARN one by one`,
      ...fixOf(`write \`${instead}\``, asArn(test, instead, statement)),
    });
  }
});

/** Field by field less is matched: the fix is certain where that is no more than the same, or lets less through. */
function asArn(test: LintTest, name: string, statement: LintStatement): readonly Edit[] | undefined {
  const fields = test.values.map(arnFields);
  const isSame = fields.every((all) => all !== undefined && !all.slice(0, 5).some(hasWildcard));
  const isNarrower = fields.every((all) => all?.[0] === "arn") && (statement.effect === "Allow") !== test.parsed.base.negated;
  if (!isSame && !isNarrower) return undefined;
  const edit = renameOperator(test, printOperator(test.parsed).replace(test.parsed.base.name, name), statement);
  return edit && [edit];
}
