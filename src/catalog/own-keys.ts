/**
 * Condition keys that exist for one action, in lower case: a statement that tests one is meant for that action.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html, 2026-11-28
 */
export const ownKeys: ReadonlyMap<string, string> = new Map([
  ["iam:associatedresourcearn", "iam:PassRole"],
  ["iam:awsservicename", "iam:CreateServiceLinkedRole"],
  ["iam:passedtoservice", "iam:PassRole"],
]);
