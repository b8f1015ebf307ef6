import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { catalog } from "../suite.ts";
import { useCommandLine, snapshot, type Run } from "./command-line.ts";

const cli = useCommandLine();
const run = (args: readonly string[], cwd: string): Promise<Run> => cli().run(args, { cwd });

const configuration = {
  files: "policies/**/*.chimepolicy",
  parameters: { app: "staging" },
  environments: { prod: { parameters: { app: "live" } } },
};
const project = {
  "chimepolicy.config.json": JSON.stringify(configuration),
  "policies/shared.chimepolicy": "actions Lists = chime:List*\n",
  "policies/auditor.chimepolicy": 'import { Lists } from "./shared"\n\nrole Auditor {\n  allow Lists on *\n}\n',
  "policies/client.chimepolicy":
    'param app: string\n\nrole Client {\n  allow chime:Connect on chime:app-instance-user(app, "${aws:PrincipalTag/user}")\n}\n',
};
const filesIn = (folder: string): readonly string[] => Object.keys(snapshot(folder)).map((path) => relative(folder, path));
const at = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");

describe("hosts/cli, build", () => {
  it("writes documents, a manifest and the lock, and nothing the second time", async () => {
    const folder = cli().folder(project);
    const first = await run(["build"], folder);
    expect(first).toMatchObject({ status: 0, out: "", err: "2 documents in out: 2 written\n" });
    const manifest = JSON.parse(at(folder, "out/chimepolicy.manifest.json")) as { documents: { file: string; source: string }[] };
    expect(manifest.documents.map(({ file, source }) => `${file} ${source}`)).toEqual([
      "Auditor.json policies/auditor.chimepolicy",
      "Client.json policies/client.chimepolicy",
    ]);
    expect(at(folder, "out/Client.json")).toContain("app-instance/staging/user/");
    const before = snapshot(folder);
    const times = statSync(join(folder, "out/Auditor.json")).mtimeMs;
    expect((await run(["build"], folder)).err).toBe("2 documents in out: nothing to do\n");
    expect(snapshot(folder)).toEqual(before);
    expect(statSync(join(folder, "out/Auditor.json")).mtimeMs).toBe(times);
    expect(await run(["build", "--check", "--locked"], folder)).toMatchObject({ status: 0, err: "out is up to date\n" });
  });

  it("builds from a folder below, and for an environment into a folder of its own", async () => {
    const folder = cli().folder(project);
    expect((await run(["build", "--env", "prod"], join(folder, "policies"))).status).toBe(0);
    expect(at(folder, "out/prod/Client.json")).toContain("app-instance/live/user/");
    const { err, status } = await run(["build", "--env", "prd"], folder);
    expect({ err, status }).toEqual({ err: "error: there is no environment `prd`\n  help: did you mean `prod`?\n", status: 2 });
  });

  it("removes what nothing gives any more, and never what it did not write", async () => {
    const folder = cli().folder({ ...project, "out/notes.txt": "mine" });
    await run(["build"], folder);
    rmSync(join(folder, "policies/client.chimepolicy"));
    writeFileSync(join(folder, "chimepolicy.config.json"), '{ "files": "policies/**/*.chimepolicy" }');
    expect((await run(["build"], folder)).err).toBe("1 document in out: 0 written, 1 removed, 1 unchanged\n");
    expect(filesIn(join(folder, "out"))).toEqual(["Auditor.json", "chimepolicy.manifest.json", "notes.txt"]);
  });

  it("refuses to overwrite or remove what somebody changed", async () => {
    const folder = cli().folder(project);
    await run(["build"], folder);
    writeFileSync(join(folder, "out/Auditor.json"), "{}\n");
    const before = snapshot(folder);
    const refused = await run(["build"], folder);
    expect(refused).toMatchObject({ status: 2 });
    expect(refused.err).toBe(
      "error: `out/Auditor.json` was changed since chimepolicy wrote it\n  help: move it away, or overwrite it with `--force`\n",
    );
    expect(snapshot(folder)).toEqual(before);
    expect((await run(["build", "--force"], folder)).err).toBe("2 documents in out: 1 written, 1 unchanged\n");
  });

  it("takes what somebody changed for out of date with `--check`", async () => {
    const folder = cli().folder(project);
    await run(["build"], folder);
    writeFileSync(join(folder, "out/Auditor.json"), "{}\n");
    expect(await run(["build", "--check"], folder)).toMatchObject({
      status: 1,
      out: "",
      err: "out is out of date: `out/Auditor.json` was changed since chimepolicy wrote it; move it away, or overwrite it with `chimepolicy build --force`\n",
    });
    const forced = await run(["build", "--check", "--force"], folder);
    expect(forced).toMatchObject({ status: 1, err: "out is out of date: `chimepolicy build` brings it up to date\n" });
    expect(forced.out).toContain("--- a/out/Auditor.json\n+++ b/out/Auditor.json\n");
  });

  it("shows with `--check` what would change, as a diff, and writes nothing", async () => {
    const folder = cli().folder(project);
    await run(["build"], folder);
    writeFileSync(join(folder, "policies/shared.chimepolicy"), "actions Lists = chime:ListMeetings\n");
    const before = snapshot(folder);
    const { status, out, err } = await run(["build", "--check"], folder);
    expect(status).toBe(1);
    expect(err).toBe("out is out of date: `chimepolicy build` brings it up to date\n");
    expect(out).toContain("--- a/out/Auditor.json\n+++ b/out/Auditor.json\n");
    expect(out).toContain('-      "Action": "chime:List*",\n+      "Action": "chime:ListMeetings",\n');
    expect(out).toContain("--- a/chimepolicy.lock.json\n");
    expect(snapshot(folder)).toEqual(before);
  });

  it("warns where a wildcard has come to grant more, fails with `--locked`, and `lock` accepts it", async () => {
    const folder = cli().folder(project);
    await run(["build"], folder);
    const lock = join(folder, "chimepolicy.lock.json");
    writeFileSync(lock, readFileSync(lock, "utf8").replace('      "chime:ListMeetings",\n', ""));
    const warned = await run(["build"], folder);
    expect(warned.status).toBe(0);
    expect(warned.err).toContain("security-warning[CP8001] `chime:List*` grants 1 action more than when it was locked (widened-grant)");
    expect(warned.err).toContain("note: in `Auditor`: `chime:ListMeetings`");
    // Built or not, it stays a warning until somebody accepts it.
    expect((await run(["build"], folder)).err).toContain("CP8001");
    const failed = await run(["build", "--locked"], folder);
    expect(failed.status).toBe(1);
    expect(failed.err).toContain("error[CP8001]");
    expect((await run(["lock"], folder)).err).toBe("1 wildcard in chimepolicy.lock.json: written\n");
    expect(await run(["build", "--locked"], folder)).toMatchObject({ status: 0, err: "2 documents in out: nothing to do\n" });
  });

  it("takes no damaged lock for none", async () => {
    const folder = cli().folder(project);
    await run(["build"], folder);
    const lock = join(folder, "chimepolicy.lock.json");
    writeFileSync(lock, `<<<<<<< mine\n${readFileSync(lock, "utf8")}`);
    const before = snapshot(folder);
    const { status, err } = await run(["build"], folder);
    expect(status).toBe(1);
    expect(err).toContain(
      "error[CP8006] this is no lock, so that nobody knows what was accepted (invalid-lock)\n  at chimepolicy.lock.json:1:1\n",
    );
    expect(snapshot(folder)).toEqual(before);
    expect((await run(["lock"], folder)).status).toBe(0);
    expect((await run(["build", "--locked"], folder)).status).toBe(0);
  });

  it("removes nothing outside its folder, whatever a manifest says", async () => {
    const folder = cli().folder({ ...project, "mine.json": "{}\n" });
    await run(["build"], folder);
    const manifest = join(folder, "out/chimepolicy.manifest.json");
    const { createHash } = await import("node:crypto");
    const hash = `sha256:${createHash("sha256").update("{}\n").digest("hex")}`;
    const documents = [{ name: "x", file: "../mine.json", kind: "identity", size: 1, limit: 1, hash, source: "x" }];
    writeFileSync(manifest, JSON.stringify({ chimepolicy: "0", catalog: "0", documents }));
    await run(["build"], folder);
    expect(at(folder, "mine.json")).toBe("{}\n");
  });

  it("refuses two documents that would be one file", async () => {
    const folder = cli().folder({
      ...project,
      "policies/own.chimepolicy": '@name("chimepolicy.manifest")\nrole Own { allow chime:CreateMeeting }\n',
    });
    const { status, err } = await run(["build"], folder);
    expect(status).toBe(2);
    expect(err).toContain("error: `chimepolicy.manifest.json` and `chimepolicy.manifest.json` are one file");
  });

  it("fails with `--locked` where the lock does not know a wildcard, or knows one that is gone", async () => {
    const folder = cli().folder(project);
    expect((await run(["build", "--locked"], folder)).err).toContain("error[CP8003] the lock does not say what `chime:List*` stands for");
    await run(["lock"], folder);
    writeFileSync(join(folder, "policies/shared.chimepolicy"), "actions Lists = chime:ListMeetings\n");
    const { status, err } = await run(["build", "--locked"], folder);
    expect(status).toBe(1);
    expect(err).toContain("error[CP8004] the lock speaks of wildcards that no policy has any more");
  });

  it("says it of a parameter that no source declares, wherever it is given", async () => {
    const folder = cli().folder(project);
    const given = await run(["build", "--param", "ap=x"], folder);
    expect(given.status).toBe(1);
    expect(given.err).toContain("error[CP5002] no file declares the parameter `ap` (unknown-parameter)\n  at --param ap:1:1\n");
    expect(given.err).toContain("help: did you mean `app`?");
    writeFileSync(join(folder, "chimepolicy.config.json"), JSON.stringify({ ...configuration, parameters: { app: "a", team: "b" } }));
    const configured = await run(["build"], folder);
    expect(configured.err).toContain(
      "error[CP5002] no file declares the parameter `team` (unknown-parameter)\n  at chimepolicy.config.json:1:69\n",
    );
  });

  it("refuses the folder of another project, which it would empty", async () => {
    const folder = cli().folder({
      "a/chimepolicy.config.json": '{ "outDir": "../out" }',
      "a/one.chimepolicy": "role One { allow chime:CreateMeeting }\n",
      "b/chimepolicy.config.json": '{ "outDir": "../out" }',
      "b/two.chimepolicy": "role Two { allow chime:CreateMeeting }\n",
    });
    expect((await run(["build"], join(folder, "a"))).status).toBe(0);
    const before = snapshot(folder);
    const { status, err } = await run(["build"], join(folder, "b"));
    expect(status).toBe(2);
    expect(err).toBe(
      "error: `../out` has the documents of another project, in `../a`\n" +
        "  help: give each project a folder of its own, or take this one over with `--force`\n",
    );
    expect(snapshot(folder)).toEqual(before);
    expect((await run(["build", "--force"], join(folder, "b"))).err).toBe("1 document in ../out: 1 written, 1 removed\n");
  });

  it("writes nothing at all when there is an error", async () => {
    const folder = cli().folder({ ...project, "policies/wrong.chimepolicy": "role Wrong { allow chime:CreateMeting }\n" });
    const before = snapshot(folder);
    const { status, err } = await run(["build"], folder);
    expect(status).toBe(1);
    expect(err).toContain("error[CP2001] unknown action `chime:CreateMeting`");
    expect(snapshot(folder)).toEqual(before);
  });

  it("lists what would be built, and what stands on what", async () => {
    const folder = cli().folder(project);
    const before = snapshot(folder);
    const listed = await run(["build", "--list"], folder);
    expect(listed.out.split("\n").map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ["out/Auditor.json", expect.stringMatching(/^\d+ characters$/), "policies/auditor.chimepolicy"],
      ["out/Client.json", expect.stringMatching(/^\d+ characters$/), "policies/client.chimepolicy"],
      [""],
    ]);
    expect((await run(["build", "--graph", "make"], folder)).out).toContain(
      "out/Auditor.json: policies/auditor.chimepolicy policies/shared.chimepolicy chimepolicy.config.json\n",
    );
    expect(snapshot(folder)).toEqual(before);
    await run(["build"], folder);
    const graph = JSON.parse((await run(["build", "--env", "prod", "--param", "app=mine", "--graph", "json"], folder)).out) as unknown;
    expect(graph).toEqual({
      chimepolicy: packageJson.version,
      catalog: catalog.version.version,
      environment: "prod",
      parameters: { app: "mine" },
      inputs: ["chimepolicy.config.json", "chimepolicy.lock.json"],
      manifest: "out/prod/chimepolicy.manifest.json",
      sources: [
        { source: "policies/auditor.chimepolicy", outputs: ["out/prod/Auditor.json"], dependsOn: ["policies/shared.chimepolicy"] },
        { source: "policies/client.chimepolicy", outputs: ["out/prod/Client.json"], dependsOn: [] },
        { source: "policies/shared.chimepolicy", outputs: [], dependsOn: [] },
      ],
    });
  });

  it("clears away what a killed build left, and lets a running one be", async () => {
    const folder = cli().folder(project);
    mkdirSync(join(folder, "out/.chimepolicy-999999999-0123abcd"), { recursive: true });
    writeFileSync(join(folder, "out/.chimepolicy-999999999-0123abcd/0"), "half");
    const alive = `out/.chimepolicy-${process.pid}-0123abcd`;
    mkdirSync(join(folder, alive));
    writeFileSync(join(folder, alive, "0"), "half");
    expect((await run(["build"], folder)).status).toBe(0);
    expect(filesIn(join(folder, "out")).filter((name) => name.startsWith(".chimepolicy"))).toEqual([
      `.chimepolicy-${process.pid}-0123abcd/0`,
    ]);
  });
});

