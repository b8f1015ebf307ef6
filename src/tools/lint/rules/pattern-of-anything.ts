import { findKey } from "../../../catalog/find-key.ts";
import { isInJson, renameOperator, replaceValues } from "../edits.ts";
import { statementRule } from "../rule.ts";
import type { LintStatement, LintTest } from "../subject.ts";
import { atValues, fixOf } from "../values.ts";
import type { Edit } from "../../../text/edit.ts";
import { locate } from "../../../text/source.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-equivalent-to-null-false */
export const patternOfAnything = statementRule("pattern-of-anything", (statement, report, { catalog }) => {
  for (const test of statement.tests) {
    const { base, quantifier, ifExists } = test.parsed;
    const [value, ...others] = test.values;
    if (base.family !== "String" || !base.wildcards || quantifier !== undefined || (ifExists && !base.negated)) continue;
    if (value !== "*" || others.length > 0 || findKey(test.key, catalog)?.multiValued === true) continue;
    report({ key: test.key, exists: !base.negated }, statement, {
      ...atValues(test, [0], ""),
      aws: base.negated ? "EQUIVALENT_TO_NULL_TRUE" : "EQUIVALENT_TO_NULL_FALSE",
      help: `ask for that with ${nullOf(test, !base.negated)}`,
      ...fixOf(`write ${nullOf(test, !base.negated)}`, asNull(test, !base.negated, statement)),
    });
  }
});

function nullOf(test: LintTest, exists: boolean): string {
  return isInJson(test) ? `\`"Null": { "${test.key}": "${!exists}" }\`` : `\`${test.key} ${exists ? "exists" : "not exists"}\``;
}

function asNull(test: LintTest, exists: boolean, statement: LintStatement): readonly Edit[] | undefined {
  const { written } = test;
  if (written === undefined) return undefined;
  if (isInJson(test)) {
    const operator = renameOperator(test, "Null", statement);
    const value = replaceValues(test, [{ index: 0, text: String(!exists) }], statement);
    return operator && value && [operator, ...value];
  }
  const start = written.operator.start;
  const operator = renameOperator(test, exists ? "exists" : "not exists", statement);
  return operator && [{ ...operator, location: locate(written.source, { start, end: written.whole.end }) }];
}
