import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { useCommandLine, snapshot, type Run } from "./command-line.ts";

const isLong = process.env["CHIMEPOLICY_LONG"] === "1";
const cli = useCommandLine();
const build = (cwd: string, ...more: readonly string[]): Promise<Run> => cli().run(["build", ...more], { cwd });
const files = 80;

/** A project of many files, all of which give other documents for another word. */
function project(): string {
  const sources = Array.from({ length: files }, (_, index) => [
    `policies/role-${index}.chimepolicy`,
    `import { word } from "../shared"\nrole Role${index} {\n  allow chime:CreateMeeting when aws:PrincipalTag/word == word\n}\n`,
  ]);
  const folder = cli().folder({ "chimepolicy.config.json": "{}\n", ...Object.fromEntries(sources) });
  say(folder, "first");
  return folder;
}

function say(folder: string, word: string): void {
  writeFileSync(join(folder, "shared.chimepolicy"), `let word = "${word}"\n`);
}

const wordOf = (text: string): string => /"aws:PrincipalTag\/word": "(\w+)"/.exec(text)![1]!;

/** The words of all documents; each document is whole. */
function wordsIn(folder: string): readonly string[] {
  const out = join(folder, "out");
  return readdirSync(out)
    .filter((name) => /^Role\d+\.json$/.test(name))
    .map((name) => {
      const text = readFileSync(join(out, name), "utf8");
      JSON.parse(text);
      return wordOf(text);
    });
}

/** Whether the manifest says of every document what it is. */
function expectManifestToHold(folder: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, "out/chimepolicy.manifest.json"), "utf8")) as {
    documents: readonly { file: string; hash: string }[];
  };
  expect(manifest.documents).toHaveLength(files);
  for (const { file, hash } of manifest.documents) {
    const digest = createHash("sha256")
      .update(readFileSync(join(folder, "out", file)))
      .digest("hex");
    expect(`sha256:${digest}`, file).toBe(hash);
  }
}

function expectNothingAside(folder: string): void {
  expect(readdirSync(join(folder, "out")).filter((name) => name.startsWith("."))).toEqual([]);
}

describe("hosts/cli, builds that are interrupted", { timeout: isLong ? 600_000 : 60_000 }, () => {
  it("leave whole files, and nothing that the next one trips over, when they are killed", async () => {
    const folder = project();
    const start = performance.now();
    expect((await build(folder)).status).toBe(0);
    let usual = performance.now() - start;
    let before = "first";
    const seen = { old: 0, new: 0, mixed: 0 };
    for (let turn = 0; turn < (isLong ? 400 : 12); turn += 1) {
      const word = `turn${turn}`;
      say(folder, word);
      const child = spawn(process.execPath, [cli().script, "build"], { cwd: folder, stdio: "ignore" });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      // From before it starts to after it has ended.
      await (turn % 12 === 11 ? ended : sleep(usual * ((turn % 12) / 9)));
      child.kill("SIGKILL");
      await ended;
      const words = wordsIn(folder);
      expect(words).toHaveLength(files);
      const [olds, news] = [words.filter((one) => one === before).length, words.filter((one) => one === word).length];
      // A build that was killed half way leaves some of each, and documents of no other build.
      expect(olds + news).toBe(files);
      seen[news === 0 ? "old" : olds === 0 ? "new" : "mixed"] += 1;
      const again = performance.now();
      const next = await build(folder);
      usual = performance.now() - again;
      expect(next.err).toMatch(/^80 documents in out: /);
      expect(next.status).toBe(0);
      expect(new Set(wordsIn(folder))).toEqual(new Set([word]));
      expectManifestToHold(folder);
      expectNothingAside(folder);
      before = word;
    }
    expect(seen.old).toBeGreaterThan(0);
    expect(seen.new).toBeGreaterThan(0);
  });

  it("know the outputs of one that was killed half way for their own", async () => {
    const folder = project();
    await build(folder);
    const out = join(folder, "out");
    const old = readFileSync(join(out, "chimepolicy.manifest.json"), "utf8");
    say(folder, "second");
    await build(folder);
    // As it is when a build is killed after it moved one document and before it moved its manifest.
    const aside = join(out, ".chimepolicy-999999999-0123abcd");
    mkdirSync(aside);
    writeFileSync(join(aside, "chimepolicy.manifest.json"), readFileSync(join(out, "chimepolicy.manifest.json")));
    writeFileSync(join(out, "chimepolicy.manifest.json"), old);
    writeFileSync(join(out, ".chimepolicy-turn"), "999999999 0123abcd");
    say(folder, "third");
    expect(await build(folder)).toMatchObject({ status: 0, err: "80 documents in out: 80 written\n" });
    expectManifestToHold(folder);
    expectNothingAside(folder);
    // A turn that was taken by a build which was killed before it said who it was.
    writeFileSync(join(out, ".chimepolicy-turn"), "");
    say(folder, "fourth");
    expect(await build(folder)).toMatchObject({ status: 0, err: "80 documents in out: 80 written\n" });
    expectNothingAside(folder);
  });
});

