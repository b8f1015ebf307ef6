import * as fc from "fast-check";
import type { ConditionTest, PatternSet, PolicyDocument, Statement } from "../../../src/iam/document.ts";
import type { Policies } from "../../../src/tools/evaluate/policies.ts";
import type { ContextValue, Request } from "../../../src/tools/evaluate/request.ts";
import type { Question } from "./oracle.ts";

/** Questions over a small world, in which much overlaps. The actions, ARNs and keys are AWS's own. */

const calls: readonly (readonly [string, readonly string[]])[] = [
  ["chime:GetMeeting", arns("meeting/a", "meeting/ab", "meeting/red")],
  ["chime:DeleteMeeting", arns("meeting/a", "meeting/red")],
  ["CHIME:getmeeting", arns("meeting/a")],
  ["chime:GetUser", ["*"]],
  ["chime:CreateMeeting", ["*"]],
  ["chime:DescribeChannel", arns("app-instance/a/channel/red", "app-instance/a/channel/b")],
  ["s3:GetObject", ["arn:aws:s3:::bucket/red/file", "arn:aws:s3:::bucket/a"]],
  ["sns:Publish", ["arn:aws:sns:us-east-1:111122223333:red", "arn:aws:sns:eu-west-1:444455556666:a"]],
];

const actionPatterns = [
  "*",
  "chime:*",
  "chime:Get*",
  "chime:get?eeting",
  "Chime:GetMeeting",
  "chime:*Meeting",
  "chime:DescribeChannel",
  "chime:GetUser",
  "s3:*",
  "s3:GetObject",
  "sns:Publish",
  "sns:P*b*h",
  "chime:Create*",
];

const resourcePatterns = [
  "*",
  "arn:aws:chime:*:*:*",
  "arn:aws:chime:*:111122223333:meeting/*",
  "arn:*:chime:us-*:1111?2223333:meeting/a*",
  "arn:aws:chime:us-east-1:111122223333:meeting/a",
  "arn:aws:CHIME:us-east-1:111122223333:meeting/?",
  "arn:aws:chime:*:*:meeting/${aws:PrincipalTag/team}",
  "arn:aws:chime:*:*:meeting/${aws:principaltag/Team, 'a'}",
  "arn:aws:chime:us-east-1:*:app-instance/a/*",
  "arn:aws:chime:us-east-1:*:app-instance/*/channel/${aws:PrincipalTag/team, 'b'}",
  "arn:aws:s3:::bucket/*",
  "arn:aws:s3:::bucket/${aws:PrincipalTag/team}/*",
  "arn:aws:s3:::buc*/*e",
  "arn:aws:sns:*:*:red",
  "arn:aws:sns:*:111122223333:*",
];

interface Key {
  readonly key: string;
  readonly operators: readonly string[];
  /** What policies ask for, and what requests bring. */
  readonly wanted: readonly string[];
  readonly given: readonly string[];
}

const texts = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"];
const orders = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const moments = ["2026-01-01T00:00:00Z", "2026-01-01T02:00:00+02:00", "2025-12-31", "2026-06-01T12:30:15.250Z", "2027-01-01"];
const people = ["arn:aws:iam::111122223333:user/red", "arn:aws:iam::111122223333:role/path/a", "arn:aws:iam::444455556666:user/a"];

const single: readonly Key[] = [
  {
    key: "aws:PrincipalTag/team",
    operators: texts,
    wanted: ["red", "Red", "a", "r*", "?", "a*b.c", "${aws:username, 'a'}"],
    given: ["red", "RED", "a", "a(b.c", "red*"],
  },
  { key: "aws:username", operators: texts, wanted: ["red", "a*", "*"], given: ["red", "ab"] },
  {
    key: "aws:MultiFactorAuthAge",
    operators: orders.map((order) => `Numeric${order}`),
    wanted: ["5", "10.5", "-3", "abc"],
    given: ["5", "5.0", "10.25", "11", "abc"],
  },
  { key: "aws:CurrentTime", operators: orders.map((order) => `Date${order}`), wanted: [...moments, "soon"], given: moments },
  {
    key: "aws:EpochTime",
    operators: orders.map((order) => `Date${order}`),
    wanted: ["1767225600", "1767225601"],
    given: ["1767225600", "1767225700"],
  },
  { key: "aws:MultiFactorAuthPresent", operators: ["Bool"], wanted: ["true", "false", "True"], given: ["true", "false", "maybe"] },
  {
    key: "aws:SourceIp",
    operators: ["IpAddress", "NotIpAddress"],
    wanted: ["10.0.0.0/8", "10.1.2.3/32", "192.168.1.128/25", "2001:db8::/32", "10.0.0.0/33"],
    given: ["10.1.2.3", "11.0.0.1", "192.168.1.200", "2001:db8::1", "here"],
  },
  {
    key: "aws:PrincipalArn",
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    wanted: [...people, "arn:aws:iam::*:user/*", "arn:aws:iam::111122223333:*", "arn:*:iam::1111*:role/*/${aws:PrincipalTag/team, 'a'}"],
    given: people,
  },
  {
    key: "aws:SourceArn",
    operators: [...texts, "ArnLike", "ArnNotLike"],
    wanted: ["arn:aws:sns:*:*:red", "arn:aws:sns:us-east-1:111122223333:red"],
    given: ["arn:aws:sns:us-east-1:111122223333:red"],
  },
];
/** `${*}` is a literal star under `StringEquals` too, which iam-simulate does not know. */
const patterned: Key = {
  key: "aws:PrincipalTag/team",
  operators: ["StringLike", "StringNotLike"],
  wanted: ["red${*}", "*${*}", "${?}*", "${$}"],
  given: [],
};
/** One value of a key that may have several is decided differently without a set operator, so `aws:TagKeys` always has one. */
const several: readonly Key[] = [
  { key: "aws:TagKeys", operators: texts, wanted: ["red", "Red", "a*", "b"], given: ["red", "RED", "ab", "b"] },
  {
    key: "aws:CalledVia",
    operators: texts,
    wanted: ["athena.amazonaws.com", "*.amazonaws.com"],
    given: ["athena.amazonaws.com", "example.com"],
  },
];

