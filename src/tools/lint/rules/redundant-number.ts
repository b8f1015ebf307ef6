import { removeEntries } from "../edits.ts";
import { statementRule } from "../rule.ts";
import { atValues, fixOf } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-condition-value-num */
export const redundantNumber = statementRule("redundant-number", (statement, report) => {
  for (const test of statement.tests) {
    const kept = counting[test.parsed.base.name]?.(...test.values.map(Number));
    if (kept === undefined || Number.isNaN(kept) || test.values.length < 2) continue;
    const at = test.values.findIndex((value) => Number(value) === kept);
    const redundant = test.values.map((_, index) => index).filter((index) => index !== at);
    const { written } = test;
    const edits =
      written &&
      removeEntries(
        redundant.map((index) => written.values[index]!),
        written.source,
        statement,
      );
    report({ value: test.values[redundant[0]!]!, kept: test.values[at]! }, statement, {
      ...atValues(test, redundant, "nor does this one"),
      ...fixOf("take out what changes nothing", edits),
    });
  }
});

/** Of several values, the one that the test holds for wherever it holds for another. */
const counting: Readonly<Record<string, (...values: number[]) => number>> = {
  NumericLessThan: Math.max,
  NumericLessThanEquals: Math.max,
  NumericGreaterThan: Math.min,
  NumericGreaterThanEquals: Math.min,
};
