/**
 * Corrections to AWS's service authorization reference. They are applied when the catalog is generated and exist nowhere else;
 * an entry that no longer changes anything stops the generator and fails a test.
 */
export interface Correction {
  readonly reason: string;
  readonly source?: string;
}

const reference = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonchime.html";
const keyPage = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";
const federationPage = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html";

/** Types that are both marked required wherever they occur together, though a request has only one of them. */
export const alternatives: readonly (Correction & { service: string; types: readonly [string, string] })[] = [
  {
    service: "chime",
    types: ["app-instance-bot", "app-instance-user"],
    reason: "the bearer of a messaging call is one user or one bot; AWS's own examples name the user alone",
    source: "https://docs.aws.amazon.com/chime-sdk/latest/dg/call-from-client.html",
  },
];

/** Types that stand for a required type as well. */
export const alsoTaken: readonly (Correction & { service: string; action: string; type: string; also: string })[] = [
  {
    service: "chime",
    action: "DeleteChannelFlow",
    type: "channel",
    also: "channel-flow",
    reason: "the reference lists the channel, the call names a channel flow as DescribeChannelFlow and UpdateChannelFlow do",
    source: reference,
  },
  {
    service: "chime",
    action: "ListAppInstanceBots",
    type: "app-instance-bot",
    also: "app-instance",
    reason: "the call names an app instance, whose bots it lists",
    source: "https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ListAppInstanceBots.html",
  },
  {
    service: "chime",
    action: "ListAppInstanceUsers",
    type: "app-instance-user",
    also: "app-instance",
    reason: "the call names an app instance, whose users it lists",
    source: "https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_ListAppInstanceUsers.html",
  },
];

/** Types that AWS is known to accept although the reference says that the action works with `*` alone. */
export const toleratedTypes: readonly (Correction & { service: string; actions: readonly string[]; type: string })[] = [
  {
    service: "chime",
    actions: ["CreateMeeting", "CreateMeetingWithAttendees"],
    type: "meeting",
    reason: "AWS's messages of denial name `arn:aws:chime:REGION:ACCOUNT:meeting/*` as the resource",
  },
  {
    service: "chime",
    actions: ["CreateAppInstanceBot", "CreateAppInstanceUser"],
    type: "app-instance",
    reason: "AWS's own demos grant these calls on the ARN of the app instance",
    source: "https://github.com/aws-samples/amazon-chime-sdk",
  },
  {
    service: "chime",
    actions: ["CreateAppInstanceUser"],
    type: "app-instance-user",
    reason: "AWS's own demos grant this call on `app-instance/ID/user/*` and on `app-instance/ID/*`",
    source: "https://github.com/aws-samples/amazon-chime-sdk",
  },
  {
    service: "chime",
    actions: ["CreateAppInstanceBot"],
    type: "app-instance-bot",
    reason: "as with users: `app-instance/ID/*` names the bots of an app instance, not the instance",
    source: "https://github.com/aws-samples/amazon-chime-sdk",
  },
];

/** Known oddities that need no correction: what looks wrong in the reference and why it does no harm. */
export const notes: readonly (Correction & { service: string; actions: readonly string[] })[] = [
  {
    service: "chime",
    actions: ["ListAppInstances"],
    reason: "a list call that requires an app instance: `*` and `app-instance/*` both serve",
    source: reference,
  },
  {
    service: "chime",
    actions: ["CreateChannel", "ListChannels", "SearchChannels"],
    reason: "only the bearer is listed, no channel: a channel's ARN alone grants nothing here",
    source: reference,
  },
  {
    service: "chime",
    actions: ["CreateVoiceConnectorGroup", "UpdateVoiceConnectorGroup"],
    reason: "they take the voice connectors of the group, while reading and deleting a group takes `*`",
    source: reference,
  },
  {
    service: "chime",
    actions: ["CreateVoiceProfile", "GetVoiceProfile", "UpdateVoiceProfile", "DeleteVoiceProfile"],
    reason: "a voice profile has no tags, and CreateVoiceProfile takes no resource",
    source: reference,
  },
];

const ownedByAws = "what AWS itself owns has no account in its ARN: `arn:aws:ssm:us-east-1::document/AWS-RunShellScript`";
const ssmPage = "https://docs.aws.amazon.com/systems-manager/latest/userguide/security_iam_service-with-iam.html";

