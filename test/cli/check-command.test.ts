import { execFileSync } from "node:child_process";
import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import draft4 from "ajv-draft-04";
import formats from "ajv-formats";
import type { Log } from "sarif";
import { describe, expect, it } from "vitest";
import { useCommandLine, meetingHost, misspelt, snapshot, type Run, type RunOptions } from "./command-line.ts";

const cli = useCommandLine();
const run = (args: readonly string[], cwd: string, options: RunOptions = {}): Promise<Run> => cli().run(args, { ...options, cwd });
const found = async (args: readonly string[], cwd: string): Promise<readonly string[]> => {
  const { out } = await run([...args, "--format", "json"], cwd);
  const { diagnostics } = JSON.parse(out) as { diagnostics: { slug: string; file: string; severity: string }[] };
  return diagnostics.map(({ slug, file, severity }) => `${file}: ${severity} ${slug}`);
};

const misspeltJson = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Meetings",
      "Effect": "Allow",
      "Action": ["chime:CreateMeting", "chime:DescribeChannel", "chime:Describe*"],
      "Resource": "*"
    },
    { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }
  ]
}
`;
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" }],
});
const template = `Resources:
  HelpDesk:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: help-desk
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: chime:CreateMeting
            Resource: "*"
`;

describe("hosts/cli, check of policies in JSON", () => {
  it("takes sources, JSON and templates together, and folders with all of them", async () => {
    const folder = cli().folder({
      "p/values.yaml": "replicas: 3\n",
      "p/a.chimepolicy": misspelt,
      "p/b.json": misspeltJson,
      "p/deep/c.yaml": template,
      "p/package.json": "{}",
      "p/node_modules/d.json": "[]",
    });
    const all = await found(["check", "p"], folder);
    expect(all).toEqual(await found(["check", "p/a.chimepolicy", "p/b.json", "p/deep/c.yaml"], folder));
    expect(all.filter((one) => one.endsWith("error unknown-action"))).toEqual([
      "p/a.chimepolicy: error unknown-action",
      "p/b.json: error unknown-action",
      "p/deep/c.yaml: error unknown-action",
    ]);
    expect((await run(["check", "p/b.json"], folder)).err).toContain("at p/b.json:7:19\n");
    expect((await run(["check", "p/deep/c.yaml"], folder)).err).toContain("at p/deep/c.yaml:10:21\n");
  });

  it("knows JSON on standard input by its beginning", async () => {
    const folder = cli().folder();
    expect((await run(["check", "-"], folder, { input: misspeltJson })).err).toContain("at <stdin>:7:19\n");
    expect((await run(["check", "-"], folder, { input: misspelt })).err).toContain("at <stdin>:2:9\n");
  });

  it("says as what a policy with principals is checked, unless that is given", async () => {
    const folder = cli().folder({ "role.json": trust });
    expect(await run(["check", "role.json"], folder)).toEqual({
      status: 0,
      out: "",
      err: "note: role.json is checked as a trust policy, because of its principals; `--policy-type` says otherwise\n",
    });
    expect(await run(["check", "role.json", "--policy-type", "trust"], folder)).toEqual({ status: 0, out: "", err: "" });
    expect(await found(["check", "role.json", "--policy-type", "scp"], folder)).toContain("role.json: error misplaced-element");
    writeFileSync(join(folder, "t.yaml"), template);
    expect(await found(["check", "t.yaml", "role.json", "--policy-type", "trust"], folder)).toEqual(["t.yaml: error unknown-action"]);
    expect(await found(["check", "role.json", "--policy-type", "identity"], folder)).toContain("role.json: error unsupported-principal");
  });

  it("mends JSON in place", async () => {
    const folder = cli().folder({ "a.json": misspeltJson });
    const { err } = await run(["check", "--fix", "a.json", "--rule", "redundant-action=off"], folder);
    expect(err).toContain("mended 1 place in 1 file\n  a.json:7:19: write `chime:CreateMeeting`\n");
    expect(readFileSync(join(folder, "a.json"), "utf8")).toBe(misspeltJson.replace("CreateMeting", "CreateMeeting"));
  });
});

describe("hosts/cli, check --fix-dry-run", () => {
  it("changes nothing, and prints a diff that says what --fix does", async () => {
    const folder = cli().folder({ "a.chimepolicy": misspelt, "p/b.json": misspeltJson, "good.chimepolicy": meetingHost });
    const names = ["a.chimepolicy", "p/b.json", "good.chimepolicy"];
    const before = snapshot(folder);
    const { status, out, err } = await run(["check", "--fix-dry-run", ...names], folder);
    expect(snapshot(folder)).toEqual(before);
    expect(status).toBe(1);
    expect(err).toContain("error[CP2001] unknown action `chime:CreateMeting`");
    expect(out).toContain("--- a/a.chimepolicy\n+++ b/a.chimepolicy\n@@ -1,3 +1,3 @@\n role MeetingHost {\n-  allow chime:CreateMeting\n");
    execFileSync("git", ["apply", "-"], { cwd: folder, input: out });
    const patched = names.map((name) => readFileSync(join(folder, name), "utf8"));
    writeFileSync(join(folder, "a.chimepolicy"), misspelt);
    writeFileSync(join(folder, "p/b.json"), misspeltJson);
    await run(["check", "--fix", ...names], folder);
    expect(names.map((name) => readFileSync(join(folder, name), "utf8"))).toEqual(patched);
    expect(await run(["check", "--fix-dry-run", "good.chimepolicy"], folder)).toEqual({ status: 0, out: "", err: "" });
  });
});

describe("hosts/cli, check --rule, --max-warnings, --quiet and --timing", () => {
  it("takes levels by name, code and the name of Access Analyzer, and the last counts", async () => {
    const folder = cli().folder({ "a.json": misspeltJson });
    const all = ["error unknown-action", "suggestion redundant-action", "security-warning unlimited-pass-role"];
    const levels = async (...rules: readonly string[]): Promise<readonly string[]> =>
      (await found(["check", "a.json", ...rules.flatMap((rule) => ["--rule", rule])], folder)).map((one) => one.slice("a.json: ".length));
    expect(await levels()).toEqual(all);
    expect(await levels("redundant-action=error")).toEqual([all[0], "error redundant-action", all[2]]);
    expect(await levels("cp7101=off", "INVALID_ACTION=warning")).toEqual(["warning unknown-action", all[2]]);
    expect(await levels("PASS_ROLE_WITH_STAR_IN_RESOURCE=suggestion", "CP2001=off", "unknown-action=suggestion")).toEqual([
      "suggestion unknown-action",
      all[1],
      "suggestion unlimited-pass-role",
    ]);
  });

  it("fails above --max-warnings, which security warnings count for, and shows errors alone with --quiet", async () => {
    const folder = cli().folder({ "a.json": misspeltJson });
    const warnings = ["--rule", "INVALID_ACTION=warning"];
    expect((await run(["check", "a.json", ...warnings, "--max-warnings", "2"], folder)).status).toBe(0);
    const over = await run(["check", "a.json", ...warnings, "--max-warnings", "1"], folder);
    expect(over.status).toBe(1);
    expect(over.err).toMatch(/^1 security warning, 1 warning, 1 suggestion$/m);
    expect(over.err).toContain("\nerror: there are 2 warnings, and `--max-warnings` allows 1\n");
    expect(await run(["check", "a.json", ...warnings, "--max-warnings", "0", "--quiet"], folder)).toEqual({
      status: 1,
      out: "",
      err: "error: there are 2 warnings, and `--max-warnings` allows 0\n",
    });
    const quiet = await run(["check", "a.json", "--quiet"], folder);
    expect(quiet.err).toContain("unknown-action");
    expect(quiet.err).not.toContain("unlimited-pass-role");
    expect(await found(["check", "a.json", "--quiet"], folder)).toEqual(["a.json: error unknown-action"]);
  });

  it("says how long each rule took", async () => {
    const folder = cli().folder({ "a.json": misspeltJson });
    const { err } = await run(["check", "a.json", "--timing"], folder);
    expect(err).toMatch(/^\d+ rules took [\d.]+ ms of [\d.]+ ms\n( {2}[a-z-]+ +\d+\.\d ms +\d+ %\n)+error\[CP2001\]/);
    expect(err).toMatch(/^ {2}redundant-action +\d/m);
    expect((await run(["check", "a.json", "--timing", "--rule", "redundant-action=off"], folder)).err).not.toContain("  redundant-action ");
  });
});

describe("hosts/cli, check with a baseline", () => {
  const files = { "a.chimepolicy": `${misspelt}role Deployer {\n  allow iam:PassRole on *\n}\n`, "p/b.json": misspeltJson };
  const names = ["a.chimepolicy", "p/b.json"];

  it("writes what is found, then shows none of it, and everything that is new", async () => {
    const folder = cli().folder(files);
    const written = await run(["check", ...names, "--update-baseline"], folder);
    expect(written).toEqual({ status: 0, out: "", err: "put 5 findings about 2 files into chimepolicy.baseline.json\n" });
    const text = readFileSync(join(folder, "chimepolicy.baseline.json"), "utf8");
    const { findings } = JSON.parse(text) as { findings: { file: string; rule: string; path: string }[] };
    expect(findings.map(({ file, rule, path }) => `${file} ${rule} ${path.replaceAll(/#\w+/g, "#")}`)).toEqual([
      "a.chimepolicy unknown-action MeetingHost[#].chime:CreateMeting",
      "a.chimepolicy unlimited-pass-role Deployer[#].iam:PassRole",
      "p/b.json redundant-action Statement[Meetings].Action[chime:DescribeChannel]",
      "p/b.json unknown-action Statement[Meetings].Action[chime:CreateMeting]",
      "p/b.json unlimited-pass-role Statement[#].Action[iam:PassRole]",
    ]);
    expect(await run(["check", ...names], folder)).toEqual({ status: 0, out: "", err: "" });
    writeFileSync(join(folder, "p/b.json"), misspeltJson.replace('"chime:Describe*"', '"chime:Describe*", "chime:DeleteMeting"'));
    expect(await found(["check", ...names], folder)).toEqual(["p/b.json: error unknown-action"]);
  });

  it("knows findings again when lines move, layout changes and statements change places", async () => {
    const folder = cli().folder(files);
    await run(["check", ...names, "--update-baseline"], folder);
    const path = join(folder, "chimepolicy.baseline.json");
    utimesSync(path, 1000, 1000);
    const before = readFileSync(path, "utf8");
    const { Version, Statement } = JSON.parse(misspeltJson) as { Version: string; Statement: { Action: string }[] };
    const turned = Statement.toReversed().map((one) => ({ Resource: "*", ...one }));
    writeFileSync(join(folder, "p/b.json"), JSON.stringify({ Statement: turned, Version }, null, "\t"));
    writeFileSync(
      join(folder, "a.chimepolicy"),
      "// moved\n\nrole Deployer {\n  // why\n  allow iam:PassRole   on\n    *\n}\nrole MeetingHost { allow chime:CreateMeting }\n",
    );
    expect(await run(["check", ...names], folder)).toEqual({ status: 0, out: "", err: "" });
    await run(["check", ...names.toReversed(), "--update-baseline"], folder);
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(snapshot(folder)[path]).toMatch(/^1000000 /);
  });

  it("reports what is stale in the files that were checked, at its place, and takes it out when updated", async () => {
    const folder = cli().folder(files);
    await run(["check", ...names, "--update-baseline"], folder);
    writeFileSync(join(folder, "p/b.json"), misspeltJson.replace("CreateMeting", "CreateMeeting"));
    const { status, err } = await run(["check", ...names], folder);
    expect(status).toBe(0);
    expect(err).toContain("warning[CP5010] a finding of `unknown-action` in `p/b.json` is gone, and the baseline still holds it");
    expect(err).toMatch(/at chimepolicy\.baseline\.json:\d+:15\n[^]*\n +\| +\^{40,}\n/);
    expect((await run(["check", ...names, "--max-warnings", "0"], folder)).status).toBe(1);
    expect(await found(["check", ...names, "--rule", "stale-baseline-entry=off"], folder)).toEqual([]);
    expect(await found(["check", "a.chimepolicy"], folder)).toEqual([]);
    expect(await found(["check", "a.chimepolicy", "--rule", "unlimited-pass-role=off"], folder)).toEqual([]);
    writeFileSync(join(folder, "a.chimepolicy"), misspelt.replace("{", ""));
    expect(await found(["check", "a.chimepolicy"], folder)).toEqual(["a.chimepolicy: error unexpected-token"]);
    writeFileSync(join(folder, "a.chimepolicy"), files["a.chimepolicy"]);
    await run(["check", "p/b.json", "--update-baseline"], folder);
    const text = readFileSync(join(folder, "chimepolicy.baseline.json"), "utf8");
    expect(text).not.toContain("Action[chime:CreateMeting]");
    expect(text).toContain("a.chimepolicy");
    expect(await found(["check", ...names], folder)).toEqual([]);
  });

  it("counts findings that nothing tells apart, and never hides what IAM refuses", async () => {
    const statement = { Effect: "Allow", Action: "chime:CreateMeting", Resource: "*" };
    const policy = (...statements: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
    const folder = cli().folder({ "a.json": policy(statement, statement), "b.json": policy({ ...statement, Effect: "Maybe" }) });
    await run(["check", "a.json", "--baseline", "old.json", "--update-baseline"], folder);
    expect(readFileSync(join(folder, "old.json"), "utf8")).toContain('"count": 2');
    const slugs = async (...args: readonly string[]): Promise<readonly string[]> =>
      (await found(["check", ...args, "--baseline", "old.json"], folder)).map((one) => one.replace(/.* /, ""));
    expect(await slugs("a.json")).toEqual([]);
    writeFileSync(join(folder, "a.json"), policy(statement, statement, statement));
    expect((await slugs("a.json")).filter((one) => one === "unknown-action")).toEqual(["unknown-action"]);
    const refused = await run(["check", "b.json", "--baseline", "old.json", "--update-baseline"], folder);
    expect(refused.status).toBe(1);
    expect(refused.err).toContain("error[CP4016]");
    expect(await slugs("b.json")).toEqual(["invalid-element-value"]);
  });
});