function arns(...resources: readonly string[]): readonly string[] {
  return resources.map((resource) => `arn:aws:chime:us-east-1:111122223333:${resource}`);
}

const some = (values: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

const spelling = (key: string): fc.Arbitrary<string> => fc.constantFrom(key, key, key, key.toLowerCase(), key.toUpperCase());

const presence = fc.constantFrom("true", "false").map((value) => [value] as const);

function testOf({ key, operators, wanted }: Key, prefixes: readonly string[]): fc.Arbitrary<ConditionTest> {
  const compared = fc.record({
    operator: fc.tuple(fc.constantFrom(...prefixes), fc.constantFrom(...operators), fc.constantFrom("", "", "IfExists")).map(spellOperator),
    key: spelling(key),
    values: some(wanted),
  });
  return fc.oneof(
    { weight: 6, arbitrary: compared },
    { weight: 1, arbitrary: fc.record({ operator: fc.constant("Null"), key: spelling(key), values: presence }) },
  );
}

/** `ForAnyValue` with `IfExists` is decided differently where the key is missing: docs/evaluation.md. */
function spellOperator([prefix, operator, suffix]: readonly [string, string, string]): string {
  return prefix + operator + (prefix === "ForAnyValue:" ? "" : suffix);
}

const test: fc.Arbitrary<ConditionTest> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...single).chain((key) => testOf(key, ["", "", "", "ForAllValues:", "ForAnyValue:"])) },
  { weight: 1, arbitrary: testOf(patterned, ["", "ForAnyValue:"]) },
  { weight: 2, arbitrary: testOf(several[0]!, ["ForAllValues:", "ForAnyValue:"]) },
  { weight: 2, arbitrary: testOf(several[1]!, ["", "ForAllValues:", "ForAnyValue:"]) },
);

const sameTest = (a: ConditionTest, b: ConditionTest): boolean => a.operator === b.operator && a.key.toLowerCase() === b.key.toLowerCase();

const set = (patterns: readonly string[]): fc.Arbitrary<PatternSet> =>
  fc.record({ negated: fc.constantFrom(false, false, false, false, true), patterns: some(patterns) });

/** A `NotResource` with a variable that may have no value is decided differently: docs/evaluation.md. */
const resources: fc.Arbitrary<PatternSet> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ negated: false, patterns: ["*"] }) },
  { weight: 4, arbitrary: fc.record({ negated: fc.constant(false), patterns: some(resourcePatterns) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      negated: fc.constant(true),
      patterns: some(resourcePatterns.filter((pattern) => !pattern.includes("${aws:PrincipalTag/team}"))),
    }),
  },
);

const statement: fc.Arbitrary<Statement> = fc.record({
  effect: fc.constantFrom("Allow", "Allow", "Deny"),
  actions: set(actionPatterns),
  resources,
  conditions: fc.uniqueArray(test, { maxLength: 2, comparator: sameTest }),
});

const documentOf = (statements: readonly Statement[]): PolicyDocument => ({ version: "2012-10-17", statements });

const document: fc.Arbitrary<PolicyDocument> = fc.array(statement, { minLength: 1, maxLength: 4 }).map(documentOf);

const everything = documentOf([
  { effect: "Allow", actions: { negated: false, patterns: ["*"] }, resources: { negated: false, patterns: ["*"] }, conditions: [] },
]);

/** Documents with many statements about the same few actions. */
export const largePolicies: fc.Arbitrary<Policies> = fc
  .array(fc.array(statement, { minLength: 10, maxLength: 30 }).map(documentOf), { minLength: 1, maxLength: 2 })
  .map((identity) => ({ identity }));

/** Mostly identity policies alone. */
export const policies: fc.Arbitrary<Policies> = fc
  .record({
    identity: fc.array(document, { minLength: 1, maxLength: 2 }),
    boundary: fc.option(document, { nil: undefined, freq: 2 }),
    organization: fc.option(
      fc.array(fc.array(fc.oneof(fc.constant(everything), document), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
      {
        nil: undefined,
        freq: 2,
      },
    ),
  })
  .map(({ identity, boundary, organization }) => ({
    identity,
    ...(boundary === undefined ? {} : { boundary }),
    ...(organization === undefined ? {} : { organization }),
  }));

const context: fc.Arbitrary<Readonly<Record<string, ContextValue>>> = fc
  .tuple(
    ...single.map(({ key, given }) => fc.option(fc.tuple(spelling(key), fc.constantFrom(...given)))),
    ...several.map(({ key, given }) => fc.option(fc.tuple(spelling(key), fc.subarray([...given], { minLength: 2 })))),
  )
  .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== null)));

export const request: fc.Arbitrary<Request> = fc.constantFrom(...calls).chain(([action, named]) =>
  fc.record({
    principal: fc.constant("arn:aws:iam::111122223333:user/red"),
    action: fc.constant(action),
    resource: fc.constantFrom(...named),
    context,
  }),
);

export const question: fc.Arbitrary<Question> = fc.record({ policies, request });
