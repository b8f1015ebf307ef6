const passes = "what is left out of all actions leaves passing roles in";
const creates = "what is left out of all actions leaves creating service-linked roles in";
const both = "`iam:*` passes roles and creates service-linked ones";

/**
 * What is true besides of the policy of a check, and why: by our name where the finding is ours alone, by Access Analyzer's where it is
 * another of its checks.
 */
export const besides: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: {
    PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: passes,
    CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: creates,
  },
  CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE: { PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE: passes },
  CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: { PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: both },
  CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: { PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: passes },
  PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE: { CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE: creates },
  PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE: { CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE: both },
  PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: { CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: creates },
  REDUNDANT_ACTION: { "partly-ineffective-pattern": "`chime:Get*` on a meeting is two of 52 actions" },
  TYPE_MISMATCH_STRING: { "operator-does-not-fit": "`BinaryEquals` stands on a key of texts; whether AWS minds is not documented" },
  WILDCARD_IN_SERVICE_NAME: { "resource-not-taken": "`chime:ListMeetings` works on `*` only, whatever stands in the ARN" },
};
