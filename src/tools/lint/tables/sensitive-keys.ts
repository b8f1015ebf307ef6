/**
 * Keys in whose values a wildcard has no good use, in lower case, 2026-11.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive
 */
export const sensitiveKeys: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:vpceaccount",
  "aws:vpceorgid",
]);

/** Keys that AWS itself sets to one account, organization or network: as variables, AWS's own policies compare the above with them. */
export const identifyingKeys: ReadonlySet<string> = new Set([...sensitiveKeys, "aws:ec2instancesourcevpc"]);