describe("hosts/cli, --format sarif", () => {
  // The schema that OASIS publishes, as schemastore.org and GitHub have it.
  const schema = JSON.parse(readFileSync(new URL("sarif-2.1.0-rtm.5.json", import.meta.url), "utf8")) as object;
  const ajv = new draft4.default({ strict: false, unicodeRegExp: false });
  formats.default(ajv);
  const isSarif = ajv.compile(schema);
  const logOf = (text: string): Log => {
    const log: unknown = JSON.parse(text);
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    return log as Log;
  };

  it("prints a log that is valid, with rules, places, fixes and fingerprints", async () => {
    const source =
      '// Grüße 👋\nrole MeetingHost {\n  allow chime:CreateMeting\n  deny chime:DeleteMeeting on "arn:aws:chime:us-east-1:1:meeting/👋"\n}\n';
    const folder = cli().folder({ "chimepolicy.config.json": "{}", "a b/ü.chimepolicy": source, "c.json": misspeltJson });
    const { status, out, err } = await run(["check", "a b/ü.chimepolicy", "c.json", "--format", "sarif"], folder);
    expect({ status, err }).toEqual({ status: 1, err: "" });
    const [sarif] = logOf(out).runs;
    expect(sarif!.columnKind).toBe("utf16CodeUnits");
    expect(sarif!.tool.driver.name).toBe("chimepolicy");
    const rules = sarif!.tool.driver.rules!;
    for (const { id, name, shortDescription, help, helpUri } of rules) {
      expect(id).toMatch(/^CP\d{4}$/);
      expect(help!.markdown).toContain(`# ${id} ${name}`);
      expect(shortDescription!.text.length).toBeGreaterThan(20);
      if (helpUri !== undefined) expect(helpUri).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
    for (const { ruleId, ruleIndex } of sarif!.results!) expect(rules[ruleIndex!]!.id).toBe(ruleId);
    const [first] = sarif!.results!;
    const region = {
      startLine: 3,
      startColumn: 9,
      endLine: 3,
      endColumn: 27,
      charOffset: source.indexOf("chime:CreateMeting"),
      charLength: 18,
    };
    const artifactLocation = { uri: "a%20b/%C3%BC.chimepolicy" };
    expect(first).toMatchObject({
      ruleId: "CP2001",
      level: "error",
      message: { text: "unknown action `chime:CreateMeting`\nhelp: did you mean `chime:CreateMeeting`?" },
      locations: [{ physicalLocation: { artifactLocation, region } }],
      fixes: [
        {
          artifactChanges: [
            { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: "chime:CreateMeeting" } }] },
          ],
        },
      ],
      properties: { severity: "error", accessAnalyzer: "INVALID_ACTION" },
    });
    const levels = Object.fromEntries(sarif!.results!.map(({ properties, level }) => [properties!["severity"], level]));
    expect(levels).toMatchObject({ error: "error", "security-warning": "warning", suggestion: "note" });
  });

  it("gives a finding the same fingerprint wherever it moves, and two findings two", async () => {
    const folder = cli().folder({ "a.json": misspeltJson, "b.chimepolicy": misspelt });
    const fingerprints = async (): Promise<readonly unknown[]> => {
      const { out } = await run(["check", "a.json", "b.chimepolicy", "--format", "sarif"], folder);
      return logOf(out).runs[0]!.results!.map(({ partialFingerprints }) => partialFingerprints!["chimepolicy/v1"]);
    };
    const before = await fingerprints();
    expect(new Set(before).size).toBe(4);
    writeFileSync(join(folder, "a.json"), `\n\n${misspeltJson.replaceAll("  ", "\t")}`);
    writeFileSync(join(folder, "b.chimepolicy"), `// new\n${misspelt}`);
    expect(await fingerprints()).toEqual(before);
  });

  it("is valid without findings, and for the results of tests", async () => {
    const role = "role Host {\n  allow chime:CreateMeeting\n}\n";
    const folder = cli().folder({
      "a.chimepolicy": role,
      "t.chimepolicy": `${role}test "meetings end" {\n  expect Host can chime:DeleteMeeting on *\n}\n`,
    });
    expect(logOf((await run(["check", "a.chimepolicy", "--format", "sarif"], folder)).out).runs[0]!.results).toEqual([]);
    const tested = await run(["test", "t.chimepolicy", "--format", "sarif"], folder);
    expect(tested.status).toBe(1);
    expect(logOf(tested.out).runs[0]!.results!.map(({ ruleId }) => ruleId)).toEqual(["CP6001"]);
  });
});

describe("hosts/cli, explain", () => {
  it("finds pages by the name that Access Analyzer gives a finding, all of them", async () => {
    const { status, out } = await run(["explain", "INVALID_SERVICE_IN_ACTION"], cli().folder());
    expect(status).toBe(0);
    expect(out).toContain("CP2002 unknown-service\n");
    expect(out).toContain("CP2003 wrong-service-prefix\n");
    expect((await run(["explain", "INVALID_ACTION"], cli().folder())).out).toMatch(/^CP2001 unknown-action\n/);
    expect((await run(["explain", "pass_role_with_not_resource"], cli().folder())).out).toMatch(/^CP7301 unlimited-pass-role\n/);
  });
});
