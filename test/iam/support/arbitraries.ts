import * as fc from "fast-check";
import type { ConditionTest, PatternSet, PolicyDocument, Statement } from "../../../src/iam/document.ts";
import type { Request } from "./brute-force.ts";

/** Documents over a small world, in which much overlaps. */

const actionPatterns = [
  "chime:GetMeeting",
  "chime:getmeeting",
  "chime:GetUser",
  "chime:DeleteMeeting",
  "chime:Get*",
  "chime:*Meeting",
  "chime:?etUser",
  "chime:*",
  "CHIME:get**",
  "*",
  "s3:GetObject",
  "s3:*",
];
const resourcePatterns = [
  "*",
  "arn:aws:chime::1:meeting/a",
  "arn:aws:chime::1:meeting/b",
  "arn:aws:chime::1:meeting/*",
  "arn:aws:chime::*:meeting/a",
  "arn:aws:chime::1:*",
  "arn:aws:chime::1:meeting/?",
  "arn:aws:chime::1:meeting/${aws:username}",
  "arn:aws:chime::1:meeting/${aws:username, 'a'}",
  "arn:aws:s3:::b/*",
];
const tests: readonly (readonly [string, string, readonly string[]])[] = [
  ["StringEquals", "aws:PrincipalTag/team", ["red", "blue", "green"]],
  ["stringequals", "aws:principaltag/Team", ["red", "blue"]],
  ["StringEqualsIfExists", "aws:PrincipalTag/team", ["red", "blue"]],
  ["StringNotEquals", "aws:PrincipalTag/team", ["red", "blue"]],
  ["StringLike", "aws:username", ["a*", "ab", "${aws:PrincipalTag/team}"]],
  ["Bool", "aws:MultiFactorAuthPresent", ["true", "TRUE", "false"]],
  ["Null", "aws:username", ["true", "false"]],
  ["NumericLessThan", "aws:MultiFactorAuthAge", ["5", "05", "5.0", "10"]],
  ["ForAllValues:StringEquals", "aws:TagKeys", ["x", "y"]],
  ["ForAnyValue:StringEquals", "aws:TagKeys", ["x", "y", "z"]],
];

const set = (patterns: readonly string[]): fc.Arbitrary<PatternSet> =>
  fc.record({
    negated: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
    patterns: fc.array(fc.constantFrom(...patterns), { minLength: 1, maxLength: 3 }),
  });

const test: fc.Arbitrary<ConditionTest> = fc.constantFrom(...tests).chain(([operator, key, values]) =>
  fc.record({
    operator: fc.constant(operator),
    key: fc.constant(key),
    values: fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  }),
);

const sameTest = (a: ConditionTest, b: ConditionTest): boolean =>
  a.operator.toLowerCase() === b.operator.toLowerCase() && a.key.toLowerCase() === b.key.toLowerCase();

export const statement: fc.Arbitrary<Statement> = fc.record({
  effect: fc.constantFrom("Allow", "Allow", "Deny"),
  actions: set(actionPatterns),
  resources: set(resourcePatterns),
  conditions: fc.uniqueArray(test, { maxLength: 2, comparator: sameTest }),
});

/** Some statements have a Sid, each its own. */
export const document = (named: boolean): fc.Arbitrary<PolicyDocument> =>
  fc.array(fc.tuple(statement, fc.boolean()), { minLength: 1, maxLength: 5 }).map((statements) => ({
    version: "2012-10-17",
    statements: statements.map(([one, withSid], index) => (named && withSid ? { sid: `S${index}`, ...one } : one)),
  }));

const values = (...own: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.constantFrom<readonly string[]>([], ...own.map((value) => [value]));

export const request: fc.Arbitrary<Request> = fc.record({
  action: fc.constantFrom(
    "chime:GetMeeting",
    "chime:GetUser",
    "chime:DeleteMeeting",
    "chime:ListUsers",
    "chime:Get",
    "s3:GetObject",
    "s3:List",
    "iam:GetUser",
  ),
  resource: fc.constantFrom(
    "*",
    "arn:aws:chime::1:meeting/a",
    "arn:aws:chime::1:meeting/b",
    "arn:aws:chime::1:meeting/ab",
    "arn:aws:chime::2:meeting/a",
    "arn:aws:chime::1:user/a:b",
    "arn:aws:s3:::b/k",
  ),
  context: fc
    .record({
      "aws:principaltag/team": values("red", "blue", "Red", "a"),
      "aws:username": values("a", "ab", "b", "red"),
      "aws:multifactorauthpresent": values("true", "false"),
      "aws:multifactorauthage": values("4", "7", "12"),
      "aws:tagkeys": fc.subarray(["x", "y", "z"]),
    })
    .map((context) => new Map(Object.entries(context))),
});

/** The document said in another way: statements and lists in another order, divided, repeated, and with pieces of them again. */
export function retold(original: PolicyDocument): fc.Arbitrary<PolicyDocument> {
  const pieces = original.statements.map((one) =>
    one.sid === undefined ? fc.array(fc.nat(), { minLength: 8, maxLength: 8 }).map((choices) => divide(one, choices)) : fc.constant([one]),
  );
  return fc
    .tuple(...pieces)
    .chain((groups) => fc.shuffledSubarray(groups.flat(), { minLength: groups.flat().length }))
    .map((statements) => ({ ...original, statements: statements.map(reverseLists) }));
}

const positive = /^(?!ForAllValues)(?!.*Not)(?!Null)/i;

function divide(whole: Statement, choices: readonly number[]): Statement[] {
  let parts: Statement[] = [whole];
  choices.forEach((choice, round) => {
    if (choice % 3 === 0) return;
    const at = choice % parts.length;
    const part = parts[at]!;
    const pick = <T>(list: readonly T[]): readonly [readonly T[], readonly T[]] => {
      const middle = 1 + (choice % Math.max(1, list.length - 1));
      return list.length < 2 ? [list, list] : [list.slice(0, middle), list.slice(middle)];
    };
    const halves = (): Statement[] => {
      if (round % 4 === 0 && !part.actions.negated)
        return pick(part.actions.patterns).map((patterns) => ({ ...part, actions: { negated: false, patterns } }));
      if (round % 4 === 1 && !part.resources.negated)
        return pick(part.resources.patterns).map((patterns) => ({ ...part, resources: { negated: false, patterns } }));
      const index = part.conditions.findIndex(({ operator, values: own }) => positive.test(operator) && own.length > 1);
      if (round % 4 === 2 && index >= 0) {
        return pick(part.conditions[index]!.values).map((own) => ({
          ...part,
          conditions: part.conditions.map((one, place) => (place === index ? { ...one, values: own } : one)),
        }));
      }
      // A repetition, narrower by a condition.
      const narrower = { operator: "StringEquals", key: "aws:PrincipalAccount", values: ["1"] };
      const known = part.conditions.some(({ key }) => key === narrower.key);
      return known ? [part, part] : [part, { ...part, conditions: [...part.conditions, narrower] }];
    };
    parts = [...parts.slice(0, at), ...halves(), ...parts.slice(at + 1)];
  });
  return parts;
}

function reverseLists(one: Statement): Statement {
  const backwards = (set: PatternSet): PatternSet => ({ ...set, patterns: set.patterns.toReversed() });
  return {
    ...one,
    actions: backwards(one.actions),
    resources: backwards(one.resources),
    conditions: one.conditions.map((test) => ({ ...test, values: test.values.toReversed() })).toReversed(),
  };
}