describe("hosts/cli, builds at once in one folder", { timeout: 120_000 }, () => {
  it("do not harm each other, also where they give other documents", async () => {
    const folder = project();
    const param = 'param word: string = "first"\n';
    writeFileSync(join(folder, "shared.chimepolicy"), param);
    for (let round = 0; round < (isLong ? 40 : 2); round += 1) {
      const words = Array.from({ length: 4 }, (_, index) => `r${round}w${index % 3}`);
      const runs = await Promise.all(words.map((word) => build(folder, "--param", `word=${word}`)));
      for (const run of runs) expect(run).toMatchObject({ status: 0 });
      // Whichever was the last, all documents are its.
      expect(new Set(wordsIn(folder)).size).toBe(1);
      expect(words).toContain(wordsIn(folder)[0]);
      expectManifestToHold(folder);
      expectNothingAside(folder);
    }
    expect(await build(folder)).toMatchObject({ status: 0 });
    expect(new Set(wordsIn(folder))).toEqual(new Set(["first"]));
  });
});

describe("hosts/cli, folders that cannot be written", () => {
  const isRoot = process.getuid?.() === 0;

  it("are said so, and nothing is touched: a read-only one", async (context) => {
    const folder = project();
    await build(folder);
    const out = join(folder, "out");
    const mount = (...words: readonly string[]): void => void execFileSync("mount", words, { stdio: "ignore" });
    try {
      // Nothing is read-only for root but a file system.
      if (isRoot) {
        mount("--bind", out, out);
        mount("-o", "remount,bind,ro", out);
      } else chmodSync(out, 0o555);
    } catch {
      process.stdout.write("no file system can be mounted here: a read-only folder is not tried\n");
      return context.skip();
    }
    try {
      const before = snapshot(folder);
      expect(await build(folder)).toMatchObject({ status: 0, err: "80 documents in out: nothing to do\n" });
      say(folder, "second");
      const { status, err } = await build(folder);
      expect(status).toBe(2);
      expect(err).toMatch(/^error: cannot write to `out`: (the file system is read-only|permission denied)\n$/);
      say(folder, "first");
      expect(Object.keys(snapshot(folder))).toEqual(Object.keys(before));
    } finally {
      if (isRoot) execFileSync("umount", [out]);
      else chmodSync(out, 0o755);
    }
  });

  it("are said so, and nothing is touched: a full disk", async (context) => {
    const folder = project();
    const out = join(folder, "out");
    mkdirSync(out);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", out], { stdio: "ignore" });
    } catch {
      process.stdout.write("no file system can be mounted here: a full disk is not tried\n");
      return context.skip();
    }
    try {
      expect((await build(folder)).status).toBe(0);
      expect(new Set(wordsIn(folder))).toEqual(new Set(["first"]));
      writeFileSync(
        join(out, "ballast"),
        Buffer.alloc(Number(execFileSync("df", ["--output=avail", "-B1", out], { encoding: "utf8" }).split("\n")[1]) - 40_000),
      );
      const before = snapshot(out);
      say(folder, "second");
      const { status, err } = await build(folder);
      expect({ status, err }).toEqual({ status: 2, err: "error: cannot write to `out`: the disk is full\n" });
      expect(snapshot(out)).toEqual(before);
      rmSync(join(out, "ballast"));
      expect((await build(folder)).status).toBe(0);
      expect(new Set(wordsIn(folder))).toEqual(new Set(["second"]));
      expectManifestToHold(folder);
    } finally {
      execFileSync("umount", [out]);
    }
  });
});
