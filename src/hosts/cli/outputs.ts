import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { makeFolder } from "../make-folder.ts";
import { readTextFile, reasonOf } from "../read-file.ts";
import { UsageError } from "./console.ts";

/** A file to be written. */
export interface Output {
  readonly name: string;
  readonly text: string;
  /** Whether a text found in its place is one that chimepolicy wrote. */
  readonly isOurs: (text: string) => boolean;
}

/**
 * Writes files into a folder, each replaced as a whole, and those whose content would not change left untouched.
 * Nothing is written when one of them holds what chimepolicy did not write, unless `force` is set.
 */
export function writeOutputs(folder: string, outputs: readonly Output[], force: boolean): { written: number } {
  refuseTwins(outputs.map(({ name }) => name));
  const changed = outputs.filter(({ name, text, isOurs }) => {
    const path = join(folder, name);
    if (!isThere(path)) return true;
    const existing = readTextFile(path);
    if ("text" in existing && existing.text === text) return false;
    if ("problem" in existing && existing.problem === "folder")
      throw new UsageError(`\`${path}\` is a folder, and the document \`${name}\` would take its place`);
    if ("problem" in existing && existing.problem === "unreadable")
      throw new UsageError(`cannot write \`${path}\`: ${existing.detail ?? "it cannot be read"}`);
    if (!force && ("problem" in existing || !isOurs(existing.text))) {
      throw new UsageError(
        `\`${path}\` is there already, and does not look like a file that chimepolicy wrote`,
        "write elsewhere, or overwrite it with `--force`",
      );
    }
    return true;
  });
  let path = folder;
  try {
    makeFolder(folder);
    for (const { name, text } of changed) {
      makeFolder((path = dirname(join(folder, name))));
      writeFileAtomic((path = join(folder, name)), text);
    }
  } catch (error) {
    throw new UsageError(`cannot write to \`${path}\`: ${reasonOf(error)}`);
  }
  return { written: changed.length };
}

/** Two names that differ in letter case only are one file on macOS and Windows, and the second document would replace the first. */
export function refuseTwins(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = name.normalize("NFC").toLowerCase();
    const other = seen.get(key);
    if (other !== undefined)
      throw new UsageError(
        `\`${other}\` and \`${name}\` are one file where letter case does not count`,
        'give one of them another name, as with `@name("…")`',
      );
    seen.set(key, name);
  }
}

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw new UsageError(`cannot write \`${path}\`: ${reasonOf(error)}`);
  }
}
