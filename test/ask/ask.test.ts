import { describe, expect, it } from "vitest";
import { askDocument, askPolicy, memoryHost, type AskResult, type Request } from "../../src/index.ts";

const account = "arn:aws:chime:us-east-1:111122223333";
const channel = (app: string): string => `${account}:app-instance/${app}/channel/c`;
const source = `import { ConsoleAccess } from "std/chime"
import { Mfa } from "std/conditions"
import { Auditor } from "./auditor"

let shop = "shop"
actions Ending = chime:DeleteMeeting

role HelpDesk {
  include ConsoleAccess
  allow Ending on chime:meeting(*) when Mfa
  deny chime:DeleteMeeting on chime:meeting("hall") as TheHallStays
}

policy Client(app: string) {
  allow chime:DescribeChannel on chime:channel(app, *), chime:app-instance-user(app, *)
}

role Everybody { include Auditor, HelpDesk }
`;
const host = memoryHost({ "auditor.chimepolicy": "role Auditor { allow chime:ListMeetings }\n" });
const askAbout = (subject: string, action: string, resource = "*", context: Request["context"] = {}): AskResult =>
  askPolicy([{ uri: "desk.chimepolicy", text: source }], subject, { action, resource, context }, { host });
const lineOf = ({ source: { text }, start }: { source: { text: string }; start: number }): string =>
  text
    .slice(text.lastIndexOf("\n", start) + 1)
    .split("\n")[0]!
    .trim();

