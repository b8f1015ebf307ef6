import { privateTests } from "../private-addresses.ts";
import { statementRule } from "../rule.ts";
import { atValues } from "../values.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-private-ip-address */
export const privateSourceIp = statementRule("private-source-ip", (statement, report) => {
  for (const { test, indexes, negated } of privateTests(statement)) {
    if (indexes.length < test.values.length) continue;
    report({ value: test.values[0]!, negated }, statement, {
      ...atValues(test, indexes, "this range is private too"),
      aws: negated ? "PRIVATE_NOT_IP_ADDRESS" : "PRIVATE_IP_ADDRESS",
      help: "name public addresses; requests through a VPC endpoint have `aws:VpcSourceIp` instead, beside `aws:SourceVpc`",
    });
  }
});
