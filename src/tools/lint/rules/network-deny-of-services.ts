import { statementRule } from "../rule.ts";

/** Services call from addresses of their own: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-ip.html */
export const networkDenyOfServices = statementRule("network-deny-of-services", (statement, report) => {
  if (statement.effect !== "Deny") return;
  const test = statement.tests.find(({ keyName, parsed }) => keyName === "aws:sourceip" && parsed.base.negated);
  if (test === undefined || statement.tests.some(({ keyName }) => sparing.has(keyName))) return;
  report({ operator: test.operator }, statement, {
    location: test.location,
    help: "test `aws:ViaAWSService` for `false` as well",
  });
});

/** Keys by which such a deny spares the calls of services, or those that come through a VPC. */
const sparing = new Set([
  "aws:calledvia",
  "aws:calledviafirst",
  "aws:calledvialast",
  "aws:principalarn",
  "aws:principalisawsservice",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:viaawsservice",
  "aws:vpcsourceip",
]);
