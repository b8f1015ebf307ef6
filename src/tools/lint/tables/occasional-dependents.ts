import type { Action } from "../../../catalog/catalog.ts";

/**
 * Dependent actions that a call needs only sometimes: tags where it passes tags, a service-linked role at the first use, a key where data is
 * encrypted with one's own, Amazon Connect where numbers come from there.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html (2026-09)
 */
export function isOccasional(action: Action, dependent: Action): boolean {
  if (dependent.level === "tagging" || dependent.name === "CreateServiceLinkedRole") return true;
  if (dependent.service === "kms") return !needsKey.has(action.qualifiedName);
  return sometimes.has(action.qualifiedName) || (sometimesBy.get(dependent.qualifiedName)?.includes(action.service) ?? false);
}

/** Amazon Connect, call analytics and logging are choices; a quota is that of one service. */
const sometimes = new Set([
  "chime:CreateVoiceConnector",
  "chime:DeleteVoiceConnector",
  "chime:PutVoiceConnectorStreamingConfiguration",
  "servicequotas:GetServiceQuota",
]);

/** Dependent actions that calls of some services need for features of theirs: parameters for images, private zones, delivery logs, billing views. */
const sometimesBy: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "billing:GetBillingViewData": ["budgets", "ce"],
    "iam:PassRole": ["ec2", "rds", "sns"],
    "identitystore:ListGroupMembershipsForMember": ["deadline"],
    "lambda:PassCapacityProvider": ["lambda"],
    "rds:CopyCustomDBEngineVersion": ["rds"],
    "route53:AssociateVPCWithHostedZone": ["ec2"],
    "ssm:GetParameters": ["ec2"],
  }),
);

/** `ServerSideEncryptionConfiguration` is required: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_voice-chime_CreateVoiceProfileDomain.html */
const needsKey = new Set(["chime:CreateVoiceProfileDomain"]);
