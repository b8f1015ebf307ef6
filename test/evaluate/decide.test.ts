import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../src/iam/document.ts";
import { read } from "../../src/iam/read.ts";
import { decide, evaluate, prepare, type Decision, type Outcome } from "../../src/tools/evaluate/decide.ts";
import { explainDecision, type Mismatch } from "../../src/tools/evaluate/explain.ts";
import type { Policies } from "../../src/tools/evaluate/policies.ts";
import type { Request } from "../../src/tools/evaluate/request.ts";

interface JsonStatement {
  readonly Effect: "Allow" | "Deny";
  readonly [element: string]: unknown;
}

const account = "arn:aws:chime:us-east-1:111122223333";
const meeting = `${account}:meeting/m-1`;

const policy = (...Statement: readonly JsonStatement[]): PolicyDocument =>
  read(JSON.stringify({ Version: "2012-10-17", Statement })).document!;
const allow = (Action: string | readonly string[], Resource: string | readonly string[] = "*", Condition?: unknown): JsonStatement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const deny = (...parts: Parameters<typeof allow>): JsonStatement => ({ ...allow(...parts), Effect: "Deny" });
const ask = (action: string, resource = "*", context: NonNullable<Request["context"]> = {}): Request => ({ action, resource, context });

/** Both ways must say the same. */
function both(policies: Policies, request: Request): Decision {
  const decision = decide(prepare(policies), request);
  expect(evaluate(policies, request)).toEqual(decision);
  return decision;
}

