import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { bundleCommandLine } from "../scripts/command-line.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of a package with the command line of these sources: `dist/` may be stale or absent. */
    readonly commandLine: string;
  }
}

const root = join(fileURLToPath(import.meta.url), "..", "..");

/** Runs many command lines in one process, which costs one start. */
const manyLines = `
const { writeSync } = require("node:fs");
const { cacheFolder, load } = require("./bundle.cjs");
const { exports: bundle, keep } = load("lines");
(async () => {
  for (const line of JSON.parse(process.env.CHIMEPOLICY_TEST_LINES)) {
    process.exitCode = 0;
    await bundle.main(line, { cacheFolder });
    writeSync(1, "\\u0001" + process.exitCode + "\\u0001");
    writeSync(2, "\\u0001");
  }
  process.exitCode = 0;
  keep();
})();
`;

/** Bundles the command line once for all tests of it. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "chimepolicy-package-"));
  await bundleCommandLine(join(folder, "dist"));
  cpSync(join(root, "bin"), join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "bin", "lines.cjs"), manyLines);
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  symlinkSync(join(root, "stdlib"), join(folder, "stdlib"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "node_modules", "prettier"), join(folder, "node_modules", "prettier"));
  project.provide("commandLine", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
