import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";
import { checkPolicy } from "../../src/check-policy.ts";
import type { Slug } from "../../src/diagnostics/codes/index.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { applyFixes } from "../../src/fix.ts";
import { catalog } from "../suite.ts";

/** A statement of JSON with a fault, and what the fix of the rule makes of it; `undefined` where nothing is certain. */
const json: readonly (readonly [rule: Slug, about: string, before: string, after: string | undefined])[] = [
  [
    "redundant-action",
    "takes an entry with the comma after it",
    `"Effect": "Allow", "Action": ["chime:GetMeeting", "chime:Get*"], "Resource": "*"`,
    `"Effect": "Allow", "Action": ["chime:Get*"], "Resource": "*"`,
  ],
  [
    "redundant-action",
    "takes several entries in a row, up to the last one",
    `"Effect": "Allow", "Action": [\n    "chime:Get*",\n    "chime:GetMeeting",\n    "chime:getmeeting"\n  ], "Resource": "*"`,
    `"Effect": "Allow", "Action": [\n    "chime:Get*"\n  ], "Resource": "*"`,
  ],
  [
    "redundant-action",
    "takes entries that stand apart",
    `"Effect": "Allow", "Action": ["chime:GetMeeting", "chime:Get*", "chime:DeleteMeeting", "chime:GetAttendee"], "Resource": "*"`,
    `"Effect": "Allow", "Action": ["chime:Get*", "chime:DeleteMeeting"], "Resource": "*"`,
  ],
  [
    "redundant-resource",
    "takes an entry of NotResource",
    `"Effect": "Deny", "Action": "chime:*", "NotResource": ["arn:aws:chime:*:*:meeting/*", "arn:aws:chime:*:*:meeting/a"]`,
    `"Effect": "Deny", "Action": "chime:*", "NotResource": ["arn:aws:chime:*:*:meeting/*"]`,
  ],
  [
    "redundant-resource",
    "takes what stands beside everything",
    `"Effect": "Allow", "Action": "chime:GetMeeting", "Resource": ["arn:aws:chime:*:*:meeting/*", "*"]`,
    `"Effect": "Allow", "Action": "chime:GetMeeting", "Resource": ["*"]`,
  ],
  [
    "redundant-resource",
    "leaves what is covered as a text only, since IAM compares fields",
    `"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:*:*:a*", "arn:aws:s3:::recordings/x:y:a"]`,
    undefined,
  ],
  ["redundant-number", "keeps the largest", numbers(`[2700, 3600, 60]`), numbers(`[3600]`)],
  [
    "pattern-of-anything",
    "asks for the key",
    condition(`"StringLike": { "aws:PrincipalTag/team": "*" }`),
    condition(`"Null": { "aws:PrincipalTag/team": "false" }`),
  ],
  [
    "pattern-of-anything",
    "asks for the key's absence, in a list",
    condition(`"StringNotLike": { "aws:PrincipalTag/team": ["*"] }`),
    condition(`"Null": { "aws:PrincipalTag/team": ["true"] }`),
  ],
  [
    "pattern-of-anything",
    "leaves an operator with other keys alone",
    condition(`"StringLike": { "aws:PrincipalTag/team": "*", "aws:PrincipalTag/site": "a*" }`),
    undefined,
  ],
  [
    "pattern-of-anything",
    "leaves a condition that has the other operator alone",
    condition(`"StringLike": { "aws:PrincipalTag/team": "*" }, "Null": { "aws:PrincipalTag/site": "false" }`),
    undefined,
  ],
  [
    "host-bits",
    "writes the first address of each range",
    condition(`"IpAddress": { "aws:SourceIp": ["203.0.113.7/24", "198.51.100.0/24", "2001:db8::1/32"] }`),
    condition(`"IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24", "2001:db8::/32"] }`),
  ],
  [
    "partly-private-source-ip",
    "takes the private ones",
    condition(`"IpAddress": { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24", "192.168.0.0/16"] }`),
    condition(`"IpAddress": { "aws:SourceIp": ["203.0.113.0/24"] }`),
  ],
  [
    "epoch-date",
    "writes the moment",
    condition(`"DateLessThan": { "aws:CurrentTime": "1798761600" }`),
    condition(`"DateLessThan": { "aws:CurrentTime": "2027-01-01T00:00:00Z" }`),
  ],
  ["epoch-date", "leaves a JSON number alone", condition(`"DateLessThan": { "aws:CurrentTime": 1798761600 }`), undefined],
  [
    "text-operator-on-arn",
    "keeps quantifier and ending",
    condition(`"StringLikeIfExists": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/media-*" }`),
    condition(`"ArnLikeIfExists": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/media-*" }`),
  ],
  [
    "text-operator-on-arn",
    "allows less, where a wildcard stood for several fields",
    condition(`"StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/media-*" }`),
    condition(`"ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/media-*" }`),
  ],
  [
    "text-operator-on-arn",
    "denies no less",
    condition(`"StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/media-*" }`, "Deny"),
    undefined,
  ],
  [
    "text-operator-on-arn",
    "leaves what is no ARN of six fields",
    condition(`"StringLike": { "aws:PrincipalArn": "arn:aws:iam*" }`),
    undefined,
  ],
];