describe("a decision", () => {
  const team = { "aws:ResourceTag/team": "a" };
  const user = `${account}:app-instance/a/user/`;
  const cases: readonly (readonly [string, readonly JsonStatement[], Request, Outcome])[] = [
    ["a deny wins", [allow("chime:*"), deny("chime:DeleteMeeting")], ask("chime:DeleteMeeting"), "ExplicitDeny"],
    ["a deny wins wherever it stands", [deny("chime:DeleteMeeting"), allow("chime:*")], ask("chime:DeleteMeeting"), "ExplicitDeny"],
    [
      "NotAction reaches all services",
      [{ Effect: "Allow", NotAction: "chime:DeleteMeeting", Resource: "*" }],
      ask("s3:GetObject"),
      "Allow",
    ],
    [
      "NotAction leaves out what it names",
      [{ Effect: "Allow", NotAction: "chime:DeleteMeeting", Resource: "*" }],
      ask("chime:deletemeeting"),
      "ImplicitDeny",
    ],
    ["a deny alone allows nothing", [{ Effect: "Deny", NotAction: "chime:*", Resource: "*" }], ask("chime:GetMeeting"), "ImplicitDeny"],
    ["an ARN does not match `*`", [allow("chime:CreateMeeting", `${account}:meeting/*`)], ask("chime:CreateMeeting"), "ImplicitDeny"],
    ["a star matches the rest", [allow("chime:GetMeeting", `${account}:meeting/*`)], ask("chime:GetMeeting", meeting), "Allow"],
    ["actions have no letter case", [allow("CHIME:getmeeting", `${account}:meeting/*`)], ask("chime:GetMeeting", meeting), "Allow"],
    ["resources have", [allow("chime:GetMeeting", `${account}:Meeting/*`)], ask("chime:GetMeeting", meeting), "ImplicitDeny"],
    [
      "but not before the fifth colon",
      [allow("chime:GetMeeting", meeting.replace("aws:chime", "AWS:Chime"))],
      ask("chime:GetMeeting", meeting),
      "Allow",
    ],
    ["a missing tag is not equal", [allow("chime:*", "*", { StringEquals: team })], ask("chime:GetMeeting"), "ImplicitDeny"],
    ["a missing tag is unequal", [allow("chime:*", "*", { StringNotEquals: team })], ask("chime:GetMeeting"), "Allow"],
    ["IfExists lets a missing tag pass", [allow("chime:*", "*", { StringEqualsIfExists: team })], ask("chime:GetMeeting"), "Allow"],
    [
      "ForAllValues of none holds",
      [allow("chime:*", "*", { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } })],
      ask("chime:X"),
      "Allow",
    ],
    [
      "ForAnyValue of none does not",
      [allow("chime:*", "*", { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } })],
      ask("chime:X"),
      "ImplicitDeny",
    ],
    [
      "ForAllValues takes all",
      [allow("chime:*", "*", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } })],
      ask("chime:X", "*", { "aws:TagKeys": ["a", "c"] }),
      "ImplicitDeny",
    ],
    ["an unset variable matches nothing", [allow("chime:*", `${user}\${aws:PrincipalTag/uid}`)], ask("chime:X", user), "ImplicitDeny"],
    ["a default stands in", [allow("chime:*", `${user}\${aws:PrincipalTag/uid, 'guest'}`)], ask("chime:X", `${user}guest`), "Allow"],
    [
      "a variable's value is literal",
      [allow("chime:*", `${user}\${aws:PrincipalTag/uid}`)],
      ask("chime:X", `${user}bob`, { "aws:principaltag/UID": "*" }),
      "ImplicitDeny",
    ],
    [
      "a variable stands behind the fifth colon only",
      [allow("chime:*", "arn:aws:chime:us-east-1:${aws:PrincipalAccount}:meeting/*")],
      ask("chime:X", meeting, { "aws:PrincipalAccount": "111122223333" }),
      "ImplicitDeny",
    ],
    [
      "NotResource leaves out what it names",
      [{ Effect: "Allow", Action: "*", NotResource: `${account}:meeting/*` }],
      ask("chime:X", meeting),
      "ImplicitDeny",
    ],
    ["NotResource reaches `*`", [{ Effect: "Allow", Action: "*", NotResource: `${account}:meeting/*` }], ask("chime:X"), "Allow"],
    [
      "NotResource with an unset variable leaves out nothing",
      [{ Effect: "Deny", Action: "*", NotResource: `${account}:meeting/\${aws:username}` }],
      ask("chime:X", meeting),
      "ExplicitDeny",
    ],
    ["a short ARN is completed", [allow("chime:*", "arn:aws:chime:us-east-1")], ask("chime:X", meeting), "Allow"],
    ["what is no ARN matches nothing", [allow("chime:*", "meeting/*")], ask("chime:X", "meeting/a"), "ImplicitDeny"],
    ["`**` is everything", [allow("**", "**")], ask("chime:X", "meeting/a"), "Allow"],
    ["an action without a service matches nothing", [allow("GetMeeting")], ask("GetMeeting"), "ImplicitDeny"],
    ["wildcards in the service are wildcards", [allow("c*e:Get?eeting")], ask("chime:GetMeeting"), "Allow"],
    ["no policy, no allow", [], ask("chime:GetMeeting"), "ImplicitDeny"],
  ];

  it.each(cases)("%s", (_, statements, request, outcome) => {
    expect(both({ identity: [policy(...statements)] }, request).outcome).toBe(outcome);
  });

  it("takes `${` literally in a document of 2008", () => {
    const old = read(
      JSON.stringify({ Version: "2008-10-17", Statement: allow("chime:*", `${account}:meeting/\${aws:username}`) }),
    ).document!;
    expect(both({ identity: [old] }, ask("chime:X", `${account}:meeting/bob`, { "aws:username": "bob" })).outcome).toBe("ImplicitDeny");
    expect(both({ identity: [old] }, ask("chime:X", `${account}:meeting/\${aws:username}`)).outcome).toBe("Allow");
  });

  it("names every statement that decided, in the order of the policies", () => {
    const policies = {
      identity: [policy(deny("chime:Delete*"), allow("chime:*")), policy(allow("s3:*"), allow("*"), deny("chime:*Meeting"))],
    };
    expect(both(policies, ask("chime:GetUser"))).toEqual({
      outcome: "Allow",
      statements: [
        { layer: "identity", policy: 0, statement: 1 },
        { layer: "identity", policy: 1, statement: 1 },
      ],
      missing: [],
    });
    expect(both(policies, ask("chime:DeleteMeeting"))).toEqual({
      outcome: "ExplicitDeny",
      statements: [
        { layer: "identity", policy: 0, statement: 0 },
        { layer: "identity", policy: 1, statement: 2 },
      ],
      missing: [],
    });
  });

  it("keeps that order among many statements about one action", () => {
    const resources = ["*", ...Array.from({ length: 30 }, (_, index) => `${account}:meeting/${"m-1".slice(0, index % 4)}*`)];
    const statements = resources.map((resource) => allow("chime:GetMeeting", resource));
    const { statements: found } = both({ identity: [policy(...statements)] }, ask("chime:GetMeeting", meeting));
    expect(found.map(({ statement }) => statement)).toEqual(resources.map((_, index) => index));
  });
});

