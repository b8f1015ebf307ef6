import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { standardLibrary } from "../../src/stdlib.generated.ts";
import {
  useCommandLine,
  hasScript,
  meetingHost,
  meetingHostJson,
  misspelt,
  runShell,
  snapshot,
  type Run,
  type RunOptions,
} from "./command-line.ts";

const cli = useCommandLine();
const run = (args: readonly string[], cwd?: string, options: RunOptions = {}): Promise<Run> =>
  cli().run(args, { ...options, ...(cwd === undefined ? {} : { cwd }) });
const escape = "\u001B[";

describe("hosts/cli, compile", () => {
  it("writes documents into folders that it makes, and leaves those alone that would not change", async () => {
    const folder = cli().folder({ "two.chimepolicy": "role Agent { allow chime:ListMeetings }\nrole Auditor { allow chime:ListRooms }\n" });
    const args = ["compile", "two.chimepolicy", "-o", "out/deep", "--source-map"];
    expect(await run(args, folder)).toEqual({ status: 0, out: "", err: "2 documents in out/deep: 4 files written\n" });
    const agent = join(folder, "out", "deep", "Agent.json");
    utimesSync(agent, 1000, 1000);
    const before = snapshot(join(folder, "out"));
    expect(await run(args, folder)).toEqual({ status: 0, out: "", err: "2 documents in out/deep: 0 files written, 4 unchanged\n" });
    expect(snapshot(join(folder, "out"))).toEqual(before);
    expect(JSON.parse(readFileSync(`${agent}.map`, "utf8"))).toMatchObject({ generator: "chimepolicy" });
  });

  it("replaces what it wrote before, in whatever form, and keeps the mode of the file", async () => {
    const folder = cli().folder({ "a.chimepolicy": meetingHost });
    const file = join(folder, "out", "MeetingHost.json");
    await run(["compile", "a.chimepolicy", "-o", "out", "--minify"], folder);
    chmodSync(file, 0o640);
    writeFileSync(join(folder, "a.chimepolicy"), meetingHost.replace("CreateMeeting", "ListRoom*"));
    for (const form of [["--expand"], ["--minify"], []])
      expect(await run(["compile", "a.chimepolicy", "-o", "out", ...form], folder)).toMatchObject({ status: 0 });
    expect(readFileSync(file, "utf8")).toBe(meetingHostJson.replace("CreateMeeting", "ListRoom*"));
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  it("overwrites a foreign file only with --force, and then nothing else has been written", async () => {
    const folder = cli().folder({
      "two.chimepolicy": "role Agent { allow chime:ListMeetings }\nrole Auditor { allow chime:ListRooms }\n",
      "out/Auditor.json": '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["chime:*"], "Resource": "*"}]}',
    });
    const before = snapshot(folder);
    expect((await run(["compile", "two.chimepolicy", "-o", "out"], folder)).status).toBe(2);
    expect(snapshot(folder)).toEqual(before);
    expect(await run(["compile", "two.chimepolicy", "-o", "out", "--force"], folder)).toMatchObject({ status: 0 });
    expect(existsSync(join(folder, "out", "Agent.json"))).toBe(true);
  });

  it("knows every document of the standard library as its own, in every form", async () => {
    const folder = cli().folder({ ...standardLibrary });
    const forms = [[], ["--minify"], ["--expand"], ["--expand", "--minify"], []];
    const lines = Object.keys(standardLibrary).flatMap((name) => forms.map((form) => ["compile", name, "-o", `out/${name}`, ...form]));
    for (const { status, err } of await cli().runAll(lines, folder)) {
      expect(err).toMatch(/documents? in out\S+: \d+ files? written|there is no document/);
      expect(status).toBe(err.includes("no document") ? 2 : 0);
    }
  });

  it("prints the one document, or the one that is named, beside warnings", async () => {
    const source = "let unused = 1\nrole Agent { allow chime:CreateMeeting }\nrole Auditor { allow chime:ListRooms }\n";
    const folder = cli().folder({ "a.chimepolicy": source });
    const named = await run(["compile", "--name", "Agent", "a.chimepolicy"], folder);
    expect(named).toMatchObject({ status: 0, out: meetingHostJson });
    expect(named.err).toContain("warning[CP3010]");
  });

  it("takes parameters, several and in any place", async () => {
    const folder = cli().folder({
      "a.chimepolicy": "param room: string\nparam account: account\nrole Auditor { allow chime:GetMeeting on chime:meeting(room) }\n",
    });
    const { status, out } = await run(
      ["--param", "room=a=b", "compile", "--param=account=111122223333", "a.chimepolicy", "--minify"],
      folder,
    );
    expect(status).toBe(0);
    expect(out).toContain("arn:aws:chime:*:111122223333:meeting/a=b");
  });

  it("writes nothing where one of several files has an error", async () => {
    const folder = cli().folder({ "a.chimepolicy": meetingHost, "b.chimepolicy": misspelt.replace("MeetingHost", "Other") });
    expect((await run(["compile", "*.chimepolicy", "-o", "out"], folder)).status).toBe(1);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});

describe("hosts/cli, check", () => {
  it("prints findings as JSON in the documented form, and nothing else", async () => {
    const folder = cli().folder({ "policies/host.chimepolicy": misspelt });
    const { status, out, err } = await run(["check", "host.chimepolicy", "--format", "json"], join(folder, "policies"));
    expect({ status, err }).toEqual({ status: 1, err: "" });
    const range = { start: { line: 2, column: 9, offset: 27 }, end: { line: 2, column: 27, offset: 45 } };
    expect(JSON.parse(out)).toEqual({
      diagnostics: [
        {
          code: "CP2001",
          slug: "unknown-action",
          severity: "error",
          aws: "INVALID_ACTION",
          message: "unknown action `chime:CreateMeting`",
          help: "did you mean `chime:CreateMeeting`?",
          file: "host.chimepolicy",
          range,
          related: [],
          fixes: [{ title: "write `chime:CreateMeeting`", edits: [{ file: "host.chimepolicy", range, newText: "chime:CreateMeeting" }] }],
        },
      ],
      summary: { errors: 1, warnings: 0, suggestions: 0 },
    });
    const clean = await run(["check", "-", "--format", "json"], folder, { input: meetingHost });
    expect(clean).toMatchObject({ status: 0, err: "" });
    expect(JSON.parse(clean.out)).toEqual({ diagnostics: [], summary: { errors: 0, warnings: 0, suggestions: 0 } });
  });

  it("says nothing about sources that are right", async () => {
    expect(await run(["check", "-"], undefined, { input: meetingHost })).toEqual({ status: 0, out: "", err: "" });
  });

  it("says once that findings can be mended, and where more is told", async () => {
    const folder = cli().folder({ "a.chimepolicy": `${misspelt}role B { allow chime:ListMeting, chime:Nothing }\n` });
    const { err } = await run(["check", "a.chimepolicy"], folder);
    expect(err.split("\n").slice(-4)).toEqual([
      "3 errors",
      "`chimepolicy check --fix` can mend 2 of them",
      "`chimepolicy explain CP2001` says more about it",
      "",
    ]);
  });

  it("lists findings in brief where there are many", async () => {
    const folder = cli().folder({
      "a.chimepolicy": Array.from({ length: 40 }, (_, at) => `role R${at} { allow chime:CreateMeting }\n`).join(""),
    });
    const { err } = await run(["check", "a.chimepolicy"], folder);
    expect(err.match(/^error\[CP2001\]/gm)).toHaveLength(30);
    expect(err).toContain("and in brief:\na.chimepolicy:31:18: error[CP2001] unknown action `chime:CreateMeting`\n");
    expect(err).toContain("\n40 errors\n");
  });
});

describe("hosts/cli, check --fix", () => {
  it("mends the named files in several rounds, and nothing else in them", async () => {
    const source =
      "role A {\r\n\t// kept:  as  it is\r\n  allow chime:CreateMeting\r\n  allow chime:{ListMeetings, GetMeetng} on chime:meeting(*)\r\n}";
    const folder = cli().folder({
      "a.chimepolicy": source,
      "b.chimepolicy": misspelt.replace("MeetingHost", "B"),
      "good.chimepolicy": meetingHost,
    });
    utimesSync(join(folder, "good.chimepolicy"), 1000, 1000);
    const { status, err, out } = await run(["check", "--fix", "a.chimepolicy", "b.chimepolicy", "good.chimepolicy"], folder);
    expect({ status, out }).toEqual({ status: 0, out: "" });
    expect(err).toMatch(/^mended \d places in 2 files\n {2}a\.chimepolicy:3:9: write `chime:CreateMeeting`\n/);
    const mended = readFileSync(join(folder, "a.chimepolicy"), "utf8");
    expect(mended).toMatch(/^role A \{\r\n\t\/\/ kept: {2}as {2}it is\r\n {2}allow chime:CreateMeeting\r\n/);
    expect(mended).toContain("chime:GetMeeting");
    expect(mended).not.toMatch(/[^\r]\n/);
    expect(statSync(join(folder, "good.chimepolicy")).mtimeMs).toBe(1_000_000);
    expect(await run(["check", "--fix", "a.chimepolicy", "b.chimepolicy"], folder)).toEqual({ status: 0, out: "", err: "" });
  });

  it("leaves an imported file alone that was not named", async () => {
    const folder = cli().folder({
      "library.chimepolicy": "actions Calls = chime:{CreateMeting}\n",
      "a.chimepolicy": 'import { Calls } from "./library"\nrole A { allow Calls, chime:ListMeting }\n',
    });
    const { status, err } = await run(["check", "--fix", "a.chimepolicy"], folder);
    expect(status).toBe(1);
    expect(err).toContain("mended 1 place in 1 file\n");
    expect(err).toContain("library.chimepolicy:1:");
    expect(readFileSync(join(folder, "library.chimepolicy"), "utf8")).toContain("CreateMeting");
  });

  it("writes through a symbolic link, and keeps JSON on standard output clean", async () => {
    const folder = cli().folder({ "real/a.chimepolicy": misspelt });
    symlinkSync("real/a.chimepolicy", join(folder, "link.chimepolicy"));
    const { out, err } = await run(["check", "--fix", "--format", "json", "link.chimepolicy"], folder);
    expect(JSON.parse(out)).toMatchObject({ diagnostics: [] });
    expect(err).toContain("mended 1 place in 1 file");
    expect(readFileSync(join(folder, "real", "a.chimepolicy"), "utf8")).toBe(meetingHost);
  });

  it("says which file it cannot write", async () => {
    const name = `${"n".repeat(240)}.chimepolicy`;
    const folder = cli().folder({ [name]: misspelt });
    const { status, err } = await run(["check", "--fix", name], folder);
    expect({ status, err }).toEqual({ status: 2, err: `error: cannot write \`${name}\`: the name is too long\n` });
    expect(readFileSync(join(folder, name), "utf8")).toBe(misspelt);
  });
});

describe("hosts/cli, canon", () => {
  it("prints the canonical form of a file or of standard input", async () => {
    const policy = '{"Statement":{"Action":["chime:CREATEmeeting"],"Effect":"Allow","Resource":["*"]},"Version":"2012-10-17"}';
    expect(await run(["canon", "-"], undefined, { input: policy })).toEqual({ status: 0, out: meetingHostJson, err: "" });
    const { out } = await run(["canon", "--minify", "-"], undefined, { input: policy });
    expect(JSON.parse(out)).toEqual(JSON.parse(meetingHostJson));
    expect(out.trimEnd()).not.toContain("\n");
  });
});

describe("hosts/cli, catalog and explain", () => {
  it("shows what the catalog holds, a service, an action, a type, a key, and a pattern, as text and as data", async () => {
    const rows: readonly (readonly [readonly string[], RegExp, object])[] = [
      [
        ["catalog"],
        /^catalog .+: \d+ services, \d+ actions\n/,
        { services: expect.arrayContaining([{ service: "chime", name: "Amazon Chime" }]) },
      ],
      [
        ["catalog", "show", "chime"],
        /^Amazon Chime \(chime\): \d+ actions, 13 resource types, 3 condition keys\n/,
        { service: "chime", name: "Amazon Chime" },
      ],
      [
        ["catalog", "show", "chime:createmeeting"],
        /^chime:CreateMeeting\n {2}Grants permission .+\n\n {2}access level +write\n/,
        { action: "chime:CreateMeeting", level: "write" },
      ],
      [["catalog", "show", "chime:meeting"], /^chime:meeting\(MeetingId\)\n/, { resourceType: "chime:meeting", fields: ["MeetingId"] }],
      [["catalog", "show", "aws:SourceIp"], /^aws:SourceIp\n {2}condition key, IPAddress\n/, { conditionKey: "aws:SourceIp" }],
      [["catalog", "show", "chime:*Proxy"], /^\d actions\n {2}chime:DeleteVoiceConnectorProxy {2}write\n/, { pattern: "chime:*Proxy" }],
    ];
    const runs = await cli().runAll(
      rows.flatMap(([args]) => [args, [...args, "--format", "json"]]),
      cli().folder(),
    );
    for (const [index, [, text, data]] of rows.entries()) {
      const [pretty, json] = [runs[index * 2]!, runs[index * 2 + 1]!];
      expect(pretty).toMatchObject({ status: 0, err: "" });
      expect(pretty.out).toMatch(text);
      expect(JSON.parse(json.out)).toMatchObject(data);
    }
  });

  it("searches names and descriptions, Amazon Chime first", async () => {
    const quoted = await run(["catalog", "search", "voice connector"]);
    expect(quoted.out).toMatch(/^chime:AssociatePhoneNumbersWithVoiceConnector +write +Grants permission to/);
    expect((await run(["catalog", "search", "voice", "connector"])).out).toBe(quoted.out);
    const found = JSON.parse((await run(["catalog", "search", "voice connector", "--format", "json"])).out) as { action: string }[];
    expect(found[0]).toMatchObject({ action: "chime:AssociatePhoneNumbersWithVoiceConnector", level: "write" });
    expect(await run(["catalog", "search", "no such words"])).toEqual({ status: 0, out: "", err: "no action matches `no such words`\n" });
    expect(await run(["catalog", "search", "no such words", "--format", "json"])).toEqual({ status: 0, out: "[]\n", err: "" });
  });

  it("explains a finding by code, by number and by name, and lists them all", async () => {
    const page = await run(["explain", "CP2001"]);
    expect(page.out).toMatch(/^CP2001 unknown-action\n/);
    for (const name of ["cp2001", "2001", "unknown-action"]) expect((await run(["explain", name])).out).toBe(page.out);
    expect((await run(["explain"])).out).toMatch(/^CP1001 {2}unexpected-token +error\n/);
  });
});

describe("hosts/cli, colours and terminals", () => {
  it("colours when told to, wherever the option stands, and else only on a terminal", async () => {
    const folder = cli().folder({ "a.chimepolicy": misspelt });
    expect((await run(["check", "a.chimepolicy"], folder)).err).not.toContain(escape);
    expect((await run(["check", "a.chimepolicy"], folder, { env: { FORCE_COLOR: "1" } })).err).not.toContain(escape);
    for (const args of [
      ["--color", "check", "a.chimepolicy"],
      ["check", "--color", "a.chimepolicy"],
      ["check", "a.chimepolicy", "--no-color", "--color"],
    ]) {
      expect((await run(args, folder, { env: { NO_COLOR: "1" } })).err).toContain(escape);
    }
    expect((await run(["check", "missing", "--color"], folder)).err).toContain(escape);
  });

  it.skipIf(!hasScript())("fits a terminal, colours there, not with NO_COLOR, and breaks lines", async () => {
    const folder = cli().folder({
      "a.chimepolicy": `role MeetingHost {\n  ${"allow chime:CreateMeeting ".repeat(8)}allow chime:CreateMeting when aws:SecureTransport == true\n}\n`,
    });
    const inTerminal = (line: string) => runShell(`script -qec 'stty cols 80; ${line}' /dev/null`, cli(), { cwd: folder });
    const { out } = await inTerminal("$CLI check a.chimepolicy");
    expect(out).toContain(`${escape}31m`);
    const plain = (await inTerminal("NO_COLOR=1 $CLI check a.chimepolicy")).out;
    expect(plain).not.toContain(`${escape}3`);
    expect(plain).toMatch(/> 2 \| …/);
    const found = (await inTerminal("NO_COLOR=1 $CLI catalog search voice connector")).out;
    for (const line of [...plain.split(/\r?\n/), ...found.split(/\r?\n/)]) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it.skipIf(!hasScript())("shows on a terminal what takes long, and wipes it away", async () => {
    const roles = Array.from({ length: 9000 }, (_, at) => `role R${at} { allow chime:GetMeeting on chime:meeting("m${at}") }\n`).join("");
    const folder = cli().folder({ "a.chimepolicy": roles });
    const { out } = await runShell(`script -qec '$CLI check a.chimepolicy' /dev/null`, cli(), { cwd: folder });
    expect(out === "" || (out.includes("\rchecking 1 file |") && out.endsWith(`\r${escape}2K`))).toBe(true);
    expect(await run(["check", "a.chimepolicy"], folder)).toEqual({ status: 0, out: "", err: "" });
  });
});

describe("hosts/cli, help and version", () => {
  it("shows the contract's usage lines", async () => {
    const usages = {
      compile: "chimepolicy compile FILE… [-o DIR] [--name N] [--param k=v]… [--expand] [--minify] [--source-map]\n",
      check: "chimepolicy check [FILE…] [--fix] [--rule name=level]… [--param k=v]… [--format F]\n",
      test: "chimepolicy test [FILE…] [--filter TEXT] [--coverage | --mutate] [--param k=v]… [--format F]\n",
      can: "chimepolicy can FILE ROLE ACTION [--on ARN] [--with k=v]… [--param k=v]… [--format F]\n",
      canon: "chimepolicy canon POLICY.json [--expand] [--minify]\n",
      catalog: "chimepolicy catalog [search TEXT | show SERVICE[:NAME] | diff OLD [NEW]]\n",
      explain: "chimepolicy explain [CODE]\n",
    };
    const all = await run(["--help"]);
    expect(all).toMatchObject({ status: 0, err: "" });
    const helps = await cli().runAll(
      Object.keys(usages).flatMap((name) => [
        [name, "--help"],
        ["help", name],
      ]),
      cli().folder(),
    );
    for (const [index, [name, usage]] of Object.entries(usages).entries()) {
      expect(all.out).toContain(`chimepolicy ${name}`);
      const help = helps[index * 2]!;
      expect(help).toMatchObject({ status: 0, err: "" });
      expect(help.out.startsWith(usage), help.out).toBe(true);
      expect(helps[index * 2 + 1]).toEqual(help);
    }
  });

  it("prints versions", async () => {
    expect((await run(["--version"])).out).toMatch(/^chimepolicy \d+\.\d+\.\d+\n$/);
    expect((await run(["--version", "--verbose"])).out).toMatch(
      /^chimepolicy .+\ncatalog .+: \d+ services, \d+ actions\n {2}actions, .+\n {2}dependent .+\nnode v.+\n$/,
    );
  });
});
