import { untaggedRule } from "../tag-tests.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-deny-with-unsupported-tag-condition-key-for-service */
export const denyActionWithoutTag = untaggedRule("deny-action-without-tag", "Deny", "deny it in a statement without this condition");
