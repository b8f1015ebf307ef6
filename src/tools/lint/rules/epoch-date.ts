import { replaceValues } from "../edits.ts";
import { statementRule } from "../rule.ts";
import { atValues, fixOf } from "../values.ts";

/** From 1973 on; fewer digits may be a year. */
const epochSeconds = /^\d{9,12}$/;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-invalid-date-value */
export const epochDate = statementRule("epoch-date", (statement, report) => {
  for (const test of statement.tests) {
    if (test.parsed.base.family !== "Date" || test.keyName === "aws:epochtime") continue;
    const dates = test.values.flatMap((value, index) =>
      epochSeconds.test(value) ? [{ index, text: new Date(Number(value) * 1000).toISOString().replace(".000", "") }] : [],
    );
    const [first] = dates;
    if (first === undefined) continue;
    const places = atValues(
      test,
      dates.map(({ index }) => index),
      "this one too",
    );
    report({ value: test.values[first.index]! }, statement, {
      ...places,
      help: `write \`${first.text}\`, the same moment by ISO 8601`,
      ...fixOf(`write \`${first.text}\``, replaceValues(test, dates, statement)),
    });
  }
});
