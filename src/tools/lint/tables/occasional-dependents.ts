import type { Action } from "../../../catalog/catalog.ts";

/**
 * Dependent actions that a call needs only sometimes: tags where it passes tags, a service-linked role at the first use, a key where data is
 * encrypted with one's own, Amazon Connect where numbers come from there.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html (2026-09)
 */
export function isOccasional(action: Action, dependent: Action): boolean {
  if (dependent.level === "tagging" || dependent.name === "CreateServiceLinkedRole") return true;
  if (dependent.service === "kms") return !needsKey.has(action.qualifiedName);
  return sometimes.has(action.qualifiedName);
}

/** Amazon Connect, call analytics and logging are choices. */
const sometimes = new Set(["chime:CreateVoiceConnector", "chime:DeleteVoiceConnector", "chime:PutVoiceConnectorStreamingConfiguration"]);

/** `ServerSideEncryptionConfiguration` is required: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_voice-chime_CreateVoiceProfileDomain.html */
const needsKey = new Set(["chime:CreateVoiceProfileDomain"]);
