import { statementRule } from "../rule.ts";
import { atValues, indexesOf, isPlain } from "../values.ts";

const shapes = new Map([
  ["aws:sourcevpc", { aws: "INVALID_VPC_FORMAT", prefix: "vpc-", shape: /^vpc-([0-9a-z]{8}|[0-9a-z]{17})$/ }],
  ["aws:sourcevpce", { aws: "INVALID_VPCE_FORMAT", prefix: "vpce-", shape: /^vpce-([0-9a-z]{8}|[0-9a-z]{17})$/ }],
]);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-vpc-format */
export const invalidVpcId = statementRule("invalid-vpc-id", (statement, report) => {
  for (const test of statement.tests) {
    const wanted = shapes.get(test.keyName);
    if (wanted === undefined || test.parsed.base.family !== "String") continue;
    const wrong = indexesOf(test.values, (value) => isPlain(value) && !wanted.shape.test(value));
    const [first] = wrong;
    if (first === undefined) continue;
    report({ value: test.values[first]!, key: test.key }, statement, {
      ...atValues(test, wrong, "nor is this one"),
      aws: wanted.aws,
      help: `it is \`${wanted.prefix}\` and 8 or 17 letters and digits`,
    });
  }
});
