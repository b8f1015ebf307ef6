import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  copyWithoutPrettier,
  meetingHost,
  useCommandLine,
  meetingHostJson,
  runShell,
  snapshot,
  type Run,
  type RunOptions,
} from "./command-line.ts";

const cli = useCommandLine();
const run = (args: readonly string[], cwd: string, options: RunOptions = {}): Promise<Run> => cli().run(args, { ...options, cwd });

const source = meetingHost.replace("role", "policy");
const retired = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "chime:ValidateDelegate", Resource: "*" } });
const broken = '{ "Version": "2012-10-17", }';

describe("hosts/cli, import", () => {
  it("prints the source of one file, and a table to standard error", async () => {
    const folder = cli().folder({ "MeetingHost.json": meetingHostJson });
    const { status, out, err } = await run(["import", "MeetingHost.json"], folder);
    expect({ status, out }).toEqual({ status: 0, out: source });
    expect(err).toBe(
      [
        "file              statements  exactly  suppressed  refused  why",
        "MeetingHost.json           1        1           0        0\n",
      ].join("\n"),
    );
  });

  it("reads standard input, and gives the policy the name it is told", async () => {
    const { status, out } = await run(["import", "-", "--name", "night-shift"], cli().folder(), { input: meetingHostJson });
    expect({ status, out }).toEqual({ status: 0, out: source.replace("MeetingHost", "NightShift") });
  });

  it("writes what compiles to the same, for a folder with folders in it", async () => {
    const folder = cli().folder({ "in/MeetingHost.json": meetingHostJson, "in/old/Delegates.json": retired });
    const { status, out, err } = await run(["import", "in", "-o", "src"], folder);
    expect({ status, out }).toEqual({ status: 0, out: "" });
    expect(err).toContain("warning[CP4017] unknown action `chime:ValidateDelegate`; suppressed in the source (suppressed-on-import)");
    expect(err.split("\n").slice(-5)).toEqual([
      "file                   statements  exactly  suppressed  refused  why",
      "in/MeetingHost.json             1        1           0        0",
      "in/old/Delegates.json           1        0           1        0  unknown action `chime:ValidateDelegate`",
      "2 files                         2        1           1        0",
      "",
    ]);
    expect(readFileSync(join(folder, "src", "MeetingHost.chimepolicy"), "utf8")).toBe(source);
    const compiled = await run(["compile", "src/**/*.chimepolicy", "-o", "out"], folder);
    expect(compiled.status).toBe(0);
    expect(readFileSync(join(folder, "out", "MeetingHost.json"), "utf8")).toBe(meetingHostJson);
  });

  it("leaves out what it cannot import, and says so with status 1", async () => {
    const folder = cli().folder({ "a.json": broken, "MeetingHost.json": meetingHostJson, "Delegates.json": retired });
    const { status, err } = await run(["import", "*.json", "-o", "src", "--strict"], folder);
    expect(status).toBe(1);
    expect(err).toContain("error[CP4009] JSON has no comma before a closing bracket (invalid-json)\n  at a.json:1:26\n");
    expect(err).toContain("error[CP4018] this cannot be imported: unknown action `chime:ValidateDelegate` (not-importable)");
    expect(Object.keys(snapshot(join(folder, "src"))).map((path) => path.slice(folder.length))).toEqual(["/src/MeetingHost.chimepolicy"]);
  });

  it("finds the policies in templates, whose parameters become parameters", async () => {
    const document = {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "chime:GetMeeting", Resource: { "Fn::Sub": "arn:aws:chime:*:${AWS::AccountId}:meeting/*" } },
    };
    const template = { Resources: { Host: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document } } } };
    const folder = cli().folder({ "stack.yaml": JSON.stringify(template, null, 2) });
    const { status, out } = await run(["import", "stack.yaml"], folder);
    expect({ status, out }).toEqual({
      status: 0,
      out: "param account: account\n\npolicy Host {\n  allow chime:GetMeeting on chime:meeting(*)\n}\n",
    });
    expect(await run(["import", "stack.yaml", "--from", "json"], folder)).toMatchObject({ status: 1, out: "" });
    expect((await run(["import", "stack.yaml", "--from", "toml"], folder)).err).toBe(
      "error: `--from toml` is not known\n  help: choose `json`, `aws`, `terraform` or `cloudformation`\n",
    );
  });

  const wide = JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: ["ListMeetings", "CreateMeeting", "GetMeeting"].map((name) => `chime:${name}`), Resource: "*" },
  });

  it("lays the source out as `fmt` does, as the project's configuration asks for", async () => {
    const folder = cli().folder({ "Host.json": wide, ".prettierrc": '{ "printWidth": 40, "tabWidth": 4 }' });
    const laidOut =
      "policy Host {\n    allow chime:{\n        CreateMeeting,\n        GetMeeting,\n        ListMeetings,\n    }\n        on *\n}\n";
    const { out, err } = await run(["import", "Host.json"], folder);
    expect(out).toBe(laidOut);
    expect(err).not.toContain("note:");
    expect(await run(["import", "Host.json", "-o", "src"], folder)).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, "src", "Host.chimepolicy"), "utf8")).toBe(laidOut);
    expect(await run(["fmt", "--check", "src/Host.chimepolicy"], folder)).toMatchObject({ status: 0 });
  });

  it("says once that a configuration could not be heeded, where prettier is not installed", async () => {
    const folder = cli().folder({ "a/Host.json": wide, "a/Guest.json": wide, ".prettierrc": '{ "printWidth": 40 }' });
    const bare = copyWithoutPrettier();
    const { status, err } = await runShell("$CLI import a -o src", bare, { cwd: folder });
    bare.remove();
    expect(status).toBe(0);
    expect(err.match(/^note: .*$/gm)).toEqual([
      "note: `.prettierrc` may say how sources are formatted, and prettier, which reads it, is not installed; once it is, `chimepolicy fmt` lays the sources out again",
    ]);
    expect(readFileSync(join(folder, "src", "Host.chimepolicy"), "utf8")).toBe(
      "policy Host {\n  allow chime:{CreateMeeting, GetMeeting, ListMeetings} on *\n}\n",
    );
  });

  it("prints nothing to standard output where there is an error", async () => {
    const folder = cli().folder({ "a.json": broken });
    expect(await run(["import", "a.json"], folder)).toMatchObject({ status: 1, out: "" });
  });

  it("overwrites what is there with --force only", async () => {
    const folder = cli().folder({ "MeetingHost.json": meetingHostJson, "Delegates.json": retired });
    const args = ["import", "MeetingHost.json", "Delegates.json", "-o", "src"];
    expect(await run(args, folder)).toMatchObject({ status: 0 });
    const before = snapshot(join(folder, "src"));
    expect(await run(args, folder)).toMatchObject({ status: 0 });
    expect(snapshot(join(folder, "src"))).toEqual(before);
    const file = join(folder, "src", "MeetingHost.chimepolicy");
    writeFileSync(file, `// mine\n${source}`);
    const refused = await run(args, folder);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain("error: `src/MeetingHost.chimepolicy` is there already");
    expect(await run([...args, "--force"], folder)).toMatchObject({ status: 0 });
    expect(readFileSync(file, "utf8")).toBe(source);
  });

  it.each([
    [
      ["import", "a.json", "b.json"],
      "error: there are 2 files, and standard output takes the source of one\n  help: write all with `-o DIR`",
    ],
    [["import", "a.json", "b.json", "-o", "src", "--name", "A"], "error: `--name` names one policy, and there are 2 files"],
    [["import", "none"], "error: no policy in the folder `none`"],
    [["import", "c.json"], "error: there is no file `c.json`"],
  ])("refuses %j", async (args, expected) => {
    const folder = cli().folder({ "a.json": meetingHostJson, "b.json": retired, "none/readme.txt": "nothing" });
    const { status, out, err } = await run(args, folder);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain(expected);
  });
});
