import { hash } from "node:crypto";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sync as writeFileAtomic } from "write-file-atomic";
import packageJson from "../../../package.json" with { type: "json" };
import { noState, readStanding, readState, writeStanding, writeState, type BuildState, type Settled } from "../../build/state.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { readTextFile } from "../read-file.ts";
import type { OpenProject } from "./compile.ts";
import type { Job } from "./job.ts";
import { limitsOf } from "./limits.ts";

/** Where the state of a project's builds is kept, a file for each output folder. */
export function stateFile(cacheFolder: string, { project, settings }: OpenProject): string {
  return join(cacheFolder, `build-${hash("sha256", join(project.root, settings.outDir)).slice(0, 24)}.json`);
}

/** What the results of a build depend on beside its sources. */
export function stateKey(
  { project, config, settings }: OpenProject,
  given: Job["options"]["projectParameters"],
  { version }: Catalog,
): string {
  const program = statSync(fileURLToPath(import.meta.url));
  const parts = [packageJson.version, program.size, program.mtimeMs, process.version, version.version];
  return hash("sha256", JSON.stringify([...parts, project.root, settings, limitsOf(config), config.catalog ?? null, given]));
}

/** What earlier builds of a project left. */
export interface Memory {
  readonly settled: Settled | undefined;
  /** Read when it is asked for. */
  readonly state: () => BuildState;
}

/** The memory of a project that was never built. */
export const noMemory: Memory = { settled: undefined, state: () => noState };

/** What was kept under a key; nothing where there is none, or somebody else could have written it. */
export function loadMemory(file: string, key: string): Memory {
  const read = isOwn(file) && isOwn(dirname(file)) ? readTextFile(file) : undefined;
  if (read === undefined || !("text" in read)) return noMemory;
  const end = read.text.indexOf("\n");
  const standing = readStanding(read.text.slice(0, end), key);
  return standing === undefined ? noMemory : { settled: standing.settled, state: () => readState(read.text.slice(end), key) ?? noState };
}

/** Keeps a state. One that cannot be kept is no error: the next build has more to do. */
export function saveMemory(file: string, settled: Settled | undefined, state: BuildState): void {
  try {
    const folder = dirname(file);
    // Not with `recursive`, which never returns where a folder cannot be made, as in /proc.
    for (const each of [dirname(folder), folder]) if (!existsSync(each)) mkdirSync(each, { mode: 0o700 });
    writeFileAtomic(file, `${writeStanding(state.key, settled)}\n${writeState(state)}`, { mode: 0o600, fsync: false });
  } catch {}
}

/** What it says stands in the place of a compilation, so only a file that nobody but this user can write is believed. */
function isOwn(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  return process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);
}
