/**
 * Keys that say little without another one, in lower case, 2026-11: private addresses are the same in many networks.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpcsourceip
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-ec2instancesourceprivateip4
 */
export const pairedKeys = [
  {
    key: "aws:vpcsourceip",
    with: ["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"],
    effects: ["Allow", "Deny"],
    aws: "MISSING_PAIRED_CONDITION_KEYS",
  },
  { key: "aws:ec2instancesourceprivateipv4", with: ["aws:Ec2InstanceSourceVpc"], effects: ["Allow"], aws: undefined },
] as const;
