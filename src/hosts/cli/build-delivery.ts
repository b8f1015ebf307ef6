import { statSync } from "node:fs";
import { posix } from "node:path";
import { lockName } from "../../build/lock.ts";
import { configName } from "../../config/config.ts";
import type { Foreign } from "../../build/plan.ts";
import { count } from "../../diagnostics/render/words.ts";
import { outputFolder, type Build } from "../build/build.ts";
import type { OpenProject } from "../build/compile.ts";
import { deliver, type Aside, type Delivery } from "../build/outputs.ts";
import { turnName } from "../build/turn.ts";
import type { NodeHost } from "../node-host.ts";
import { reasonOf } from "../read-file.ts";
import { differences, upToDate } from "./build-report.ts";
import { err, out, UsageError } from "./console.ts";
import { shownName } from "./inputs.ts";

/** Documents need a folder; what stands in its place is left as it is. */
export function refuseNoFolder(folder: string, { project: { host } }: OpenProject): void {
  const reason = whyNoFolder(folder);
  if (reason !== undefined)
    throw new UsageError(
      `cannot write to \`${shownName(folder, host)}\`: ${reason}`,
      `\`outDir\` of ${configName} names the folder of the documents`,
    );
}

function whyNoFolder(path: string): string | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false ? "it is a file" : undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Two projects that write to one folder would remove each other's documents. */
export function refuseShared({ otherProject }: Build, outDir: string): void {
  if (otherProject === undefined) return;
  throw new UsageError(
    `\`${outDir}\` has the documents of another project, in \`${posix.join(outDir, otherProject)}\``,
    "give each project a folder of its own, or take this one over with `--force`",
  );
}

/** What somebody else made is neither overwritten nor removed. */
export function refuseForeign({ plan: { foreign } }: Build, outDir: string): void {
  const words = foreignWords(foreign, outDir);
  if (words !== undefined) throw new UsageError(words, "move it away, or overwrite it with `--force`");
}

function foreignWords([first, ...others]: readonly Foreign[], outDir: string): string | undefined {
  if (first === undefined) return undefined;
  const why = first.why === "changed" ? "was changed since chimepolicy wrote it" : "is there already, and chimepolicy did not write it";
  const more = others.length === 0 ? "" : `, and ${count(others.length, "other file")} too`;
  return `\`${outDir}/${first.file}\` ${why}${more}`;
}

/** Shows how what stands in the output folder differs from what a build gives. */
export function compare(build: Build, { project, settings: { outDir } }: OpenProject): void {
  const text = differences(build, project.root, outDir);
  const foreign = foreignWords(build.plan.foreign, outDir);
  if (text === "" && foreign === undefined) return err(upToDate(outDir));
  out(text);
  process.exitCode = 1;
  const cure =
    foreign === undefined
      ? "`chimepolicy build` brings it up to date"
      : `${foreign}; move it away, or overwrite it with \`chimepolicy build --force\``;
  err(`${outDir} is out of date: ${cure}\n`);
}

/** Brings outputs and lock to where they belong, unless another build was faster. */
export async function write(open: OpenProject, aside: Aside, delivery: Delivery, lock: string | undefined): Promise<"done" | "overtaken"> {
  const { host } = open.project;
  const folder = outputFolder(open);
  const shown = shownName(folder, host);
  try {
    const outcome = deliver(folder, aside, delivery);
    if (outcome === "busy")
      throw new UsageError(`another build keeps writing to \`${shown}\``, `if there is none, remove \`${shown}/${turnName}\``);
    if (outcome === "done" && lock !== undefined) await replaceLock(lock, host);
    return outcome;
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`cannot write to \`${shown}\`: ${reasonOf(error)}`);
  }
}

/** Writes the lock of a project. */
export async function replaceLock(text: string, host: NodeHost): Promise<void> {
  const { sync: writeFileAtomic } = await import("write-file-atomic");
  try {
    writeFileAtomic(host.pathOf(lockName), text);
  } catch (error) {
    throw new UsageError(`cannot write \`${shownName(lockName, host)}\`: ${reasonOf(error)}`);
  }
}
