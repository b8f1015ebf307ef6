import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npm } from "../../scripts/pack.ts";
import { ownHome, packSources } from "../packed.ts";

const isLong = process.env["CHIMEPOLICY_LONG"] === "1";
const state: { folder?: string; tarball?: string } = {};
const run = (args: readonly string[], folder: string): string => npm(args, folder, ownHome(join(state.folder!, "home")));
const emptyFolder = (name: string): string => {
  const folder = join(state.folder!, name);
  mkdirSync(folder);
  return folder;
};

beforeAll(() => {
  state.folder = mkdtempSync(join(tmpdir(), "chimepolicy-packed-"));
  state.tarball = packSources(state.folder);
}, 120_000);
afterAll(() => rmSync(state.folder!, { recursive: true, force: true }));

/** What a new project is told to do, and what its workflow does. */
function useProject(project: string): void {
  expect(run(["run", "policies:build"], project)).toContain("chimepolicy build");
  expect(existsSync(join(project, "policies/out/HelpDesk.json"))).toBe(true);
  expect(existsSync(join(project, "policies/out/chimepolicy.manifest.json"))).toBe(true);
  run(["run", "policies:check"], project);
  run(["run", "policies:test"], project);
  const source = join(project, "policies/help-desk.chimepolicy");
  writeFileSync(source, readFileSync(source, "utf8").replace("when Mfa and SecureTransport", "when SecureTransport"));
  expect(() => run(["run", "policies:test"], project)).toThrow("1 failed");
  expect(() => run(["run", "policies:check"], project)).toThrow("policies/out is out of date");
}

describe("the packed package", () => {
  it.runIf(isLong)("makes a project in a folder beside which it is installed", () => {
    const folder = emptyFolder("installed");
    run(["install", state.tarball!], folder);
    run(["exec", "--", "chimepolicy", "init", "my-policies"], folder);
    useProject(join(folder, "my-policies"));
  });

  it("makes a project without being installed, which then installs it", () => {
    const folder = emptyFolder("fresh");
    run(["exec", "--yes", `--package=${state.tarball!}`, "--", "chimepolicy", "init", "my-policies"], folder);
    const project = join(folder, "my-policies");
    expect(existsSync(join(folder, "node_modules"))).toBe(false);
    run(["install", "--save-dev", state.tarball!], project);
    useProject(project);
    const schema = (JSON.parse(readFileSync(join(project, "chimepolicy.config.json"), "utf8")) as { $schema: string }).$schema;
    expect(existsSync(join(project, schema))).toBe(true);
  });
});
