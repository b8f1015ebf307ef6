import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";
import { catalog } from "../suite.ts";
import { isUnlisted } from "./support/checks.ts";

const meeting = "arn:aws:chime:us-east-1:111122223333:meeting/*";

/** What a source can get wrong as well, by the name that Access Analyzer has for it. */
const statements: readonly (readonly [code: string, statement: string])[] = [
  ["ARN_ACCOUNT_NOT_ALLOWED", 'allow s3:GetObject on "arn:aws:s3::111122223333:recordings/a"'],
  ["ARN_REGION_NOT_ALLOWED", 'allow iam:GetRole on "arn:aws:iam:us-east-1:111122223333:role/app"'],
  ["EMPTY_ARRAY_CONDITION", "allow chime:ListMeetings when aws:RequestedRegion StringEquals []"],
  ["EMPTY_ARRAY_CONDITION_FORALLVALUES", "allow chime:ListMeetings when all aws:TagKeys in []"],
  ["EMPTY_ARRAY_CONDITION_FORANYVALUE", "allow chime:ListMeetings when any aws:TagKeys in []"],
  ["EMPTY_ARRAY_CONDITION_IFEXISTS", "allow chime:ListMeetings when aws:RequestedRegion in [] if exists"],
  ["EMPTY_VARIABLE", `allow chime:GetMeeting on "${meeting}\${}"`],
  ["INVALID_ACTION", "allow chime:GetMeting on *"],
  ["INVALID_ARN_ACCOUNT", 'allow chime:GetMeeting on "arn:aws:chime:us-east-1:12345:meeting/*"'],
  ["INVALID_ARN_PREFIX", 'allow chime:GetMeeting on "arm:aws:chime:us-east-1:111122223333:meeting/*"'],
  ["INVALID_ARN_REGION", 'allow chime:GetMeeting on chime:meeting(*, region: "us-middle-9")'],
  ["INVALID_ARN_RESOURCE", 'allow chime:GetMeeting on "arn:aws:chime:us-east-1:111122223333:meetings/a"'],
  ["INVALID_ARN_SERVICE_CASE", 'allow chime:GetMeeting on "arn:aws:Chime:us-east-1:111122223333:meeting/*"'],
  ["INVALID_CONDITION_MULTIPLE_BOOLEAN", "allow chime:ListMeetings when aws:SecureTransport Bool [true, false]"],
  ["INVALID_CONDITION_OPERATOR", 'allow chime:ListMeetings when aws:RequestedRegion StringMatches "us-*"'],
  ["INVALID_GLOBAL_CONDITION_KEY", 'allow chime:ListMeetings when aws:PrincipalOrganisation == "o-a1b2c3d4e5"'],
  ["INVALID_PARTITION", 'allow chime:GetMeeting on "arn:awz:chime:us-east-1:111122223333:meeting/*"'],
  ["INVALID_REGION", 'allow chime:ListMeetings when aws:RequestedRegion == "us-east-99"'],
  ["INVALID_SERVICE", 'allow chime:ListMeetings when chme:Kind == "x"'],
  ["INVALID_SERVICE", 'allow chime:GetMeeting on "arn:aws:chme:us-east-1:111122223333:meeting/*"'],
  ["INVALID_SERVICE_CONDITION_KEY", 'allow chime:ListMeetings when chime:MeetingId == "m-1"'],
  ["INVALID_SERVICE_IN_ACTION", "allow chme:GetMeeting on *"],
  ["INVALID_VARIABLE_FOR_OPERATOR", 'allow chime:ListMeetings when aws:MultiFactorAuthAge < "${aws:PrincipalTag/age}"'],
  ["MISSING_ACTION_FOR_CONDITION_KEY", 'allow iam:GetRole on iam:role(*) when iam:PassedToService == "lambda.amazonaws.com"'],
  ["MISSING_ARN_ACCOUNT", 'allow chime:GetMeeting on "arn:aws:chime:us-east-1::meeting/*"'],
  ["MISSING_ARN_FIELD", 'allow chime:GetMeeting on "arn:aws:chime:us-east-1:meeting"'],
  ["MISSING_ARN_REGION", 'allow chime:GetMeeting on "arn:aws:chime::111122223333:meeting/*"'],
  ["MISSING_BRACE_IN_VARIABLE", 'allow chime:GetMeeting on "arn:aws:chime:us-east-1:111122223333:meeting/${aws:username"'],
  ["MISSING_QUALIFIER", 'allow chime:CreateMeeting when aws:TagKeys StringEquals ["team", "cost"]'],
  ["MISSING_QUOTE_IN_VARIABLE", `allow chime:GetMeeting on "${meeting}\${aws:username, 'guest}"`],
  ["NULL_WITH_IF_EXISTS", "allow chime:ListMeetings when aws:SourceVpc NullIfExists true"],
  ["NULL_WITH_IF_EXISTS", "allow chime:ListMeetings when aws:SourceVpc Null true if exists"],
  ["REDUNDANT_STATEMENT", `allow chime:GetMeeting on "${meeting}"\n  allow chime:GetMeeting on "${meeting}"`],
  ["TYPE_MISMATCH", 'allow chime:ListMeetings when aws:MultiFactorAuthPresent StringEquals "true"'],
  ["TYPE_MISMATCH_BOOLEAN", 'allow chime:ListMeetings when aws:SecureTransport Bool "yes"'],
  ["TYPE_MISMATCH_DATE", 'allow chime:ListMeetings when aws:CurrentTime > "next tuesday"'],
  ["TYPE_MISMATCH_IP_RANGE", 'allow chime:ListMeetings when aws:SourceIp == "head-office"'],
  ["TYPE_MISMATCH_NUMBER", 'allow chime:ListMeetings when aws:MultiFactorAuthAge < "one hour"'],
  ["UNIQUE_SIDS_REQUIRED", "allow chime:ListMeetings as A\n  allow chime:ListUsers on * as A"],
  [
    "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
    'allow iam:{PassRole, GetRole} on iam:role(*) when iam:PassedToService == "lambda.amazonaws.com"',
  ],
  ["UNSUPPORTED_GLOBAL_CONDITION_KEY", 'allow chime:ListMeetings when aws:ARN like "arn:aws:iam::111122223333:role/app"'],
  ["UNSUPPORTED_SID", 'allow chime:ListMeetings as "read-meetings"'],
  ["UNSUPPORTED_SPACE_IN_VARIABLE", `allow chime:GetMeeting on "${meeting}\${aws: username}"`],
];

describe("check, by Access Analyzer's names", () => {
  it.each(statements)("finds %s in `%s`", (code, statement) => {
    const { diagnostics } = check(`role Host {\n  ${statement}\n}\n`, { catalog });
    expect([...new Set(diagnostics.flatMap(({ aws }) => aws ?? []))]).toEqual([code]);
    expect(diagnostics.filter(isUnlisted)).toEqual([]);
  });
});