describe("boundaries and organizations", () => {
  const everything = policy(allow("*"));
  const meetings = policy(allow("chime:*Meeting"));
  const users = policy(allow("chime:*User"));

  it("allow nothing by themselves", () => {
    expect(both({ identity: [], boundary: everything, organization: [[everything]] }, ask("chime:GetUser"))).toEqual({
      outcome: "ImplicitDeny",
      statements: [],
      missing: [{ layer: "identity" }],
    });
  });

  it("are named where their allow is missing", () => {
    const policies = { identity: [everything], boundary: meetings, organization: [[everything], [users, meetings], []] };
    expect(both(policies, ask("chime:GetMeeting")).missing).toEqual([{ layer: "organization", level: 2 }]);
    expect(both(policies, ask("chime:GetUser")).missing).toEqual([{ layer: "organization", level: 2 }, { layer: "boundary" }]);
    expect(both(policies, ask("chime:GetUser")).outcome).toBe("ImplicitDeny");
  });

  it("are named among what allowed", () => {
    const policies = { identity: [everything], boundary: meetings, organization: [[users, everything]] };
    expect(both(policies, ask("chime:GetMeeting"))).toEqual({
      outcome: "Allow",
      statements: [
        { layer: "organization", level: 0, policy: 1, statement: 0 },
        { layer: "identity", policy: 0, statement: 0 },
        { layer: "boundary", policy: 0, statement: 0 },
      ],
      missing: [],
    });
  });

  it("deny for all", () => {
    const policies = {
      identity: [everything],
      boundary: policy(allow("*"), deny("chime:*")),
      organization: [[policy(allow("*"), deny("*"))]],
    };
    expect(both(policies, ask("chime:GetMeeting"))).toEqual({
      outcome: "ExplicitDeny",
      statements: [
        { layer: "organization", level: 0, policy: 0, statement: 1 },
        { layer: "boundary", policy: 0, statement: 1 },
      ],
      missing: [],
    });
  });

  it("complete a short ARN of an organization's policy behind a star only", () => {
    const organization = (resource: string): Policies => ({ identity: [everything], organization: [[policy(allow("*", resource))]] });
    expect(both(organization("arn:aws:chime:*"), ask("chime:X", meeting)).outcome).toBe("Allow");
    expect(both(organization("arn:aws:chime"), ask("chime:X", meeting)).outcome).toBe("ImplicitDeny");
  });
});

describe("an explanation", () => {
  const condition = {
    Bool: { "aws:MultiFactorAuthPresent": "true" },
    StringEquals: { "aws:PrincipalTag/team": ["${aws:username}", "red"] },
  };
  const prepared = prepare({
    identity: [
      policy(allow("s3:*"), allow("chime:*", `${account}:meeting/\${aws:userid}`), allow("chime:*", "*", condition), deny("chime:X")),
    ],
  });
  const mismatches = (context: Request["context"]): readonly (Mismatch | undefined)[] =>
    explainDecision(prepared, { action: "chime:GetMeeting", resource: meeting, context: context ?? {} }).statements.map(
      ({ mismatch }) => mismatch,
    );
  const team = { operator: "StringEquals", key: "aws:PrincipalTag/team", values: ["${aws:username}", "red"] };

  it("gives the first element of each statement that fails", () => {
    expect(mismatches({})).toEqual([
      { element: "action" },
      { element: "resource", unset: ["aws:userid"] },
      { element: "condition", test: { operator: "Bool", key: "aws:MultiFactorAuthPresent", values: ["true"] }, present: [], unset: [] },
      { element: "action" },
    ]);
  });

  it("gives the values that were there, and the variables that were not", () => {
    const mfa = { "aws:MultiFactorAuthPresent": "true" };
    expect(mismatches({ ...mfa, "AWS:principaltag/team": "blue" })[2]).toEqual({
      element: "condition",
      test: team,
      present: ["blue"],
      unset: ["aws:username"],
    });
    expect(mismatches({ ...mfa, "aws:PrincipalTag/team": ["red", "blue"], "aws:username": "bob" })[2]).toEqual({
      element: "condition",
      test: team,
      present: ["red", "blue"],
      unset: [],
    });
    expect(mismatches({ ...mfa, "aws:PrincipalTag/team": "red", "aws:userid": "x" })).toEqual([
      { element: "action" },
      { element: "resource", unset: [] },
      undefined,
      { element: "action" },
    ]);
  });

  it("has the decision and the place and effect of every statement", () => {
    const { decision, statements } = explainDecision(prepared, ask("chime:X", meeting));
    expect(decision).toEqual(decide(prepared, ask("chime:X", meeting)));
    expect(statements[3]).toEqual({ layer: "identity", policy: 0, statement: 3, effect: "Deny" });
  });
});

describe("a request from JSON", () => {
  it("may hold numbers, Booleans and nothing", () => {
    const context = JSON.parse('{"aws:MultiFactorAuthPresent": true, "aws:MultiFactorAuthAge": 5, "aws:username": null}') as NonNullable<
      Request["context"]
    >;
    const condition = {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      NumericEquals: { "aws:MultiFactorAuthAge": "5" },
      Null: { "aws:username": "true" },
    };
    expect(both({ identity: [policy(allow("*", "*", condition))] }, ask("chime:X", "*", context)).outcome).toBe("Allow");
  });

  it("counts the first of two spellings of a key", () => {
    const condition = { StringEquals: { "aws:username": "a" } };
    const context = { "AWS:username": "a", "aws:username": "b" };
    expect(both({ identity: [policy(allow("*", "*", condition))] }, ask("chime:X", "*", context)).outcome).toBe("Allow");
  });
});
