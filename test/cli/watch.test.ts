import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCommandLine, type CommandLine } from "./command-line.ts";

const state: { cli?: CommandLine } = {};
const running = new Set<ChildProcess>();
beforeAll(() => {
  state.cli = openCommandLine();
});
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  state.cli!.remove();
});

/** A watching build, and what it has said. */
interface Watch {
  readonly said: () => string;
  /** Waits for something to become true. */
  readonly until: (what: string, isTrue: () => boolean) => Promise<void>;
  readonly end: () => Promise<number | null>;
}

function watch(folder: string, ...args: readonly string[]): Watch {
  const child = spawn(process.execPath, [state.cli!.script, "build", "--watch", ...args], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  running.add(child);
  const texts = { err: "" };
  child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.err += text));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    said: () => texts.err,
    async until(what, isTrue) {
      for (const start = Date.now(); !isTrue(); await sleep(5))
        if (Date.now() - start > 20_000) throw new Error(`waited in vain for ${what}; it said:\n${texts.err}`);
    },
    end() {
      child.kill("SIGINT");
      return ended;
    },
  };
}

const project = {
  "chimepolicy.config.json": "{}\n",
  "policies/shared.chimepolicy": "actions Lists = chime:ListMeetings\n",
  "policies/auditor.chimepolicy": 'import { Lists } from "./shared"\n\nrole Auditor {\n  allow Lists on *\n}\n',
  "policies/host.chimepolicy": "role Host {\n  allow chime:CreateMeeting\n}\n",
};

