import { lockName } from "../../build/lock.ts";
import { count } from "../../diagnostics/render/words.ts";
import { outputFolder, type Build } from "../build/build.ts";
import type { OpenProject } from "../build/compile.ts";
import { deliver, type Aside, type Delivery } from "../build/outputs.ts";
import { turnName } from "../build/turn.ts";
import { reasonOf } from "../read-file.ts";
import { differences, upToDate } from "./build-report.ts";
import { err, out, UsageError } from "./console.ts";
import { shownName } from "./inputs.ts";

/** What somebody else made is neither overwritten nor removed. */
export function refuseForeign({ plan: { foreign } }: Build, outDir: string): void {
  const [first, ...others] = foreign;
  if (first === undefined) return;
  const why = first.why === "changed" ? "was changed since chimepolicy wrote it" : "is there already, and chimepolicy did not write it";
  const more = others.length === 0 ? "" : `, and ${count(others.length, "other file")} too`;
  throw new UsageError(`\`${outDir}/${first.file}\` ${why}${more}`, "move it away, or overwrite it with `--force`");
}

/** Shows how what stands in the output folder differs from what a build gives. */
export function compare(build: Build, { project, settings: { outDir } }: OpenProject): void {
  const text = differences(build, project.root, outDir);
  if (text === "") return err(upToDate(outDir));
  out(text);
  process.exitCode = 1;
  err(`${outDir} is out of date: \`chimepolicy build\` brings it up to date\n`);
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
    if (outcome === "done" && lock !== undefined) {
      const { sync: writeFileAtomic } = await import("write-file-atomic");
      writeFileAtomic(host.pathOf(lockName), lock);
    }
    return outcome;
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`cannot write to \`${shown}\`: ${reasonOf(error)}`);
  }
}