describe("hosts/cli, the configuration of a project", () => {
  it("gives commands that take files by name parameters, levels and limits too", async () => {
    const folder = cli().folder({
      ...project,
      "chimepolicy.config.json": JSON.stringify({ ...configuration, rules: { "unused-declaration": "error" } }),
      "policies/idle.chimepolicy": 'let idle = "x"\nrole Idle {\n  allow chime:CreateMeeting\n}\n',
    });
    const client = join("policies", "client.chimepolicy");
    expect((await run(["compile", client], folder)).out).toContain("app-instance/staging/user/");
    expect((await run(["compile", client, "--env", "prod"], folder)).out).toContain("app-instance/live/user/");
    expect((await run(["compile", client, "--param", "app=mine"], folder)).out).toContain("app-instance/mine/user/");
    const { status, err } = await run(["check", "policies/idle.chimepolicy"], folder);
    expect(status).toBe(1);
    expect(err).toContain("error[CP3010] the constant `idle` is never used");
    const lowered = await run(["check", "policies/idle.chimepolicy", "--rule", "unused-declaration=off"], folder);
    expect(lowered).toMatchObject({ status: 0, err: "" });
  });

  it("gives check, test and fmt its sources where no files are named, from any folder of it", async () => {
    const folder = cli().folder({
      ...project,
      "policies/wrong.chimepolicy": 'role Wrong { allow chime:CreateMeting }\n\ntest "wrong" { expect Wrong can chime:CreateMeeting }\n',
      "policies/[a] b/own.chimepolicy": 'role Own{allow chime:CreateMeeting}\n\ntest "own" { expect Own can chime:CreateMeeting }\n',
      "drafts/idea.chimepolicy": "role Idea { allow chime:NoSuchAction }\n",
      "node_modules/other/theirs.chimepolicy": "role Theirs { allow chime:NoSuchAction }\n",
    });
    const below = join(folder, "policies", "[a] b");
    for (const [cwd, named] of [
      [folder, "policies/wrong.chimepolicy:1:20\n"],
      [below, "../wrong.chimepolicy:1:20\n"],
    ] as const) {
      const checked = await run(["check"], cwd);
      expect(checked.status).toBe(1);
      expect(checked.err).toContain(`unknown action \`chime:CreateMeting\` (unknown-action)\n  at ${named}`);
      expect(checked.err).not.toContain("NoSuchAction");
    }
    rmSync(join(folder, "policies/wrong.chimepolicy"));
    const tested = JSON.parse((await run(["test", "--format", "json"], below)).out) as { tests: { name: string; file: string }[] };
    expect(tested.tests.map(({ name, file }) => `${name} ${file}`)).toEqual(["own own.chimepolicy"]);
    const listed = await run(["fmt", "--check"], folder);
    expect(listed.out.split("\n").filter((line) => line.includes("own"))).toEqual(["policies/[a] b/own.chimepolicy"]);
    expect((await run(["fmt"], below)).status).toBe(0);
    expect(at(folder, "policies/[a] b/own.chimepolicy")).toContain("role Own {\n  allow chime:CreateMeeting\n}\n");
    expect(at(folder, "drafts/idea.chimepolicy")).toBe("role Idea { allow chime:NoSuchAction }\n");
    expect(await run(["fmt", "--check"], folder)).toMatchObject({ status: 0, out: "" });
  });

  it("says where it has no sources, and what they are without it", async () => {
    const empty = cli().folder({ "chimepolicy.config.json": "{}" });
    const none = cli().folder({ "a.chimepolicy": "role A { allow chime:CreateMeeting }\n" });
    for (const [command, verb] of Object.entries({ check: "check", test: "test", fmt: "format" })) {
      expect(await run([command], empty)).toEqual({
        status: 2,
        out: "",
        err: "error: there is no source in this project\n  help: `files` of chimepolicy.config.json says where they are\n",
      });
      const { status, err } = await run([command], none);
      expect(status).toBe(2);
      expect(err).toBe(
        `error: say which files to ${verb}\n  help: without any, it takes the sources of a project, and there is no \`chimepolicy.config.json\` in this folder or above; \`chimepolicy ${command} --help\` shows how\n`,
      );
    }
  });

  it("takes the environment's parameters for its sources, too", async () => {
    const client = {
      ...project,
      "policies/test.chimepolicy": `import { Client } from "./client"

test "connects" {
  expect Client can chime:Connect on chime:app-instance-user("live", "u") with { aws:PrincipalTag/user = "u" }
}
`,
    };
    const folder = cli().folder(client);
    expect((await run(["test", "--env", "prod"], folder)).status).toBe(0);
    expect((await run(["test"], folder)).status).toBe(1);
  });

  it("is refused by them where it is wrong, with its place", async () => {
    const folder = cli().folder({ ...project, "chimepolicy.config.json": '{\n  "outdir": "x"\n}\n' });
    expect(await run(["check", "policies/shared.chimepolicy"], folder)).toMatchObject({
      status: 2,
      err: "error: chimepolicy.config.json:2:3: the configuration has no setting `outdir`\n  help: did you mean `outDir`?\n",
    });
  });
});