describe("hosts/cli, build --watch", { timeout: 60_000 }, () => {
  it("says once what is wrong", async () => {
    const folder = state.cli!.folder({
      "chimepolicy.config.json": "{}\n",
      "host.chimepolicy": "role Host {\n  allow chime:DeleteMeting on *\n}\n",
    });
    const { said, until, end } = watch(folder);
    const times = (text: string): number => said().split(text).length - 1;
    await until("the watching", () => said().includes("watching for changes"));
    await sleep(400);
    expect(times("unknown action `chime:DeleteMeting`")).toBe(1);
    writeFileSync(join(folder, "host.chimepolicy"), "role Host {\n  allow chime:GetMeting on *\n}\n");
    await until("a save", () => said().includes("`chime:GetMeting`"));
    await sleep(400);
    expect(times("unknown action `chime:GetMeting`")).toBe(1);
    writeFileSync(join(folder, "host.chimepolicy"), "// the same\nrole Host {\n  allow chime:GetMeting on *\n}\n");
    await until("the same mistake", () => times("unknown action `chime:GetMeting`") === 2);
    rmSync(join(folder, "host.chimepolicy"));
    await until("a loss", () => said().includes("there is no source in this project"));
    await sleep(400);
    expect(times("there is no source in this project")).toBe(1);
    expect(await end()).toBe(0);
  });

  it("builds again after saves, errors, renames, imports that go and come back, and bursts", async () => {
    const folder = state.cli!.folder(project);
    const at = (file: string): string => join(folder, file);
    const write = (file: string, text: string): void => writeFileSync(at(file), text);
    const has = (file: string, text: string) => (): boolean => existsSync(at(file)) && readFileSync(at(file), "utf8").includes(text);
    const { said, until, end } = watch(folder);
    await until("the first build", () => said().includes("watching for changes"));
    expect(said()).toContain("2 documents in out: 2 written\n");

    write("policies/host.chimepolicy", "role Host {\n  allow chime:DeleteMeeting on *\n}\n");
    await until("a save", has("out/Host.json", "chime:DeleteMeeting"));
    write("policies/shared.chimepolicy", "actions Lists = chime:GetMeeting\n");
    await until("the save of an imported file", has("out/Auditor.json", "chime:GetMeeting"));

    write("policies/host.chimepolicy", "role Host {\n  allow chime:DeleteMeting on *\n}\n");
    await until("an error", () => said().includes("error[CP2001] unknown action `chime:DeleteMeting`"));
    expect(has("out/Host.json", "chime:DeleteMeeting")()).toBe(true);
    write("policies/host.chimepolicy", "role Host {\n  allow chime:CreateMeeting\n}\n");
    await until("the end of an error", has("out/Host.json", "chime:CreateMeeting"));

    renameSync(at("policies/shared.chimepolicy"), at("policies/common.chimepolicy"));
    await until("a lost import", () => said().includes("error[CP3005]"));
    write("policies/auditor.chimepolicy", 'import { Lists } from "./common"\n\nrole Reader {\n  allow Lists on *\n}\n');
    await until("a new name", () => existsSync(at("out/Reader.json")) && !existsSync(at("out/Auditor.json")));

    // As editors do that write a file anew and move it into the place of the old one.
    write("policies/next.tmp", "role Host {\n  allow chime:ListMeetings on *\n}\n");
    renameSync(at("policies/next.tmp"), at("policies/host.chimepolicy"));
    await until("a replaced file", has("out/Host.json", "chime:ListMeetings"));

    for (let turn = 0; turn < 5; turn += 1)
      for (let file = 0; file < 20; file += 1)
        write(
          `policies/burst-${file}.chimepolicy`,
          `role Burst${file} {\n  allow chime:${turn === 4 ? "GetMeeting" : "ListMeetings"} on *\n}\n`,
        );
    await until("a burst", () => Array.from({ length: 20 }, (_, file) => has(`out/Burst${file}.json`, "GetMeeting")()).every(Boolean));
    for (let file = 0; file < 20; file += 1) rmSync(at(`policies/burst-${file}.chimepolicy`));
    await until("many deletions", () => !existsSync(at("out/Burst0.json")) && !existsSync(at("out/Burst19.json")));

    write("chimepolicy.config.json", '{ "outDir": ');
    await until("a broken configuration", () => said().includes("`chimepolicy.config.json` is not right"));
    write("chimepolicy.config.json", '{ "outDir": "elsewhere" }');
    await until("another configuration", has("elsewhere/Host.json", "chime:ListMeetings"));
    expect(await end()).toBe(0);
    expect(await state.cli!.run(["build", "--check"], { cwd: folder })).toMatchObject({ status: 0, err: "elsewhere is up to date\n" });
  });

  it("says nothing when a save changes nothing", async () => {
    const folder = state.cli!.folder(project);
    const { said, until, end } = watch(folder);
    await until("the first build", () => said().includes("watching for changes"));
    const host = join(folder, "policies/host.chimepolicy");
    writeFileSync(host, readFileSync(host));
    await sleep(300);
    writeFileSync(host, "role Host {\n  allow chime:GetMeeting on *\n}\n");
    await until("a save", () => readFileSync(join(folder, "out/Host.json"), "utf8").includes("GetMeeting"));
    await until("its report", () => said().endsWith("1 written, 1 unchanged\n"));
    expect(said().match(/documents in out/g)).toHaveLength(2);
    expect(await end()).toBe(0);
  });

  it("is refused together with what looks once", async () => {
    const { status, err } = await state.cli!.run(["build", "--watch", "--check"], { cwd: state.cli!.folder(project) });
    expect(status).toBe(2);
    expect(err).toContain("error: `--watch` and `--check` do not go together");
  });

  it("builds again when the file of parameters changes, in the project or not", async () => {
    for (const values of ["values.json", "../values.json"]) {
      const parent = state.cli!.folder({
        "project/chimepolicy.config.json": "{}\n",
        "project/a.chimepolicy": "param room: string\n\nrole Auditor {\n  allow chime:GetMeeting on chime:meeting(room)\n}\n",
      });
      const folder = join(parent, "project");
      const write = (room: string): void => writeFileSync(join(folder, values), JSON.stringify({ room }));
      const has = (room: string) => (): boolean => readFileSync(join(folder, "out/Auditor.json"), "utf8").includes(`meeting/${room}`);
      write("blue");
      const { said, until, end } = watch(folder, "--param-file", values);
      await until("the first build", () => said().includes("watching for changes"));
      expect(has("blue")()).toBe(true);
      write("red");
      await until("the other value", has("red"));
      writeFileSync(join(folder, values), "{");
      await until("the error", () => said().includes("a `}` is missing here"));
      write("green");
      await until("the last value", has("green"));
      expect(await end()).toBe(0);
    }
  });
});
