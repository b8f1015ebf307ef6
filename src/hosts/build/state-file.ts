import { createHash, hash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sync as writeFileAtomic } from "write-file-atomic";
import packageJson from "../../../package.json" with { type: "json" };
import { linesOf, readLines, readStanding, type Standing } from "../../build/state-text.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { OpenProject } from "./compile.ts";
import type { Job } from "./job.ts";
import { limitsOf } from "./limits.ts";
import { memoryOfText, noMemory, type Memory } from "./memory.ts";

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

/** Keeps what builds left. What cannot be kept is no error: the next build has more to do. */
export function saveMemory(file: string, key: string, { settled, text }: Memory): void {
  const known = text();
  if (known === undefined) return;
  try {
    const folder = dirname(file);
    // Not with `recursive`, which never returns where a folder cannot be made, as in /proc.
    for (const each of [dirname(folder), folder]) if (!existsSync(each)) mkdirSync(each, { mode: 0o700 });
    const lines = linesOf(known);
    const standing: Standing = { key, hash: hashOfLines(lines), settled };
    writeFileAtomic(file, [JSON.stringify(standing), ...lines].join("\n"), { mode: 0o600, fsync: false });
  } catch {}
}

/** What was kept under a key; nothing where there is none, it was damaged, or somebody else could have written it. */
export function loadMemory(file: string, key: string): Memory {
  const bytes = readOwn(file);
  if (bytes === undefined) return noMemory;
  const end = bytes.indexOf("\n");
  const standing = readStanding(bytes.toString("utf8", 0, Math.max(end, 0)), key);
  if (standing === undefined) return noMemory;
  return memoryOfText(key, standing.settled, () => {
    const state = bytes.subarray(end + 1);
    return hash("sha256", state) === standing.hash ? readLines(state.toString("utf8").split("\n")) : undefined;
  });
}

/** The hash of a text without the text, which would be several megabytes more. */
function hashOfLines(lines: readonly string[]): string {
  const whole = createHash("sha256");
  for (const [index, line] of lines.entries()) whole.update(index === 0 ? line : `\n${line}`);
  return whole.digest("hex");
}

/** What it says stands in the place of a compilation, so only a file that nobody but this user can write is believed. */
function readOwn(file: string): Buffer | undefined {
  try {
    return isOwn(statSync(dirname(file))) && isOwn(statSync(file)) && statSync(file).isFile() ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

function isOwn({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}
