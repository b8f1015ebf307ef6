import { describe, expect, it } from "vitest";
import { checkPolicy } from "../../src/check-policy.ts";
import { isRule } from "../../src/diagnostics/codes/index.ts";
import { catalog } from "../suite.ts";

/** Statements about which the rules have little to say, each with the rules that speak all the same. */
const statements: readonly (readonly [about: string, statement: object, found: readonly string[]])[] = [
  ["an overlap that is no containment", allow(["chime:Get*", "chime:*Meeting"]), []],
  ["a resource with another account", { ...allow("chime:GetMeeting"), Resource: [meeting("1"), meeting("2")] }, []],
  ["several numbers under equality", when("NumericEquals", "aws:MultiFactorAuthAge", ["60", "90"]), []],
  ["a star among other patterns", when("StringLike", "aws:PrincipalTag/team", ["a*", "*"]), []],
  ["a star that a missing key satisfies too", when("StringLikeIfExists", "aws:PrincipalTag/team", ["a*"]), []],
  ["one host of a network", when("IpAddress", "aws:SourceIp", "203.0.113.7/32"), []],
  ["a host without a prefix length", when("IpAddress", "aws:SourceIp", "203.0.113.7"), []],
  ["a range that holds a private one", when("IpAddress", "aws:SourceIp", "8.0.0.0/5"), []],
  [
    "private addresses in a VPC",
    when("IpAddress", "aws:VpcSourceIp", "10.0.0.0/8", { StringEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } }),
    [],
  ],
  ["roles of one account", { ...allow("iam:PassRole"), Resource: "arn:aws:iam::111122223333:role/*" }, []],
  [
    "PassRole for one service",
    { ...allow("iam:PassRole"), Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } } },
    [],
  ],
  [
    "PassRole for one service, or none",
    { ...allow("iam:PassRole"), Condition: { StringEqualsIfExists: { "iam:PassedToService": "lambda.amazonaws.com" } } },
    ["unlimited-pass-role"],
  ],
  ["PassRole denied", { ...allow("iam:PassRole"), Effect: "Deny" }, []],
  ["NotAction that leaves PassRole out", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }, []],
  [
    "a role for one service",
    { ...allow("iam:CreateServiceLinkedRole"), Condition: { StringLike: { "iam:AWSServiceName": "email.cognito-idp.amazonaws.com" } } },
    [],
  ],
  [
    "a role for any service with an ending",
    { ...allow("iam:CreateServiceLinkedRole"), Condition: { StringLike: { "iam:AWSServiceName": "*.amazonaws.com" } } },
    ["unlimited-service-linked-role"],
  ],
  [
    "service-linked roles by their path",
    { ...allow("iam:CreateServiceLinkedRole"), Resource: "arn:aws:iam::*:role/aws-service-role/*" },
    [],
  ],
  ["a service principal of China", passed("ec2.amazonaws.com.cn"), []],
  ["a service principal of a part of a service", passed("mediapipelines.chime.amazonaws.com"), []],
  ["a service principal in capitals", passed("Lambda.amazonaws.com"), ["invalid-service-principal"]],
  ["any Region of a service", when("StringLike", "kms:ViaService", "s3.*.amazonaws.com", {}, "kms:Decrypt"), []],
  [
    "a service without a Region",
    when("StringEquals", "kms:ViaService", "s3.amazonaws.com", {}, "kms:Decrypt"),
    ["invalid-service-principal"],
  ],
  ["a VPC of the old form", when("StringEquals", "aws:SourceVpc", "vpc-1a2b3c4d"), []],
  ["the VPC of the credentials", when("StringEquals", "aws:SourceVpc", "${aws:Ec2InstanceSourceVpc}"), []],
  ["one Boolean", when("Bool", "aws:SecureTransport", ["true"]), []],
  ["seconds of the key that counts them", when("DateLessThan", "aws:EpochTime", "1798761600"), []],
  ["a year", when("DateLessThan", "aws:CurrentTime", "2027"), []],
  ["one's own account", when("StringEquals", "aws:ResourceAccount", "${aws:PrincipalAccount}"), []],
  ["paths of an organization", when("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*"), []],
  ["sessions of one role", when("StringLike", "aws:userid", "AROAEXAMPLEID1234567:*"), []],
  ["sessions of some roles", when("StringLike", "aws:userid", "AROA*:host"), ["open-sensitive-key"]],
  ["one session of any role", when("StringLike", "aws:userid", "*:host"), []],
  ["all values of a key with many", when("ForAllValues:StringEquals", "aws:TagKeys", ["team"]), []],
  [
    "all values of a key that must be there",
    when("ForAllValues:StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5", { Null: { "aws:PrincipalOrgID": "false" } }),
    [],
  ],
  ["an ARN compared as it stands", when("StringEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/a"), []],
  ["any value of an ARN", when("StringLike", "aws:PrincipalArn", "*"), ["pattern-of-anything"]],
  [
    "attributes with their selection, where the action has one",
    when(
      "ForAllValues:StringEquals",
      "dynamodb:Attributes",
      ["id"],
      { StringEqualsIfExists: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } },
      "dynamodb:Query",
    ),
    [],
  ],
  ["prefixes that are allowed", when("StringLike", "s3:prefix", "public/*", {}, "s3:ListBucket"), []],
  ["prefixes outside of which is denied", { ...when("StringNotLike", "s3:prefix", "public/*", {}, "s3:ListBucket"), Effect: "Deny" }, []],
  ["all but one prefix", when("StringNotLike", "s3:prefix", "private/*", {}, "s3:ListBucket"), ["prefix-in-negative"]],
  [
    "NotAction with a tag that a missing one satisfies",
    { Effect: "Deny", NotAction: "iam:*", Resource: "*", Condition: { StringNotEquals: { "aws:ResourceTag/stage": "dev" } } },
    [],
  ],
  [
    "NotAction with a tag of the caller",
    { Effect: "Deny", NotAction: "iam:*", Resource: "*", Condition: { StringEquals: { "aws:PrincipalTag/stage": "dev" } } },
    [],
  ],
  [
    "a tag where each action knows it",
    when("StringEquals", "aws:ResourceTag/stage", "dev", {}, ["chime:GetMeeting", "chime:DeleteMeeting"]),
    [],
  ],
  [
    "the endpoint's owner where the service says it",
    when("StringEquals", "aws:VpceOrgID", "o-a1b2c3d4e5", {}, ["s3:GetObject", "kms:Decrypt"]),
    [],
  ],
  [
    "the endpoint's owner for all services",
    when("StringNotEqualsIfExists", "aws:VpceOrgID", "o-a1b2c3d4e5", {}, "*"),
    ["unlimited-service-linked-role", "unlimited-pass-role"],
  ],
];

describe("tools/lint, what the rules leave alone", () => {
  it.each(statements)("%s", (_, statement, found) => {
    const { diagnostics } = checkPolicy(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), { catalog });
    expect(diagnostics.filter(({ slug }) => isRule(slug)).map(({ slug }) => slug)).toEqual(found);
  });

  it("everything in a service control policy, which grants nothing by itself", () => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [allow("*")] });
    expect(checkPolicy(text, { catalog, type: "scp" }).diagnostics).toEqual([]);
  });
});

function allow(Action: string | readonly string[]): object {
  return { Effect: "Allow", Action, Resource: "*" };
}

function when(
  operator: string,
  key: string,
  values: string | readonly string[],
  more: object = {},
  action: string | readonly string[] = "chime:CreateMeeting",
): object {
  return { ...allow(action), Condition: { [operator]: { [key]: values }, ...more } };
}

function passed(principal: string): object {
  return { ...allow("iam:PassRole"), Condition: { StringEquals: { "iam:PassedToService": principal } } };
}

function meeting(account: string): string {
  return `arn:aws:chime:us-east-1:${account.repeat(12)}:meeting/*`;
}
