import { describe, expect, it } from "vitest";
import { useCommandLine, hasScript, meetingHostJson, runShell, type Run, type RunOptions } from "./command-line.ts";

const cli = useCommandLine();

const meeting = "arn:aws:chime:us-east-1:111122223333:meeting/m-1";
const hall = "arn:aws:chime:us-east-1:111122223333:meeting/hall";
const desk = `import { ConsoleAccess } from "std/chime"
import { Mfa } from "std/conditions"

role HelpDesk {
  include ConsoleAccess
  allow chime:GetMeeting on chime:meeting(*)
  allow chime:DeleteMeeting on chime:meeting(*) when Mfa
  allow chime:DeleteMeeting on chime:meeting("lobby")
  deny chime:GetMeeting on chime:meeting("hall")
  deny chime:GetMeeting on chime:meeting("hall") when Mfa as TheHallStays
}

policy Client(app: string) {
  allow chime:DescribeChannel on chime:channel(app, *), chime:app-instance-user(app, *)
}
`;
const can = (args: readonly string[], options: RunOptions = {}): Promise<Run> =>
  cli().run(["can", ...args], { cwd: cli().folder({ "desk.chimepolicy": desk, "policy.json": meetingHostJson }), ...options });

describe("hosts/cli, can", () => {
  it("says yes with the statement that allows", async () => {
    expect(await can(["desk.chimepolicy", "HelpDesk", "chime:GetMeeting", "--on", meeting])).toEqual({
      status: 0,
      out: `HelpDesk may chime:GetMeeting on ${meeting}: the statement at desk.chimepolicy:6:3 allows it
    5 |   include ConsoleAccess
  > 6 |   allow chime:GetMeeting on chime:meeting(*)
      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    7 |   allow chime:DeleteMeeting on chime:meeting(*) when Mfa
`,
      err: "",
    });
  });

  it("says how a statement of another policy came in", async () => {
    const { status, out } = await can(["desk.chimepolicy", "HelpDesk", "chime:ListAccounts"]);
    expect(status).toBe(0);
    expect(out).toMatch(/^HelpDesk may chime:ListAccounts: the statement at std\/chime\/index\.chimepolicy:\d+:3 allows it\n/);
    expect(out).toMatch(/\n {2}included here: desk\.chimepolicy:5:11\n$/);
  });

  it("says no with the statements that deny", async () => {
    const { status, out } = await can([
      "desk.chimepolicy",
      "HelpDesk",
      "chime:GetMeeting",
      "--on",
      hall,
      "--with",
      "aws:MultiFactorAuthPresent=true",
    ]);
    expect(status).toBe(1);
    expect(out.split("\n")[0]).toBe(
      `HelpDesk may not chime:GetMeeting on ${hall}: 2 statements deny it, the first at desk.chimepolicy:9:3`,
    );
    expect(out.match(/denied here: desk\.chimepolicy:\d+:3/g)).toEqual([
      "denied here: desk.chimepolicy:9:3",
      "denied here: desk.chimepolicy:10:3",
    ]);
  });

  it("says no with what comes near and what it lacks", async () => {
    const { status, out } = await can(["desk.chimepolicy", "HelpDesk", "chime:DeleteMeeting", "--on", meeting]);
    expect(status).toBe(1);
    expect(out.split("\n")[0]).toBe(`HelpDesk may not chime:DeleteMeeting on ${meeting}: no statement allows it; 2 come near`);
    expect(out).toContain("\n  this would allow it, but the request has no `aws:MultiFactorAuthPresent`: desk.chimepolicy:7:3\n");
    expect(out).toContain("\n  this would allow it, but it is about other resources: desk.chimepolicy:8:3\n");
    expect((await can(["desk.chimepolicy", "HelpDesk", "chime:CreateMeeting"])).out).toBe(
      "HelpDesk may not chime:CreateMeeting: no statement allows this action\n",
    );
  });

  it("takes a role with arguments", async () => {
    const channel = "arn:aws:chime:us-east-1:111122223333:app-instance/shop/channel/c";
    const ask = (app: string): Promise<Run> => can(["desk.chimepolicy", `Client("${app}")`, "chime:DescribeChannel", "--on", channel]);
    expect(await ask("shop")).toMatchObject({ status: 0, out: expect.stringMatching(/^Client\("shop"\) may chime:DescribeChannel on /) });
    expect(await ask("school")).toMatchObject({ status: 1, out: expect.stringContaining("but it is about other resources") });
  });

  it("asks what the catalog does not know with --force", async () => {
    const { status, out } = await can(["desk.chimepolicy", "HelpDesk", "chime:GetMeting", "--with", "aws:x=y", "--force"]);
    expect({ status, out }).toEqual({ status: 1, out: "HelpDesk may not chime:GetMeting: no statement allows this action\n" });
  });

  it("asks a whole IAM JSON policy, from a file or from standard input", async () => {
    const answer = (name: string): string => `the holder of ${name} may chime:CreateMeeting: the statement at ${name}:4:5 allows it\n`;
    expect((await can(["policy.json", "chime:CreateMeeting"])).out).toContain(answer("policy.json"));
    expect((await can(["-", "chime:CreateMeeting"], { input: meetingHostJson })).out).toContain(answer("<stdin>"));
    expect((await can(["policy.json", "chime:ListMeetings"])).status).toBe(1);
    expect((await can(["-", "HelpDesk", "chime:ListAccounts"], { input: desk })).status).toBe(0);
  });

  it("prints JSON in the documented form", async () => {
    const data = async (args: readonly string[]): Promise<unknown> => JSON.parse((await can([...args, "--format", "json"])).out);
    const line = (number: number, end: number): object => ({
      file: "desk.chimepolicy",
      range: expect.objectContaining({
        start: expect.objectContaining({ line: number, column: 3 }),
        end: expect.objectContaining({ line: number, column: end }),
      }),
    });
    expect(await data(["desk.chimepolicy", "HelpDesk", "chime:GetMeeting", "--on", meeting])).toEqual({
      decision: "Allow",
      statements: [line(6, 45)],
      reason: "the statement at desk.chimepolicy:6:3 allows it",
    });
    expect(
      await data(["desk.chimepolicy", "HelpDesk", "chime:GetMeeting", "--on", hall, "--with", "aws:MultiFactorAuthPresent=true"]),
    ).toEqual({
      decision: "ExplicitDeny",
      statements: [line(9, 49), { ...line(10, 74), sid: "TheHallStays" }],
      reason: "2 statements deny it, the first at desk.chimepolicy:9:3",
    });
    expect(await data(["desk.chimepolicy", "HelpDesk", "chime:DeleteMeeting", "--on", meeting])).toEqual({
      decision: "ImplicitDeny",
      statements: [],
      reason: "no statement allows it; 2 come near",
      nearest: [
        { ...line(7, 57), lack: "the request has no `aws:MultiFactorAuthPresent`" },
        { ...line(8, 54), lack: "it is about other resources" },
      ],
    });
    expect(await data(["policy.json", "chime:ListMeetings"])).toEqual({
      decision: "ImplicitDeny",
      statements: [],
      reason: "no statement allows this action",
    });
  });

  it.skipIf(!hasScript())("breaks the sentence to the width of a terminal", async () => {
    const folder = cli().folder({ "desk.chimepolicy": desk });
    const line = `script -qec 'stty cols 60; $CLI can desk.chimepolicy HelpDesk chime:DeleteMeeting --on ${meeting}' /dev/null`;
    const { out } = await runShell(line, cli(), { cwd: folder, env: { NO_COLOR: "1" } });
    expect(out).toContain("2 come near");
    for (const shown of out.split(/\r?\n/)) expect(shown.length, shown).toBeLessThanOrEqual(60);
  });
});