/** ARN templates that are no ARN templates, or that lack a second form. */
export const templates: readonly (Correction & { service: string; type: string; from: string; to: readonly string[] })[] = [
  {
    service: "ssm",
    type: "automation-definition",
    from: "arn:${Partition}:ssm:${Region}:${Account}:automation-definition/${AutomationDefinitionName}:${VersionId}",
    to: [
      "arn:${Partition}:ssm:${Region}:${Account}:automation-definition/${AutomationDefinitionName}:${VersionId}",
      "arn:${Partition}:ssm:${Region}::automation-definition/${AutomationDefinitionName}:${VersionId}",
    ],
    reason: ownedByAws,
    source: ssmPage,
  },
  {
    service: "ssm",
    type: "document",
    from: "arn:${Partition}:ssm:${Region}:${Account}:document/${DocumentName}",
    to: ["arn:${Partition}:ssm:${Region}:${Account}:document/${DocumentName}", "arn:${Partition}:ssm:${Region}::document/${DocumentName}"],
    reason: ownedByAws,
    source: ssmPage,
  },
  {
    service: "ssm",
    type: "parameter",
    from: "arn:${Partition}:ssm:${Region}:${Account}:parameter/${ParameterNameWithoutLeadingSlash}",
    to: [
      "arn:${Partition}:ssm:${Region}:${Account}:parameter/${ParameterNameWithoutLeadingSlash}",
      "arn:${Partition}:ssm:${Region}::parameter/${ParameterNameWithoutLeadingSlash}",
    ],
    reason: ownedByAws,
    source: ssmPage,
  },
  {
    service: "resource-explorer-2",
    type: "view",
    from: "arn:${Partition}:resource-explorer-2:${Region}:${Account}:view/${ViewName}/${ViewUuid}",
    to: [
      "arn:${Partition}:resource-explorer-2:${Region}:${Account}:view/${ViewName}/${ViewUuid}",
      "arn:${Partition}:resource-explorer-2:${Region}::view/${ViewName}/service-view",
    ],
    reason: "AWS's managed policies grant on `arn:aws:resource-explorer-2:*::view/AWSServiceViewForApplicationSignals/service-view`",
  },
  {
    service: "mediaconnect",
    type: "Offering",
    from: "arn:${Partition}:mediaconnect:${Region}:offering:${OfferingId}",
    to: ["arn:${Partition}:mediaconnect:${Region}:${Account}:offering:${OfferingId}"],
    reason: "the template lacks the account field, so that `offering` would be the account",
    source: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselementalmediaconnect.html",
  },
  {
    service: "opsworks-cm",
    type: "backup",
    from: "arn:${Partition}:opsworks-cm::${Account}:backup/${ServerName}-{Date-and-Time-Stamp-of-Backup}",
    to: ["arn:${Partition}:opsworks-cm::${Account}:backup/${ServerName}-${DateAndTimeStampOfBackup}"],
    reason: "a placeholder without its dollar sign",
    source: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsopsworksconfigurationmanagement.html",
  },
];

/** Services whose resource names hold no slash, so that `meeting/ID/attendee/ID` is known to be no meeting. */
export const slashFree: readonly (Correction & { service: string })[] = [
  {
    service: "chime",
    reason: "identifiers are UUIDs or match a pattern without a slash, names of pools and configurations too",
    source: "https://docs.aws.amazon.com/chime-sdk/latest/APIReference/welcome.html",
  },
];

/** Global condition keys that AWS documents and the data lacks. */
export const addedGlobalKeys: readonly (Correction & { key: string; type: string })[] = [
  { key: "aws:SignInSessionArn", type: "ARN", reason: "documented, not in the data: sessions of AWS Sign-In", source: keyPage },
  { key: "codebuild:BuildArn", type: "ARN", reason: "documented, not in the data: sessions of CodeBuild", source: keyPage },
  { key: "codebuild:ProjectArn", type: "ARN", reason: "documented, not in the data: sessions of CodeBuild", source: keyPage },
];

/** Condition keys whose type the data gives otherwise than AWS; without `service`, a global key. */
export const keyTypes: readonly (Correction & { service?: string; key: string; from: string; to: string })[] = [
  { key: "aws:SourceVpcArn", from: "String", to: "ARN", reason: "AWS's page gives the type ARN", source: keyPage },
  {
    service: "sts",
    key: "cognito-identity.amazonaws.com:amr",
    from: "String",
    to: "ArrayOfString",
    reason: "the key holds `authenticated` and the login providers, so AWS's examples test it with ForAnyValue",
    source: federationPage,
  },
];

/**
 * Keys of identity providers and of sessions may stand in policies of every service. Their known members are those that
 * the reference lists for the security token service; this says which families have members beyond the list.
 */
export const federation = {
  /** The service whose keys, `aws:` and `iam:` aside, are usable everywhere. */
  service: "sts",
  notFederation: ["aws", "iam"],
  /** Families without a dot in their name that any member fits. A host name with a dot always is such a family. */
  open: ["saml"],
  /** Host names of which all keys are known. */
  closed: ["cognito-identity.amazonaws.com"],
  reason:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html lists them for sts; they stay in the session",
  source: federationPage,
} as const satisfies Correction & Readonly<Record<string, unknown>>;
