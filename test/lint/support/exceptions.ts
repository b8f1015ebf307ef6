/** Where Access Analyzer and we differ about AWS's own policies, and why. */
export interface Exception {
  readonly code: string;
  /** Whose finding it is. */
  readonly of: "theirs" | "ours";
  /** What each such finding says. */
  readonly says: RegExp;
  readonly reason: string;
}

const retired = "the service is gone, and its actions with it; Access Analyzer still has the name, and no reference of AWS has";
const undocumented = "AWS's reference has no such action; Access Analyzer knows it";

export const exceptions: readonly Exception[] = [
  {
    code: "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    of: "theirs",
    says: /following prefixes does not affect the policy: (wisdom|appflow|sagemaker-mlflow)\./,
    reason: "AWS's reference of today has the tag on these actions",
  },
  {
    code: "INVALID_ACTION",
    of: "ours",
    says: /`(aws-marketplace:\w+Tasks?|route53-recovery-control-config:DescribeRoutingControlByName)`/,
    reason: undocumented,
  },
  {
    code: "INVALID_SERVICE_IN_ACTION",
    of: "ours",
    says: /`(catalog-admin|catalog-user|deepcomposer|deepracer|iot1click|iotroborunner|macie|mobilehub)`/,
    reason: retired,
  },
  { code: "INVALID_SERVICE", of: "ours", says: /`deepracer:\w+`/, reason: retired },
  {
    code: "INVALID_GLOBAL_CONDITION_KEY",
    of: "ours",
    says: /`aws:PrincipalOrgMasterAccountId`/,
    reason: "AWS's list of global keys does not have it; Access Analyzer knows it",
  },
  {
    code: "MISSING_ARN_ACCOUNT",
    of: "theirs",
    says: /service-view in the arn is missing an account id/,
    reason: "AWS's own policies grant on views without an account, which AWS owns, so the ARN is right",
  },
  {
    code: "PASS_ROLE_WITH_STAR_IN_RESOURCE",
    of: "ours",
    says: /`iam:PassRole` lets any role be passed/,
    reason: "its one condition is `StringLikeIfExists`, which also holds where no service is named",
  },
];
