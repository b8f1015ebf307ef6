import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { bundleCommandLine } from "./cli/bundle.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the bundled command line of these sources: `dist/` may be stale or absent. */
    readonly commandLine: string;
  }
}

/** Bundles the command line once for all tests of it. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "chimepolicy-bundle-"));
  await bundleCommandLine(folder);
  project.provide("commandLine", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