/** The same for statements of a source. */
const sources: readonly (readonly [rule: Slug, about: string, before: string, after: string | undefined])[] = [
  ["redundant-action", "takes a name", "allow chime:Get*, chime:GetMeeting on *", "allow chime:Get* on *"],
  [
    "redundant-action",
    "takes a name of a group",
    "allow chime:{GetMeeting, Get*, DeleteMeeting} on *",
    "allow chime:{Get*, DeleteMeeting} on *",
  ],
  [
    "redundant-resource",
    "takes a constructor",
    'allow chime:GetMeeting on chime:meeting("a"), chime:meeting(*)',
    "allow chime:GetMeeting on chime:meeting(*)",
  ],
  ["redundant-action", "leaves a group of one", "allow chime:{Get*, GetMeeting} on *", "allow chime:{Get*} on *"],
  ["redundant-action", "leaves comments alone", "allow chime:Get*, // reads,\n    chime:GetMeeting on *", undefined],
  [
    "redundant-number",
    "keeps the smallest",
    'allow chime:CreateMeeting when aws:MultiFactorAuthAge NumericGreaterThan ["60", "90"]',
    'allow chime:CreateMeeting when aws:MultiFactorAuthAge NumericGreaterThan ["60"]',
  ],
  [
    "pattern-of-anything",
    "takes `if exists` along",
    'allow chime:CreateMeeting when aws:PrincipalTag/team not like "*" if exists and aws:SecureTransport == true',
    "allow chime:CreateMeeting when aws:PrincipalTag/team not exists and aws:SecureTransport == true",
  ],
  [
    "pattern-of-anything",
    "leaves what `not` turns round",
    'allow chime:CreateMeeting when not (aws:PrincipalTag/team like "*")',
    undefined,
  ],
  [
    "host-bits",
    "writes the first address",
    'allow chime:CreateMeeting when aws:SourceIp == "203.0.113.7/24"',
    'allow chime:CreateMeeting when aws:SourceIp == "203.0.113.0/24"',
  ],
  [
    "text-operator-on-arn",
    "writes IAM's operator",
    'allow chime:CreateMeeting when aws:PrincipalArn StringLike "arn:aws:iam::111122223333:role/a-*"',
    'allow chime:CreateMeeting when aws:PrincipalArn ArnLike "arn:aws:iam::111122223333:role/a-*"',
  ],
];

describe("tools/lint, fixes", () => {
  it.each(json)("%s in JSON %s", (rule, _, before, after) => {
    const wrap = (statement: string): string => `{ "Version": "2012-10-17", "Statement": [{ ${statement} }] }`;
    const found = checkPolicy(wrap(before), { catalog }).diagnostics;
    expect(mend(found, rule)).toBe(after === undefined ? undefined : wrap(after));
  });

  it.each(sources)("%s in a source %s", (rule, _, before, after) => {
    const wrap = (statement: string): string => `role MeetingHost {\n  ${statement}\n}\n`;
    const found = check(wrap(before), { catalog }).diagnostics;
    expect(mend(found, rule)).toBe(after === undefined ? undefined : wrap(after));
    const broken = after === undefined ? [] : check(wrap(after), { catalog }).diagnostics.filter(({ code }) => code.startsWith("CP1"));
    expect(broken).toEqual([]);
  });

  it("leaves alone what a statement takes from elsewhere", () => {
    const named = "actions Reading = chime:Get*, chime:GetMeeting\nrole MeetingHost { allow Reading on * }";
    expect(mend(check(named, { catalog }).diagnostics, "redundant-action")).toBeUndefined();
  });
});

/** The text after the fix of a rule; undefined where the rule offers none. It fails where the rule finds nothing. */
function mend(diagnostics: readonly Diagnostic[], rule: Slug): string | undefined {
  const own = diagnostics.filter(({ slug }) => slug === rule);
  expect(own.length, diagnostics.map(({ slug }) => slug).join()).toBe(1);
  return [...applyFixes(own).values()][0];
}

function condition(tests: string, effect = "Allow"): string {
  return `"Effect": "${effect}", "Action": "chime:GetMeeting", "Resource": "*", "Condition": { ${tests} }`;
}

function numbers(values: string): string {
  return condition(`"NumericLessThan": { "aws:MultiFactorAuthAge": ${values} }`);
}
