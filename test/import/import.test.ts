import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/canonicalize.ts";
import { compile } from "../../src/compile.ts";
import { print } from "../../src/iam/print.ts";
import { importPolicy, type ImportOptions } from "../../src/import-policy.ts";
import { document } from "../iam/support/arbitraries.ts";
import { catalog } from "../suite.ts";

const runs = (count: number): { numRuns: number } => ({ numRuns: process.env["CHIMEPOLICY_LONG"] === "1" ? count * 10 : count });

describe("importPolicy", () => {
  it("gives source that compiles to the canonical form, for documents in which much overlaps", () => {
    fc.assert(
      fc.property(document(true), (policy) => holdsRoundTrip(print(policy))),
      runs(150),
    );
  });

  it("does so, or says why not, whatever a policy holds", () => {
    fc.assert(
      fc.property(strange, (policy) => holdsRoundTrip(JSON.stringify(policy))),
      runs(300),
    );
  });

  it("neither throws nor gives source for what is no policy", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.constantFrom("", "{", "[]", "null", '{"Statement": {}}')), (text) => {
        const result = importPolicy(text, { catalog });
        expect(result.text).toBeUndefined();
        expect(result.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
      }),
      runs(200),
    );
  });
});

describe("importPolicy, as a person would write it", () => {
  const chime = (resource: string): string => `arn:aws:chime:us-east-1:111122223333:${resource}`;

  it.each<readonly [string, object | readonly object[], string]>([
    [
      "groups actions by service",
      { Action: ["chime:GetMeeting", "s3:GetObject", "chime:List*"], Resource: "*" },
      "allow chime:{GetMeeting, List*}, s3:GetObject on *",
    ],
    ["leaves out `on *` where nothing else is possible", { Action: "chime:CreateMeeting", Resource: "*" }, "allow chime:CreateMeeting"],
    ["leaves out what another pattern covers", { Action: ["chime:GetMeeting", "chime:Get*"], Resource: "*" }, "allow chime:Get* on *"],
    ["spells actions as the catalog does", { Action: "Chime:createmeeting", Resource: "*" }, "allow chime:CreateMeeting"],
    [
      "types resources",
      { Action: "chime:GetMeeting", Resource: "arn:aws:chime:*:*:meeting/*" },
      "allow chime:GetMeeting on chime:meeting(*)",
    ],
    [
      "names Region, account and partition where they are not the usual ones",
      { Action: "chime:GetMeeting", Resource: "arn:aws-us-gov:chime:us-gov-west-1:111122223333:meeting/a" },
      'allow chime:GetMeeting on chime:meeting("a", partition: "aws-us-gov", region: "us-gov-west-1", account: "111122223333")',
    ],
    [
      "lists what differs in one field",
      { Action: "kinesis:PutRecord", Resource: ["a", "b"].map((name) => `arn:aws:kinesis:*:*:stream/${name}`) },
      'allow kinesis:PutRecord on kinesis:stream(["a", "b"])',
    ],
    [
      "keeps an ARN that may be of several types",
      { Action: "s3:*", Resource: "arn:aws:s3:::recordings*" },
      'allow s3:* on "arn:aws:s3:::recordings*"',
    ],
    [
      "knows the role that another service takes",
      { Action: "sts:AssumeRole", Resource: "arn:aws:iam::*:role/Host" },
      'allow sts:AssumeRole on iam:role("Host")',
    ],
    [
      "writes complements",
      { Effect: "Deny", NotAction: ["chime:*", "iam:Get*"], NotResource: "arn:aws:s3:::a/b" },
      'deny * except (chime:*, iam:Get*) on * except s3:object("a", "b")',
    ],
    ["keeps Sids", { Sid: "Meetings", Action: "chime:CreateMeeting", Resource: "*" }, "allow chime:CreateMeeting as Meetings"],
    [
      "quotes Sids that begin with a digit",
      { Sid: "1st", Action: "chime:CreateMeeting", Resource: "*" },
      'allow chime:CreateMeeting as "1st"',
    ],
  ])("%s", (_, statement, expected) => {
    expect(bodyOf(statement)).toBe(expected);
  });

  it.each<readonly [object, string]>([
    [{ Bool: { "aws:MultiFactorAuthPresent": true } }, "Mfa"],
    [{ Bool: { "aws:SecureTransport": "true", "aws:MultiFactorAuthPresent": "true" } }, "SecureTransport and Mfa"],
    [{ NotIpAddress: { "aws:SourceIp": ["192.0.2.0/24"] }, Bool: { "aws:ViaAWSService": "false" } }, 'OutsideNetwork("192.0.2.0/24")'],
    [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] }, Null: { "aws:TagKeys": "false" } }, 'TagKeysWithin("a")'],
    [{ StringEquals: { "aws:PrincipalTag/role": "host" } }, 'aws:PrincipalTag/role == "host"'],
    [{ StringEquals: { "aws:PrincipalTag/cost center": ["1", "2"] } }, 'aws:PrincipalTag/"cost center" in ["1", "2"]'],
    [{ StringNotEqualsIfExists: { "aws:username": "a" } }, 'aws:username != "a" if exists'],
    [{ StringEqualsIgnoreCase: { "aws:username": "a" } }, 'aws:username == "a" ignoring case'],
    [{ StringLike: { "aws:username": ["a*", "b*"] } }, 'aws:username like ["a*", "b*"]'],
    [{ ArnLike: { "aws:username": "arn:aws:iam::*:user/a" } }, 'aws:username ArnLike "arn:aws:iam::*:user/a"'],
    [{ NumericLessThan: { "aws:MultiFactorAuthAge": 3600 } }, "aws:MultiFactorAuthAge < 3600"],
    [{ DateGreaterThan: { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" } }, 'SignedInAfter("2026-01-01T00:00:00Z")'],
    [{ Null: { "aws:username": "true" } }, "aws:username not exists"],
    [{ "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": "o-a/b/c/" } }, 'any aws:PrincipalOrgPaths == "o-a/b/c/"'],
    [{ StringEquals: { "aws:PrincipalTag/team": "${aws:username, 'none'}" } }, "OfTeam(\"${aws:username, 'none'}\")"],
  ])("says %j in short", (Condition, expected) => {
    expect(bodyOf({ Action: "chime:CreateMeeting", Resource: "*", Condition })).toBe(`allow chime:CreateMeeting when ${expected}`);
  });

  it("names what repeats", () => {
    const resources = ["user/*", "channel/*", "bot/*"].map((end) => chime(`app-instance/3a1c6f0e-8f1d-4b7e/${end}`));
    expect(textOf([{ Action: ["chime:SendChannelMessage", "chime:DescribeAppInstanceBot"], Resource: resources }])).toMatchInlineSnapshot(`
      "param region: region = "us-east-1"
      param account: account = "111122223333"

      let appInstanceId = "3a1c6f0e-8f1d-4b7e"

      policy Policy {
        allow chime:{SendChannelMessage, DescribeAppInstanceBot}
          on chime:app-instance-user(appInstanceId, *),
             chime:channel(appInstanceId, *),
             chime:app-instance-bot(appInstanceId, *)
      }
      "
    `);
  });

  it("says once what statements share that is long to say", () => {
    const Condition = { StringEquals: { "aws:PrincipalTag/department": "support", "aws:PrincipalTag/office": "berlin" } };
    expect(
      textOf([
        { Action: "chime:CreateMeeting", Resource: "*", Condition },
        { Action: "chime:GetMeeting", Resource: "arn:aws:chime:*:*:meeting/*", Condition },
        { Effect: "Deny", Action: "chime:DeleteMeeting", Resource: "*" },
      ]),
    ).toMatchInlineSnapshot(`
      "policy Policy {
        when aws:PrincipalTag/department == "support" and aws:PrincipalTag/office == "berlin" {
          allow chime:CreateMeeting
          allow chime:GetMeeting on chime:meeting(*)
        }
        deny chime:DeleteMeeting on *
      }
      "
    `);
  });

  it("gives what statements apart from each other share a name, where it is several tests", () => {
    const Condition = { StringEquals: { "aws:PrincipalTag/department": "support", "aws:RequestTag/cost center": "berlin" } };
    const single = { StringEquals: { "aws:ResourceTag/department": "support-and-more-of-that" } };
    expect(
      textOf([
        { Sid: "Look", Action: "chime:GetMeeting", Resource: "arn:aws:chime:*:*:meeting/*", Condition },
        { Sid: "Keep", Effect: "Deny", Action: "chime:DeleteMeeting", Resource: "*", Condition: single },
        { Sid: "Make", Action: "chime:CreateMeeting", Resource: "*", Condition },
        { Sid: "Hide", Effect: "Deny", Action: "chime:ListMeetings", Resource: "*", Condition: single },
      ]),
    ).toMatchInlineSnapshot(`
      "condition PrincipalDepartmentAndRequestTaggedCostCenter = aws:PrincipalTag/department == "support"
        and aws:RequestTag/"cost center" == "berlin"

      policy Policy {
        allow chime:GetMeeting
          on chime:meeting(*)
          when PrincipalDepartmentAndRequestTaggedCostCenter
          as Look
        deny chime:DeleteMeeting
          on *
          when aws:ResourceTag/department == "support-and-more-of-that"
          as Keep
        allow chime:CreateMeeting when PrincipalDepartmentAndRequestTaggedCostCenter as Make
        deny chime:ListMeetings when aws:ResourceTag/department == "support-and-more-of-that" as Hide
      }
      "
    `);
  });

  it("names nothing in which the compiler finds what is to be suppressed at its statements", () => {
    const Condition = { StringEquals: { "nowhere:Nothing": "support", "aws:PrincipalTag/office": "berlin-and-hamburg" } };
    const Statement = ["chime:CreateMeeting", "chime:Delete*", "chime:ListMeetings"].map((Action, index) => ({
      Effect: index === 1 ? "Deny" : "Allow",
      Action,
      Resource: "*",
      ...(index === 1 ? {} : { Condition }),
      Sid: `S${index}`,
    }));
    const { text, suppressed } = importPolicy(JSON.stringify({ Version: "2012-10-17", Statement }), { catalog });
    expect(text!.match(/@suppress/g)?.length).toBe(2);
    expect({ suppressed, hasName: /^condition /m.test(text!) }).toEqual({ suppressed: 2, hasName: false });
  });

  it("includes policies of the standard library", () => {
    const own = { Action: "iam:ChangePassword", Resource: "arn:aws:iam::*:user/${aws:username}" };
    const rules = { Action: "iam:GetAccountPasswordPolicy", Resource: "*" };
    expect(textOf([rules, { Action: "chime:CreateMeeting", Resource: "*" }, own])).toMatchInlineSnapshot(`
      "import { ChangeOwnPassword } from "std/iam"

      policy Policy {
        include ChangeOwnPassword
        allow chime:CreateMeeting
      }
      "
    `);
  });

  it("suppresses what the compiler would refuse, and lists each place", () => {
    const Statement = { Effect: "Allow", Action: ["chime:GetMeeting", "chime:ValidateDelegate"], Resource: "*" };
    const text = JSON.stringify({ Version: "2012-10-17", Statement });
    const { text: source, diagnostics, statements, suppressed } = importPolicy(text, { uri: "host.json", catalog });
    expect(source).toBe('policy Host {\n  @suppress("unknown-action", "imported")\n  allow chime:{GetMeeting, ValidateDelegate} on *\n}\n');
    expect({ statements, suppressed }).toEqual({ statements: 1, suppressed: 1 });
    expect(diagnostics.map(({ code, location: { start, end } }) => [code, text.slice(start, end)])).toEqual([
      ["CP4017", '"chime:ValidateDelegate"'],
    ]);
  });

  it.each([
    ["Allow", { NotAction: "*", Resource: "*" }, "grants"],
    ["Deny", { Action: "chime:*", NotResource: ["arn:aws:s3:::a", "*"] }, "denies"],
    ["Allow", { Sid: "Empty", Action: [], Resource: "*" }, "grants"],
  ] as const)("leaves out what %ss nothing, and says so: %j", (Effect, rest, verb) => {
    const own = { Effect: "Allow", Action: "chime:CreateMeeting", Resource: "*" };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect, ...rest }, own] });
    const { text: source, diagnostics } = importPolicy(text, { catalog });
    expect(source).toBe("policy Policy {\n  allow chime:CreateMeeting\n}\n");
    expect(diagnostics.map(({ slug, message, help }) => ({ slug, message, help }))).toEqual([
      {
        slug: "ineffective-statement",
        message: `this statement ${verb} nothing: it names no action or no resource, or its condition never holds`,
        help: "it is left out of the source",
      },
    ]);
    expect(importPolicy(JSON.stringify({ Version: "2012-10-17", Statement: { Effect, ...rest } }), { catalog }).text).toBeUndefined();
  });

  it("warns of a policy that is larger than one of the account's own may be", () => {
    const roles = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => `arn:aws:iam::111122223333:role/department-${index}`);
    const large = (...counts: readonly number[]): readonly (string | undefined)[] => {
      const Statement = counts.map((count, index) => ({
        Effect: index === 0 ? "Allow" : "Deny",
        Action: "iam:GetRole",
        Resource: roles(count),
      }));
      const { text, diagnostics } = importPolicy(JSON.stringify({ Version: "2012-10-17", Statement }), { catalog });
      expect(text).toBeDefined();
      return diagnostics.flatMap(({ slug, help }) => [slug, help]);
    };
    expect(large(90)).toEqual([]);
    expect(large(90, 90)).toEqual(["over-size-limit", "`compile` divides it over several documents"]);
    expect(large(180)).toEqual(["over-size-limit", "one of its statements is larger than that by itself, so `compile` refuses it"]);
  });

  it("refuses it when strict", () => {
    const Statement = { Effect: "Allow", Action: "chime:ValidateDelegate", Resource: "*" };
    const { text, diagnostics } = importPolicy(JSON.stringify({ Version: "2012-10-17", Statement }), { catalog, strict: true });
    expect(text).toBeUndefined();
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["CP4018", "this cannot be imported: unknown action `chime:ValidateDelegate`"],
    ]);
  });

  it.each([
    ["meeting-host.json", "policy MeetingHost {"],
    ["policies/help desk.json", "policy HelpDesk {"],
    ["AmazonChimeReadOnly@v2.json", '@name("AmazonChimeReadOnly@v2")\npolicy AmazonChimeReadOnlyV2 {'],
    ["24-7.json", '@name("24-7")\npolicy Policy247 {'],
  ])("names the policy of %s", (uri, expected) => {
    const Statement = { Effect: "Allow", Action: "chime:CreateMeeting", Resource: "*" };
    expect(textOf([Statement], { uri }).startsWith(expected)).toBe(true);
  });
});

