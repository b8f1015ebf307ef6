import type { ManifestEntry } from "./manifest.ts";

/** A file that a build is to leave in the output folder. */
export interface Output {
  /** From the output folder on. */
  readonly file: string;
  readonly hash: string;
}

/** What is to be done to the output folder. */
export interface Plan<Wanted extends Output = Output> {
  readonly write: readonly Wanted[];
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
 * Compares what a build gives with what earlier ones left. Only what an earlier build wrote, and nobody changed since, is replaced or removed;
 * with `force`, what stands in the place of an output is replaced whatever it is.
 */
export function plan<Wanted extends Output>(
  outputs: readonly Wanted[],
  before: readonly ManifestEntry[],
  standing: Standing,
  force: boolean,
): Plan<Wanted> {
  const known = new Map<string, readonly string[]>();
  for (const { file, hash } of before) known.set(file, [...(known.get(file) ?? []), hash]);
  const write: Wanted[] = [];
  const foreign: Foreign[] = [];
  for (const output of outputs) {
    const there = standing(output.file);
    if (there === output.hash) continue;
    const hashes = known.get(output.file);
    if (there === undefined || hashes?.includes(there) === true || force) write.push(output);
    else foreign.push({ file: output.file, why: hashes === undefined ? "not ours" : "changed" });
  }
  const unchanged = outputs.length - write.length - foreign.length;
  const wanted = new Set(outputs.map(({ file }) => file));
  const remove: string[] = [];
  for (const [file, hashes] of known) {
    const there = wanted.has(file) ? undefined : standing(file);
    if (there === undefined) continue;
    if (hashes.includes(there)) remove.push(file);
    else foreign.push({ file, why: "changed" });
  }
  return { write, remove, foreign, unchanged };
}