describe("askPolicy", () => {
  it("gives the statements that allow", () => {
    const { answer, problems, diagnostics } = askAbout("HelpDesk", "chime:DeleteMeeting", `${account}:meeting/m`, {
      "aws:MultiFactorAuthPresent": "true",
    });
    expect(problems).toEqual([]);
    expect(diagnostics.map(({ slug }) => slug)).toEqual(["unused-declaration"]);
    expect(answer?.outcome).toBe("Allow");
    expect(answer?.deciding.map(({ location }) => lineOf(location))).toEqual(["allow Ending on chime:meeting(*) when Mfa"]);
  });

  it("gives the statements that deny, with their Sid", () => {
    const { answer } = askAbout("HelpDesk", "chime:DeleteMeeting", `${account}:meeting/hall`, { "aws:MultiFactorAuthPresent": "true" });
    expect(answer).toMatchObject({ outcome: "ExplicitDeny", deciding: [{ statement: { sid: "TheHallStays" } }], nearest: [] });
  });

  it("gives what comes near and what it lacks where nothing decides", () => {
    const { answer } = askAbout("HelpDesk", "chime:DeleteMeeting", `${account}:meeting/m`);
    expect(answer).toMatchObject({
      outcome: "ImplicitDeny",
      deciding: [],
      nearest: [{ mismatch: { element: "condition", test: { key: "aws:MultiFactorAuthPresent" }, present: [] } }],
    });
  });

  it("says which includes brought a statement in, the question not among them", () => {
    const { answer } = askAbout("Everybody", "chime:ListAccounts");
    expect(answer?.deciding.map(({ includedBy }) => includedBy.map(lineOf))).toEqual([
      ["role Everybody { include Auditor, HelpDesk }", "include ConsoleAccess"],
    ]);
  });

  it.each([
    ['Client("shop")', "shop", "Allow"],
    ['Client(app: "shop")', "shop", "Allow"],
    ["Client(shop)", "shop", "Allow"],
    ['Client("shop")', "school", "ImplicitDeny"],
  ])("takes arguments as the language does: %s asked about %s", (subject, app, outcome) => {
    expect(askAbout(subject, "chime:DescribeChannel", channel(app)).answer?.outcome).toBe(outcome);
  });

  it("knows what the source imports", () => {
    expect(askAbout("Auditor", "chime:ListMeetings").answer?.outcome).toBe("Allow");
  });

  it("leaves the findings about the sources as they are", () => {
    const text =
      'import { Mfa } from "std/conditions"\nlet unused = "a"\npolicy P(n: string) { allow chime:ListMeetings when aws:username == n }\nrole A { include P("b") }\n';
    const { answer, diagnostics } = askPolicy(text, "P(unused)", {
      action: "chime:ListMeetings",
      resource: "*",
      context: { "aws:username": "a" },
    });
    expect(answer?.outcome).toBe("Allow");
    expect(diagnostics.map(({ slug }) => slug)).toEqual(["unused-import", "unused-declaration"]);
  });

  it.each([
    ["HelpDsk", "unknown policy or role `HelpDsk`", "HelpDsk"],
    ["Ending", "`Ending` is a set of actions, but a policy or role is needed here", "Ending"],
    ["Client", "`Client` also needs `app`", "Client"],
    ['Client("a", "bc")', "`Client` takes 1 argument", '"bc"'],
    ["Client(1)", "`app` takes a text, not 1", "1"],
    ["", "unknown policy or role ``", ""],
    ["Help Desk", "unknown policy or role `Help Desk`", "Help Desk"],
    ["HelpDesk, Auditor", "unknown policy or role `HelpDesk, Auditor`", "HelpDesk, Auditor"],
    ["HelpDesk } role X { allow *", "unknown policy or role `HelpDesk } role X { allow *`", "HelpDesk } role X { allow *"],
    ["HelpDesk allow chime:* on *", "unknown policy or role `HelpDesk allow chime:* on *`", "HelpDesk allow chime:* on *"],
  ])("refuses %j as a subject, and marks it in its own text", (subject, message, marked) => {
    const { answer, diagnostics } = askAbout(subject, "chime:ListMeetings");
    expect(answer).toBeUndefined();
    const [finding] = diagnostics.filter(({ severity }) => severity === "error");
    expect(finding?.message).toContain(message);
    const { source: own, start, end } = finding!.location;
    expect({ ...own, marked: own.text.slice(start, end) }).toEqual({ uri: "--subject", text: subject, marked });
  });

  it("shows a fault that arguments cause in the policy that has it", () => {
    const text = 'policy Client(app: string) { allow chime:GetMeeting on "arn:aws:chime:us-east-1:${app}:meeting/m" }\n';
    const { answer, diagnostics } = askPolicy(text, 'Client("x")', { action: "chime:GetMeeting", resource: `${account}:meeting/m` });
    expect(answer).toBeUndefined();
    expect(diagnostics.map(({ severity, location }) => [severity, location.source.uri])).toEqual([["error", "input.chimepolicy"]]);
  });

  it("answers nothing where the sources have an error", () => {
    const { answer, diagnostics } = askPolicy("role A { allow chime:Lst }\n", "A", { action: "chime:ListMeetings", resource: "*" });
    expect(answer).toBeUndefined();
    expect(diagnostics.map(({ slug }) => slug)).toContain("unknown-action");
    expect(askPolicy([], "A", { action: "chime:ListMeetings", resource: "*" }).answer).toBeUndefined();
  });

  it("answers a request that is odd all the same, and says what is odd", () => {
    const { answer, problems } = askAbout("HelpDesk", "chime:GetMeting");
    expect(answer?.outcome).toBe("ImplicitDeny");
    expect(problems).toMatchObject([{ kind: "unknown-action", suggestions: ["chime:GetMeeting"] }]);
  });
});

describe("askDocument", () => {
  const text = JSON.stringify(
    {
      Version: "2012-10-17",
      Statement: [
        { Sid: "Read", Effect: "Allow", Action: "chime:Get*", Resource: "*" },
        { Effect: "Deny", Action: "chime:GetMeeting", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ],
    },
    null,
    2,
  );
  const request = { action: "chime:GetMeeting", resource: `${account}:meeting/m` };

  it("answers from all statements, with their places in the JSON", () => {
    const allowed = askDocument({ uri: "policy.json", text }, request);
    expect(allowed).toMatchObject({
      answer: { outcome: "Allow", deciding: [{ statement: { sid: "Read" } }] },
      problems: [],
      diagnostics: [],
    });
    const { start, end } = allowed.answer!.deciding[0]!.location;
    expect(JSON.parse(text.slice(start, end))).toMatchObject({ Sid: "Read" });
    const denied = askDocument({ uri: "policy.json", text }, { ...request, context: { "aws:SecureTransport": "false" } });
    expect(denied.answer?.outcome).toBe("ExplicitDeny");
  });

  it("says what is wrong with JSON that is no policy", () => {
    const { answer, diagnostics } = askDocument({ uri: "policy.json", text: text.slice(1) }, request);
    expect(answer).toBeUndefined();
    expect(diagnostics).not.toEqual([]);
  });
});