/** Checks that the source of a policy compiles to its canonical form, or that there is an error and no source. */
function holdsRoundTrip(text: string): void {
  const { text: source, diagnostics } = importPolicy(text, { catalog });
  if (source === undefined) {
    expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    for (const { message } of diagnostics) expect(message).not.toContain("compile to another policy");
    return;
  }
  const canonical = canonicalize({ uri: "policy.json", text }, catalog);
  expect(
    compile(source, { catalog }).files.map((file) => file.text),
    `${text}\n${source}`,
  ).toEqual([canonical.text]);
}

function textOf(statements: readonly object[], options: ImportOptions = {}): string {
  const Statement = statements.map((statement) => ({ Effect: "Allow", ...statement }));
  const { text, diagnostics } = importPolicy(JSON.stringify({ Version: "2012-10-17", Statement }), { catalog, ...options });
  expect(diagnostics).toEqual([]);
  return text!;
}

/** The only statement of a policy on one line. */
function bodyOf(statement: object): string {
  const [, body = ""] = /policy Policy \{([\s\S]*)\}\n$/.exec(textOf([statement])) ?? [];
  return body
    .trim()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/([[(]) | (?=[\])])/g, "$1")
    .replaceAll(/,(?=[\])])/g, "");
}

const piece = fc.constantFrom("chime", "s3", "Nowhere", ":", "*", "?", "Get", "Meeting", "/", " ", "\"", "\\", "${", "}", "$", "aws:username", "'", ",", "ü", "\n", "{", "arn:aws:chime:*:*:", "meeting/", "on", "true", "5", ".", "-", "#", "//"); // prettier-ignore
const nasty = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));
const some = (usual: fc.Arbitrary<string>): fc.Arbitrary<string | readonly string[]> => {
  const one = fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: nasty });
  return fc.oneof(one, fc.array(one, { maxLength: 4 }));
};
const strangeActions = some(fc.constantFrom("chime:GetMeeting", "CHIME:get*", "s3:*", "sqs:Nothing", "*", "chime:*[read]", "nowhere:Get"));
const strangeResources = some(
  fc.constantFrom(
    "*",
    "arn:aws:chime:us-east-1:111122223333:meeting/a",
    "arn:aws:chime:*:*:app-instance/${aws:PrincipalTag/app}/channel/*",
    "arn:aws:s3:::bucket/${*}",
    "arn:aws:iam::aws:policy/x",
    "arn:*:s3:::*",
  ),
);
const strangeTests = fc.dictionary(
  fc.constantFrom("StringEquals", "stringlikeifexists", "ForAllValues:StringNotLike", "Null", "Bool", "IpAddress", "NumericLessThan", "ArnLike", "BinaryEquals", "DateEquals"), // prettier-ignore
  fc.dictionary(
    fc.oneof(
      fc.constantFrom("aws:SourceIp", "aws:TagKeys", "AWS:username", "aws:ResourceTag/a b", "s3:prefix", "saml:sub", "aws:EpochTime"),
      nasty,
    ),
    some(fc.constantFrom("true", "5", "5.0", "10.0.0.0/8", "a*", "${aws:username}", "arn:aws:s3:::a", "2026-01-01", "AA==")),
    { maxKeys: 2 },
  ),
  { maxKeys: 2 },
);
const strange = fc.record(
  {
    Version: fc.constantFrom("2012-10-17", "2008-10-17"),
    Statement: fc.array(
      fc
        .record({
          Sid: fc.constantFrom(undefined, "", "A", "1b", "when", "B2"),
          Effect: fc.constantFrom("Allow", "Deny"),
          action: fc.constantFrom("Action", "NotAction"),
          actions: strangeActions,
          resource: fc.constantFrom("Resource", "Resource", "NotResource"),
          resources: strangeResources,
          Condition: fc.oneof(fc.constant({}), strangeTests),
        })
        .map(({ action, actions, resource, resources, ...rest }) => ({ ...rest, [action]: actions, [resource]: resources })),
      { minLength: 1, maxLength: 3 },
    ),
  },
  { requiredKeys: ["Statement"] },
);
