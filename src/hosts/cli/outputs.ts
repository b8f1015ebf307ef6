import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { reasonOf } from "../node-host.ts";
import { UsageError } from "./console.ts";

/** A file to be written. */
export interface Output {
  readonly name: string;
  readonly text: string;
}

/**
 * Writes files into a folder, each replaced as a whole, and those whose content would not change left untouched.
 * Nothing is written when one of them holds something that `isOurs` does not know, unless `force` is set.
 */
export function writeOutputs(folder: string, outputs: readonly Output[], isOurs: (text: string) => boolean, force: boolean): { written: number } {
  const changed = outputs.filter(({ name, text }) => {
    const existing = readExisting(join(folder, name));
    if (existing === text) return false;
    if (existing !== undefined && !force && !isOurs(existing)) {
      throw new UsageError(`\`${join(folder, name)}\` is there already and was not written by chimepolicy`, "write elsewhere, or overwrite it with `--force`");
    }
    return true;
  });
  try {
    mkdirSync(folder, { recursive: true });
    for (const { name, text } of changed) writeFileAtomic(join(folder, name), text);
  } catch (error) {
    throw new UsageError(`cannot write to \`${folder}\`: ${reasonOf((error as NodeJS.ErrnoException).code ?? String(error))}`);
  }
  return { written: changed.length };
}

function readExisting(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isDirectory()) throw new UsageError(`\`${path}\` is a folder`);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read \`${path}\`: ${reasonOf((error as NodeJS.ErrnoException).code ?? "")}`);
  }
}
