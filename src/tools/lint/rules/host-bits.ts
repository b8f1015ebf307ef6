import { withoutHostBits } from "../../../iam/networks.ts";
import { replaceValues } from "../edits.ts";
import { statementRule } from "../rule.ts";
import { atValues, fixOf } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-improve-ip-range */
export const hostBits = statementRule("host-bits", (statement, report) => {
  for (const test of statement.tests) {
    if (test.parsed.base.family !== "IpAddress") continue;
    const wrong = test.values.flatMap((value, index) => {
      const text = withoutHostBits(value);
      return text === undefined ? [] : [{ index, text }];
    });
    const [first] = wrong;
    if (first === undefined) continue;
    const places = atValues(
      test,
      wrong.map(({ index }) => index),
      "this range too",
    );
    report({ value: test.values[first.index]!, range: first.text }, statement, {
      ...places,
      ...fixOf(`write \`${first.text}\``, replaceValues(test, wrong, statement)),
    });
  }
});
