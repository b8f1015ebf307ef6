import type { ConditionTest, PatternSet } from "../../../src/iam/document.ts";
import type { Outcome } from "../../../src/tools/evaluate/decide.ts";
import type { Request } from "../../../src/tools/evaluate/request.ts";
import type { Question } from "./oracle.ts";

/** Where iam-simulate decides differently. The names are those of the table in docs/evaluation.md, which says why. */
export interface Difference extends Question {
  readonly name: string;
  readonly ours: Outcome;
  readonly theirs: Outcome;
}

const meeting = "arn:aws:chime:us-east-1:111122223333:meeting/a";

interface Given {
  readonly resources?: PatternSet;
  readonly condition?: ConditionTest;
  readonly context?: NonNullable<Request["context"]>;
}

/** A statement that allows the request where it applies. */
function allowed(name: string, applies: boolean, { resources, condition, context = {} }: Given): Difference {
  const statement = {
    effect: "Allow",
    actions: { negated: false, patterns: ["chime:*"] },
    resources: resources ?? { negated: false, patterns: ["*"] },
    conditions: condition === undefined ? [] : [condition],
  } as const;
  const [ours, theirs] = applies ? (["Allow", "ImplicitDeny"] as const) : (["ImplicitDeny", "Allow"] as const);
  return {
    name,
    policies: { identity: [{ version: "2012-10-17", statements: [statement] }] },
    request: { principal: "arn:aws:iam::111122223333:user/a", action: "chime:GetMeeting", resource: meeting, context },
    ours,
    theirs,
  };
}

const test = (operator: string, key: string, ...values: readonly string[]): ConditionTest => ({ operator, key, values });

export const differences: readonly Difference[] = [
  allowed("wildcard in the resource type", true, { resources: { negated: false, patterns: ["arn:aws:chime:*:*:mee*/a"] } }),
  allowed("NotResource with an unset variable", true, {
    resources: { negated: true, patterns: ["arn:aws:chime:*:*:meeting/${aws:username}"] },
  }),
  allowed("NotResource with a short ARN", true, { resources: { negated: true, patterns: ["arn:aws:s3"] } }),
  allowed("negated operator with an unset variable", true, {
    condition: test("StringNotEquals", "aws:PrincipalTag/team", "${aws:username}"),
    context: { "aws:PrincipalTag/team": "a" },
  }),
  allowed("variable with an empty value", true, {
    condition: test("StringEquals", "aws:PrincipalTag/team", "a${aws:username}"),
    context: { "aws:PrincipalTag/team": "a", "aws:username": "" },
  }),
  allowed("variable under Bool", false, {
    condition: test("Bool", "aws:SecureTransport", "${aws:MultiFactorAuthPresent}"),
    context: { "aws:SecureTransport": "true", "aws:MultiFactorAuthPresent": "true" },
  }),
  allowed("literal star under StringEquals", true, {
    condition: test("StringEquals", "aws:PrincipalTag/team", "a${*}"),
    context: { "aws:PrincipalTag/team": "a*" },
  }),
  allowed("star over a line break", true, {
    condition: test("StringLike", "aws:PrincipalTag/team", "a*b"),
    context: { "aws:PrincipalTag/team": "a\nb" },
  }),
  allowed("one value of a multivalued key", true, {
    condition: test("StringEquals", "aws:TagKeys", "a"),
    context: { "aws:TagKeys": ["a"] },
  }),
  allowed("ForAnyValue with IfExists, key missing", true, { condition: test("ForAnyValue:StringEqualsIfExists", "aws:TagKeys", "a") }),
  allowed("empty list", true, { condition: test("Null", "aws:TagKeys", "true"), context: { "aws:TagKeys": [] } }),
  allowed("empty text under ForAllValues", true, {
    condition: test("ForAllValues:StringEquals", "aws:PrincipalTag/team", "a"),
    context: { "aws:PrincipalTag/team": "" },
  }),
  allowed("digits before letters", false, {
    condition: test("NumericEquals", "aws:MultiFactorAuthAge", "12"),
    context: { "aws:MultiFactorAuthAge": "12abc" },
  }),
  allowed("numbers beyond a double", false, {
    condition: test("NumericEquals", "aws:MultiFactorAuthAge", "9007199254740993"),
    context: { "aws:MultiFactorAuthAge": "9007199254740992" },
  }),
  allowed("seconds and ISO 8601", true, {
    condition: test("DateEquals", "aws:EpochTime", "2026-01-01T00:00:00Z"),
    context: { "aws:EpochTime": "1767225600" },
  }),
  allowed("a year", true, {
    condition: test("DateLessThan", "aws:CurrentTime", "2026"),
    context: { "aws:CurrentTime": "2025-06-01T00:00:00Z" },
  }),
  allowed("a date in words", false, {
    condition: test("DateGreaterThan", "aws:CurrentTime", "1 January 2026"),
    context: { "aws:CurrentTime": "2026-06-01T00:00:00Z" },
  }),
  allowed("two spellings of an IPv6 address", true, {
    condition: test("IpAddress", "aws:SourceIp", "2001:db8::1"),
    context: { "aws:SourceIp": "2001:DB8:0::1" },
  }),
  allowed("an IPv4 address and one of IPv6", true, {
    condition: test("NotIpAddress", "aws:SourceIp", "10.1.2.3"),
    context: { "aws:SourceIp": "2001:db8::1" },
  }),
  allowed("a text that is no ARN", true, {
    condition: test("ArnNotLike", "aws:SourceArn", "arn:aws:sns:*:*:a"),
    context: { "aws:SourceArn": "a" },
  }),
];
