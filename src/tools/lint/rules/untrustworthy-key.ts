import { statementRule } from "../rule.ts";
import { placeOfKey } from "../values.ts";

/** Headers that the caller writes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-referer */
const chosenByCaller = new Set(["aws:referer", "aws:useragent"]);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-untrustworthy-condition-key */
export const untrustworthyKey = statementRule("untrustworthy-key", (statement, report) => {
  const test = statement.tests.find(({ keyName }) => chosenByCaller.has(keyName));
  if (test === undefined) return;
  report({ key: test.key }, statement, {
    location: placeOfKey(test),
    help: "test what AWS finds out by itself, such as `aws:PrincipalArn`, `aws:SourceIp` or `aws:SourceVpce`",
  });
});
