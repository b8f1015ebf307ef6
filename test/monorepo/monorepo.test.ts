import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npm } from "../../scripts/pack.ts";
import { packSources } from "../packed.ts";
import { startCacheServer, startRefusingProxy, type CacheServer, type RefusingProxy } from "./cache-server.ts";
import { environment, hasTurbo, turboRun, type TaskStates, type TurboSetting } from "./turbo.ts";

const example = fileURLToPath(new URL("../../examples/monorepo", import.meta.url));
const token = "a token of this test";

/** What somebody who tried the example leaves in it. */
const leftovers = ["node_modules", ".turbo", "vendor", "out", "package-lock.json"];

interface State {
  readonly folder: string;
  readonly cache: CacheServer;
  readonly proxy: RefusingProxy;
  readonly setting: TurboSetting;
}

describe.skipIf(!hasTurbo())("examples/monorepo with Turborepo", () => {
  const state: { now?: State } = {};
  const clone = (name: string): string => join(state.now!.folder, name);
  const turbo = (name: string, tasks: readonly string[], dry = false): Promise<TaskStates> =>
    turboRun(clone(name), tasks, state.now!.setting, dry);
  const runNpm = (args: readonly string[], folder: string): string => npm(args, clone(folder), environment(state.now!.setting));
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "core.autocrlf=false", ...args], {
      cwd: clone("one"),
      encoding: "utf8",
    });

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "chimepolicy-monorepo-"));
    const [cache, proxy] = await Promise.all([startCacheServer(token), startRefusingProxy()]);
    const setting = { home: join(folder, "home"), cache: cache.url, token, proxy: proxy.url };
    state.now = { folder, cache, proxy, setting };
    cpSync(example, clone("one"), { recursive: true, filter: (path) => !leftovers.includes(basename(path)) });
    const tarball = packSources(folder);
    cpSync(tarball, join(clone("one"), "chimepolicy.tgz"));
    edit(join(clone("one"), "package.json"), (manifest) => ({
      ...manifest,
      devDependencies: { chimepolicy: "file:chimepolicy.tgz" },
    }));
    runNpm(["install"], "one");
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Begin");
    git("clone", "--quiet", ".", clone("two"));
  }, 120_000);
  afterAll(async () => {
    if (state.now === undefined) return;
    await Promise.all([state.now.cache.close(), state.now.proxy.close()]);
    rmSync(state.now.folder, { recursive: true, force: true });
  });

  it("fills the cache, gives another clone every document without chimepolicy, and builds anew what changed", async () => {
    const all = ["policies:build", "policies:check", "policies:test"];
    const first = await turbo("one", all);
    expect(Object.keys(first)).toMatchInlineSnapshot(`
      [
        "@clinic/auditor#policies:build",
        "@clinic/auditor#policies:check",
        "@clinic/auditor#policies:test",
        "@clinic/base#policies:check",
        "@clinic/base#policies:test",
        "@clinic/contact-centre#policies:build",
        "@clinic/contact-centre#policies:check",
        "@clinic/contact-centre#policies:test",
        "@clinic/contact-centre#policies:vendor",
        "@clinic/meetings#policies:build",
        "@clinic/meetings#policies:check",
        "@clinic/meetings#policies:test",
        "@clinic/meetings#policies:vendor",
      ]
    `);
    expect(new Set(Object.values(first))).toEqual(new Set(["MISS"]));
    expect(state.now!.cache.artifacts.size).toBe(Object.keys(first).length);
    const documents = documentsIn(clone("one"));
    expect(Object.keys(documents)).toMatchInlineSnapshot(`
      [
        "packages/auditor/out/Auditor.json",
        "packages/auditor/out/chimepolicy.manifest.json",
        "packages/contact-centre/out/ShiftLead.json",
        "packages/contact-centre/out/chimepolicy.manifest.json",
        "packages/meetings/out/prod/ConsultationServer.json",
        "packages/meetings/out/prod/ConsultationSupport.json",
        "packages/meetings/out/prod/chimepolicy.manifest.json",
        "packages/meetings/out/staging/ConsultationServer.json",
        "packages/meetings/out/staging/ConsultationSupport.json",
        "packages/meetings/out/staging/chimepolicy.manifest.json",
      ]
    `);

    // Nothing is installed there, so nothing could be run.
    expect(existsSync(join(clone("two"), "node_modules"))).toBe(false);
    const second = await turbo("two", all);
    expect(second).toEqual(Object.fromEntries(Object.keys(first).map((task) => [task, "HIT REMOTE"])));
    expect(documentsIn(clone("two"))).toEqual(documents);

    runNpm(["ci"], "two");
    // With its manifest a restored build is one that chimepolicy knows as its own.
    expect(runNpm(["run", "policies:build"], "two/packages/contact-centre")).toContain("chimepolicy build --locked");
    expect(documentsIn(clone("two"))).toEqual(documents);

    append(join(clone("two"), "packages/meetings/policies/meetings.chimepolicy"), "\nrole Visitor {\n  allow chime:ListMeetings\n}\n");
    expect(missed(await turbo("two", all))).toEqual([
      "@clinic/meetings#policies:build",
      "@clinic/meetings#policies:check",
      "@clinic/meetings#policies:test",
    ]);
    expect(Object.keys(documentsIn(clone("two")))).toEqual(expect.arrayContaining(["packages/meetings/out/prod/Visitor.json"]));

    append(join(clone("two"), "packages/base/policies/network.chimepolicy"), "\n// Somebody looked at this.\n");
    expect(missed(await turbo("two", ["policies:build"]))).toEqual([
      "@clinic/base#policies:check",
      "@clinic/contact-centre#policies:build",
      "@clinic/contact-centre#policies:vendor",
      "@clinic/meetings#policies:build",
      "@clinic/meetings#policies:vendor",
    ]);

    edit(join(clone("two"), "packages/auditor/chimepolicy.config.json"), (config) => ({ ...config, limits: { size: 4096 } }));
    expect(missed(await turbo("two", ["policies:build"]))).toEqual(["@clinic/auditor#policies:build"]);
    expect(documentsIn(clone("two"))["packages/auditor/out/chimepolicy.manifest.json"]).toContain('"limit": 4096');
    expect(missed(await turbo("two", ["policies:build"]))).toEqual([]);

    edit(join(clone("two"), "package-lock.json"), (lock) => {
      const packages = lock["packages"] as Record<string, object>;
      return {
        ...lock,
        packages: { ...packages, "node_modules/chimepolicy": { ...packages["node_modules/chimepolicy"], version: "9.9.9" } },
      };
    });
    const upgraded = await turbo("two", all, true);
    expect(missed(upgraded)).toEqual(Object.keys(upgraded));

    expect(state.now!.proxy.asked).toEqual([]);
  });

  it("has a configuration that Turborepo's schema takes", () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, "node_modules", "turbo", "schema.json"), "utf8")) as object;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    expect(validate(JSON.parse(readFileSync(join(example, "turbo.json"), "utf8"))), JSON.stringify(validate.errors)).toBe(true);
  });
});

/** The documents and manifests of all packages. */
function documentsIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(join(folder, "packages"), { recursive: true, encoding: "utf8" })
    .map((name) => `packages/${name.replaceAll("\\", "/")}`)
    .filter((name) => /^packages\/[^/]+\/out\/.*\.json$/.test(name));
  return Object.fromEntries(names.toSorted().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function missed(states: TaskStates): readonly string[] {
  return Object.keys(states).filter((task) => states[task] === "MISS");
}

function append(path: string, text: string): void {
  writeFileSync(path, readFileSync(path, "utf8") + text);
}

function edit(path: string, change: (value: Record<string, unknown>) => object): void {
  writeFileSync(path, `${JSON.stringify(change(JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>), null, 2)}\n`);
}
