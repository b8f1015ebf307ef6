import { statementRule } from "../rule.ts";
import { misshapen } from "../values.ts";

const shapes = new Map([
  ["aws:sourcevpc", { aws: "INVALID_VPC_FORMAT", prefix: "vpc-", shape: /^vpc-([0-9a-z]{8}|[0-9a-z]{17})$/ }],
  ["aws:sourcevpce", { aws: "INVALID_VPCE_FORMAT", prefix: "vpce-", shape: /^vpce-([0-9a-z]{8}|[0-9a-z]{17})$/ }],
]);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-invalid-vpc-format */
export const invalidVpcId = statementRule("invalid-vpc-id", (statement, report) => {
  const found = misshapen(statement, ({ keyName, parsed }) => (parsed.base.family === "String" ? shapes.get(keyName) : undefined));
  for (const { test, wanted, value, details } of found)
    report({ value, key: test.key }, statement, {
      ...details,
      aws: wanted.aws,
      help: `it is \`${wanted.prefix}\` and 8 or 17 letters and digits`,
    });
});
