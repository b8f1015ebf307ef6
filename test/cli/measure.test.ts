import { describe, expect, it } from "vitest";
import { useCommandLine, type Run } from "./command-line.ts";

const cli = useCommandLine();

const roles = `role Host {
  allow chime:{CreateMeeting, ListMeetings}
}

role Agent {
  allow chime:ListUsers
}
`;
const tests = `import { Host } from "./roles"

test "hosts make meetings" {
  expect Host can chime:CreateMeeting
}
`;
const failing = tests.replace("can", "cannot");
const whole = `import { Agent, Host } from "./roles"

test "hosts make and list meetings" {
  expect Host can chime:{CreateMeeting, ListMeetings}
  expect Host cannot chime:UpdateUser
}

test "agents list users" {
  expect Agent can chime:ListUsers
  expect Agent cannot chime:UpdateUser
}
`;

function test(text: string, ...options: readonly string[]): Promise<Run> {
  const cwd = cli().folder({ "roles.chimepolicy": roles, "tests.chimepolicy": text });
  return cli().run(["test", "roles.chimepolicy", "tests.chimepolicy", ...options], { cwd });
}

describe("hosts/cli, test --coverage and --mutate", () => {
  it("shows behind the tests what none of them touches, and passes", async () => {
    const { status, out, err } = await test(tests, "--coverage");
    expect({ status, out }).toEqual({ status: 0, out: "" });
    expect(err).toMatchInlineSnapshot(`
      "tests.chimepolicy
        ✓ hosts make meetings

      1 passed (1 expectation, 1 request)

      coverage
        Host   statements 1/1  actions 1/2  conditions 0/0  66.6 %
        Agent  statements 0/1  actions 0/1  conditions 0/0     0 %

      warning[CP6011] no expectation about \`Host\` has this decide about \`chime:ListMeetings\` (untested-part)
        at roles.chimepolicy:2:31
          1 | role Host {
        > 2 |   allow chime:{CreateMeeting, ListMeetings}
            |                               ^^^^^^^^^^^^
          3 | }

      warning[CP6011] no expectation about \`Agent\` exists (untested-part)
        at roles.chimepolicy:5:6
          4 |
        > 5 | role Agent {
            |      ^^^^^
          6 |   allow chime:ListUsers

      coverage 40 %: statements 1/2, actions 1/3, conditions 0/0
      "
    `);
  });

  it("shows the changes that no test notices, and what would notice them", async () => {
    const { status, err } = await test(tests, "--mutate");
    expect(status).toBe(0);
    expect(err).toContain("mutation\n  Host   noticed 2/3  66.6 %\n  Agent  noticed 0/3     0 %\n");
    expect(err).toContain("help: this would: `expect Host cannot chime:DeleteAccount`");
    expect(err).toContain("no test notices when `Agent` changes: none asks about it");
    expect(err).toMatch(/\n33\.3 % of the changes noticed: noticed 2\/6\n$/);
  });

  it("says only the result where there is nothing to say", async () => {
    const coverage = await test(whole, "--coverage", "--min", "100");
    expect(coverage.status).toBe(0);
    expect(coverage.err).toMatch(/100 %\n\ncoverage 100 %: statements 2\/2, actions 3\/3, conditions 0\/0\n$/);
    const mutation = await test(whole, "--mutate", "--min", "100");
    expect(mutation.status).toBe(0);
    expect(mutation.err).toMatch(/\n100 % of the changes noticed: noticed 6\/6\n$/);
  });

  it("fails below `--min`, and not at it", async () => {
    const below = await test(tests, "--coverage", "--min", "40.1");
    expect(below.status).toBe(1);
    expect(below.err).toMatch(/\nerror: 40 % is less than the 40\.1 % that `--min` asks for\n$/);
    expect((await test(tests, "--coverage", "--min", "40")).status).toBe(0);
    expect((await test(tests, "--mutate", "--min", "34")).status).toBe(1);
    expect((await test(tests, "--mutate", "--min", "33")).status).toBe(0);
  });

  it("changes nothing while a test fails, and says so", async () => {
    const { status, err } = await test(failing, "--mutate");
    expect(status).toBe(1);
    expect(err).toContain("error[CP6001]");
    expect(err).toMatch(/\nerror: `--mutate` changes policies that pass their tests; mend the failing ones first\n$/);
    expect(err).not.toContain("noticed");
  });

  it("measures coverage of tests that fail, too", async () => {
    const { status, err } = await test(failing, "--coverage");
    expect(status).toBe(1);
    expect(err).toContain("error[CP6001]");
    expect(err).toContain("\ncoverage 40 %");
  });

  it("counts everything as not touched where there is no test", async () => {
    const cwd = cli().folder({ "roles.chimepolicy": roles });
    const { status, err } = await cli().run(["test", "roles.chimepolicy", "--coverage", "--min", "1"], { cwd });
    expect(status).toBe(1);
    expect(err).toContain("warning: there is no test in these files\n");
    expect(err).toContain("coverage 0 %: statements 0/2, actions 0/3, conditions 0/0");
  });

  it("reports errors in the sources alone", async () => {
    const { status, err } = await test(tests.replace("CreateMeeting", "CreateMeting"), "--mutate");
    expect(status).toBe(1);
    expect(err).toContain("error[CP2001]");
    expect(err).not.toContain("mend the failing ones");
  });

  it("adds what it measured to the JSON of the results", async () => {
    const coverage = JSON.parse((await test(tests, "--coverage", "--format", "json")).out) as {
      summary: object;
      coverage: {
        statements: object;
        documents: { name: string; file: string; actions: object }[];
        findings: { code: string; file: string }[];
      };
    };
    expect(coverage.summary).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(coverage.coverage.statements).toEqual({ touched: 1, all: 2 });
    expect(coverage.coverage.documents.map(({ name, file, actions }) => ({ name, file, actions }))).toEqual([
      { name: "Host", file: "roles.chimepolicy", actions: { touched: 1, all: 2 } },
      { name: "Agent", file: "roles.chimepolicy", actions: { touched: 0, all: 1 } },
    ]);
    expect(coverage.coverage.findings.map(({ code, file }) => `${code} ${file}`)).toEqual([
      "CP6011 roles.chimepolicy",
      "CP6011 roles.chimepolicy",
    ]);
    const { mutation } = JSON.parse((await test(tests, "--mutate", "--format", "json")).out) as {
      mutation: { killed: number; all: number; documents: { survivors: { kind: string; wouldNotice?: string }[] }[] };
    };
    expect({ killed: mutation.killed, all: mutation.all }).toEqual({ killed: 2, all: 6 });
    expect(mutation.documents[0]!.survivors).toMatchObject([
      { kind: "widen-action", wouldNotice: "expect Host cannot chime:DeleteAccount" },
    ]);
  });

  it("annotates for GitHub, and keeps JUnit XML to the tests", async () => {
    const github = await test(tests, "--coverage", "--format", "github");
    expect(github.out).toContain("::warning file=roles.chimepolicy,line=2,");
    expect(github.out).toContain("::notice title=policy coverage::coverage 40 %25: statements 1/2, actions 1/3, conditions 0/0\n");
    const junit = await test(tests, "--mutate", "--format", "junit");
    expect(junit.out).toMatch(/^<\?xml/);
    expect(junit.out).not.toContain("noticed");
    expect(junit.err).toContain("33.3 % of the changes noticed");
  });
});
