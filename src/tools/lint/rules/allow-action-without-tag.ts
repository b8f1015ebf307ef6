import { untaggedRule } from "../tag-tests.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-allow-with-unsupported-tag-condition-key-for-service */
export const allowActionWithoutTag = untaggedRule("allow-action-without-tag", "Allow", "move it to a statement without this condition");
