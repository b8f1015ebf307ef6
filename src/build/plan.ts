import type { ManifestEntry } from "./manifest.ts";

/** A file that a build is to leave in the output folder. */
export interface Output {
  /** From the output folder on. */
  readonly file: string;
  readonly text: string;
  readonly hash: string;
}

/** What is to be done to the output folder. */
export interface Plan {
  readonly write: readonly Output[];
  /** Outputs of an earlier build that nothing gives any more. */
  readonly remove: readonly string[];
  /** Files that are in the way, or that somebody changed since they were written. */
  readonly foreign: readonly Foreign[];
  readonly unchanged: number;
}

export interface Foreign {
  readonly file: string;
  readonly why: "not ours" | "changed";
}

/** What stands in the output folder: the hash of a file, or undefined where there is none. */
export type Standing = (file: string) => string | undefined;

/**
 * Compares what a build gives with what an earlier one left. Only what an earlier build wrote, and nobody changed since, is replaced or removed;
 * with `force`, what stands in the place of an output is replaced whatever it is.
 */
export function plan(outputs: readonly Output[], before: readonly ManifestEntry[], standing: Standing, force: boolean): Plan {
  const known = new Map(before.map(({ file, hash }) => [file, hash]));
  const write: Output[] = [];
  const foreign: Foreign[] = [];
  for (const output of outputs) {
    const there = standing(output.file);
    if (there === output.hash) continue;
    if (there === undefined || there === known.get(output.file) || force) write.push(output);
    else foreign.push({ file: output.file, why: known.has(output.file) ? "changed" : "not ours" });
  }
  const wanted = new Set(outputs.map(({ file }) => file));
  const stale = before.filter(({ file }) => !wanted.has(file) && standing(file) !== undefined);
  const remove = stale.filter(({ file, hash }) => standing(file) === hash).map(({ file }) => file);
  const kept = stale.filter(({ file, hash }) => standing(file) !== hash);
  return {
    write,
    remove,
    foreign: [...foreign, ...kept.map(({ file }) => ({ file, why: "changed" as const }))],
    unchanged: outputs.length - write.length - foreign.length,
  };
}
