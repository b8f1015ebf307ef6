import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { useCommandLine, misspelt, type Run } from "./command-line.ts";

const cli = useCommandLine();
const run = (args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Run> =>
  cli().run(args, { cwd, env });

const host = `import { Mfa } from "std/conditions"

role MeetingHost {
  allow chime:{GetMeeting, ListAttendees} on chime:meeting(*)
  allow chime:DeleteMeeting on chime:meeting(*) when Mfa
}

test "hosts see meetings" {
  expect MeetingHost can chime:{GetMeeting, ListAttendees} on *
}

test "hosts end meetings" {
  expect MeetingHost can chime:DeleteMeeting on chime:meeting("m-1")
}
`;
const passing = 'role Agent { allow chime:ListMeetings }\n\ntest "agents list" { expect Agent can chime:ListMeetings }\n';
const proven = `${passing}\ntest "agents are harmless" { prove Agent never chime:Delete* }\n`;

describe("hosts/cli, test", () => {
  it("passes with a line a test and what was asked", async () => {
    const folder = cli().folder({ "agent.chimepolicy": passing });
    expect(await run(["test", "agent.chimepolicy"], folder)).toEqual({
      status: 0,
      out: "",
      err: "agent.chimepolicy\n  ✓ agents list\n\n1 passed (1 expectation, 1 request)\n",
    });
  });

  it("shows failures with their code and with what comes near, and fails", async () => {
    const folder = cli().folder({ "agent.chimepolicy": passing, "host.chimepolicy": host });
    const { status, out, err } = await run(["test", "agent.chimepolicy", "host.chimepolicy"], folder);
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toMatchInlineSnapshot(`
      "agent.chimepolicy
        ✓ agents list

      host.chimepolicy
        ✓ hosts see meetings
        ✗ hosts end meetings

      error[CP6001] \`MeetingHost\` is not allowed \`chime:DeleteMeeting\` on \`arn:aws:chime:us-east-1:111122223333:meeting/m-1\` (expectation-failed)
        at host.chimepolicy:13:3, in the test "hosts end meetings"
          12 | test "hosts end meetings" {
        > 13 |   expect MeetingHost can chime:DeleteMeeting on chime:meeting("m-1")
             |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          14 | }
        this would allow it, but the request has no \`aws:MultiFactorAuthPresent\`: host.chimepolicy:5:3
          4 |   allow chime:{GetMeeting, ListAttendees} on chime:meeting(*)
        > 5 |   allow chime:DeleteMeeting on chime:meeting(*) when Mfa
            |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          6 | }

      2 passed, 1 failed (3 expectations, 4 requests)
      "
    `);
  });

  it("counts passed tests only where there are many, and names the others", async () => {
    const tests = Array.from(
      { length: 50 },
      (_, at) => `test "number ${at}" { expect Agent can chime:List${at === 7 ? "Rooms" : "Meetings"} }\n`,
    );
    const folder = cli().folder({
      "agent.chimepolicy": `role Agent { allow chime:ListMeetings }\n${tests.join("").replace("can chime:ListRooms", "can chime:ListUsers")}`,
    });
    const { err } = await run(["test", "agent.chimepolicy"], folder);
    expect(err).toMatch(/^agent\.chimepolicy\n {2}✓ 49 passed\n {2}✗ number 7\n\nerror/);
    expect(err).toMatch(/\n49 passed, 1 failed \(50 expectations, 50 requests\)\n$/);
  });

  it("skips a test with a proof, says why, and passes", async () => {
    const { status, err } = await run(["test", "a.chimepolicy"], cli().folder({ "a.chimepolicy": proven }));
    expect(status).toBe(0);
    expect(err).toContain("  - agents are harmless (skipped: `prove` cannot be decided yet)\n");
    expect(err).toMatch(/\n1 passed, 1 skipped \(1 expectation, 1 request\)\n$/);
  });

  it("shows errors in the sources as `check` does, in every form, and runs nothing", async () => {
    const folder = cli().folder({ "a.chimepolicy": `${misspelt}${passing}` });
    for (const format of ["pretty", "json", "github", "junit"]) {
      const checked = await run(["check", "a.chimepolicy", "--format", format], folder);
      const tested = await run(["test", "a.chimepolicy", "--format", format], folder);
      expect(tested.status).toBe(1);
      // Only the offer to mend is a matter of `check`.
      expect({ ...tested, err: tested.err.replace(/^`chimepolicy check.*\n/m, "") }).toEqual({
        ...checked,
        err: checked.err.replace(/^`chimepolicy check.*\n/m, ""),
      });
    }
  });

  it("takes values for build parameters", async () => {
    const source = `param room: string\nrole R { allow chime:GetMeeting on chime:meeting(room) }
test "of the room" {
  expect R can chime:GetMeeting on chime:meeting("blue")
}\n`;
    const folder = cli().folder({ "a.chimepolicy": source });
    expect((await run(["test", "a.chimepolicy", "--param", "room=blue"], folder)).status).toBe(0);
    expect((await run(["test", "a.chimepolicy", "--param", "room=red"], folder)).err).toContain("error[CP6001]");
    expect((await run(["test", "a.chimepolicy"], folder)).err).toContain("error[CP5001]");
  });

  it("says that there is no test, and is content", async () => {
    const folder = cli().folder({ "a.chimepolicy": "role Agent { allow chime:ListMeetings }\n" });
    const warning = "warning: there is no test in these files\n";
    expect(await run(["test", "a.chimepolicy"], folder)).toEqual({ status: 0, out: "", err: warning });
    const { status, out, err } = await run(["test", "a.chimepolicy", "--format", "json"], folder);
    expect({ status, err, data: JSON.parse(out) as unknown }).toEqual({
      status: 0,
      err: warning,
      data: { tests: [], summary: { passed: 0, failed: 0, skipped: 0 } },
    });
  });
});

describe("hosts/cli, test --filter", () => {
  it("runs the tests with a text in their names, in any letter case", async () => {
    const folder = cli().folder({ "host.chimepolicy": host });
    expect(await run(["test", "host.chimepolicy", "--filter", "SEE"], folder)).toEqual({
      status: 0,
      out: "",
      err: "host.chimepolicy\n  ✓ hosts see meetings\n\n1 passed, 1 left out (1 expectation, 2 requests)\n",
    });
  });

  it("is wrong where it chooses nothing, and offers names", async () => {
    const folder = cli().folder({ "host.chimepolicy": host, "none.chimepolicy": "role Agent { allow chime:ListMeetings }\n" });
    const lines = [
      ["test", "host.chimepolicy", "--filter", "hosts ends meetings"],
      ["test", "host.chimepolicy", "--filter", "ssee"],
      ["test", "host.chimepolicy", "--filter", "attendees"],
      ["test", "none.chimepolicy", "--filter", "attendees"],
    ];
    expect(await cli().runAll(lines, folder)).toEqual(
      [
        "no test has `hosts ends meetings` in its name\n  help: did you mean `hosts end meetings`?",
        "no test has `ssee` in its name\n  help: did you mean `hosts see meetings`?",
        "no test has `attendees` in its name\n  help: there are `hosts see meetings`, `hosts end meetings`",
        "no test has `attendees` in its name\n  help: there is no test in these files",
      ].map((message) => ({ status: 2, out: "", err: `error: ${message}\n` })),
    );
  });
});

describe("hosts/cli, test for machines", () => {
  it("prints JSON in the documented form", async () => {
    const { status, out, err } = await run(["test", "host.chimepolicy", "--format", "json"], cli().folder({ "host.chimepolicy": host }));
    expect({ status, err }).toEqual({ status: 1, err: "" });
    const { tests, summary, ...rest } = JSON.parse(out) as { tests: object[]; summary: object };
    expect(rest).toEqual({});
    expect(summary).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(tests).toEqual([
      {
        name: "hosts see meetings",
        file: "host.chimepolicy",
        range: { start: { line: 8, column: 6, offset: 184 }, end: { line: 8, column: 26, offset: 204 } },
        status: "passed",
        failures: [],
      },
      expect.objectContaining({ name: "hosts end meetings", status: "failed", failures: [expect.objectContaining({ code: "CP6001" })] }),
    ]);
  });

  it("adds findings about the sources to the JSON where there are some", async () => {
    const { out } = await run(["test", "a.chimepolicy", "--format", "json"], cli().folder({ "a.chimepolicy": proven }));
    expect(JSON.parse(out)).toMatchObject({ summary: { skipped: 1 }, diagnostics: [{ code: "CP2047" }] });
  });

  it("prints annotations for GitHub, and a notice that counts", async () => {
    const folder = cli().folder({ "policies/host.chimepolicy": host });
    const failure = (file: string): string =>
      [
        `::error file=${file},line=13,col=3,endLine=13,endColumn=69,title=hosts end meetings::\`MeetingHost\` is not allowed \`chime:DeleteMeeting\``,
        "on `arn:aws:chime:us-east-1:111122223333:meeting/m-1`%0Athis would allow it, but the request has no `aws:MultiFactorAuthPresent`:",
        `${file}:5:3\n::notice title=policy tests::1 passed, 1 failed (2 expectations, 3 requests)\n`,
      ].join(" ");
    const args = ["test", "host.chimepolicy", "--format", "github"];
    const inside = join(folder, "policies");
    expect(await run(args, inside)).toEqual({ status: 1, out: failure("host.chimepolicy"), err: "" });
    // Paths count from the root of the repository there.
    expect((await run(args, inside, { GITHUB_WORKSPACE: folder })).out).toBe(failure("policies/host.chimepolicy"));
    expect((await run(args, inside, { GITHUB_WORKSPACE: "/elsewhere" })).out).toBe(failure("host.chimepolicy"));
  });

  it("prints JUnit XML that readers of it take, whatever names and sources hold", async () => {
    const strange = `${proven}\ntest "<a> & 'b' \\"c\\" ]]> \u0001 \u{1F600} \uFFFE" {\n  expect Agent cannot chime:ListMeetings // <&]]> \uFFFE\n}\n`;
    const folder = cli().folder({
      "agent.chimepolicy": strange,
      "host.chimepolicy": host,
      "bad.chimepolicy": misspelt.replace("MeetingHost", "Other"),
    });
    const tested = await run(["test", "agent.chimepolicy", "host.chimepolicy", "--format", "junit"], folder);
    const checked = await run(["check", "agent.chimepolicy", "host.chimepolicy", "bad.chimepolicy", "--format", "junit"], folder);
    expect([tested.status, checked.status]).toEqual([1, 1]);
    const schema = readFileSync(new URL("junit.xsd", import.meta.url), "utf8");
    for (const contents of [tested.out, checked.out]) {
      const { errors } = await validateXML({ xml: [{ fileName: "report.xml", contents }], schema: [schema] });
      expect(errors).toEqual([]);
    }
    expect(tested.out).toContain('<testsuites name="chimepolicy" tests="5" failures="2" errors="0" skipped="1">');
    expect(tested.out).toContain('<testcase name="hosts end meetings" classname="host.chimepolicy" file="host.chimepolicy" line="12">');
    expect(tested.out).toContain("&lt;a&gt; &amp; &apos;b&apos; &quot;c&quot; ]]&gt; ␁ \u{1F600} \uFFFD");
    expect(checked.out).toContain('<testsuites name="chimepolicy" tests="3" failures="1" errors="0" skipped="0">');
    expect(checked.out).toContain('<failure message="unknown action `chime:CreateMeting`" type="unknown-action">error[CP2001]');
  });
});
