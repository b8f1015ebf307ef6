import { createHash, hash } from "node:crypto";
import { constants, statSync, type Stats } from "node:fs";
import type { Stamp } from "../../build/state.ts";

/** What a manifest says of a text. */
export function hashOf(text: string): string {
  return `sha256:${hash("sha256", text)}`;
}

/** What the file system says of a source: another stamp may mean another content. Undefined where there is none. */
export function sourceStamp(path: string): Stamp | undefined {
  const stats = look(path);
  // What a move or a copy leaves of a file's times, it does not leave of the time of its entry.
  return stats === undefined ? undefined : [stats.mtimeMs, stats.size, stats.ino, stats.ctimeMs];
}

/** What the file system says of an output, also before it is moved into its place. */
export function outputStamp(path: string): Stamp | undefined {
  const stats = look(path);
  return stats === undefined ? undefined : [stats.mtimeMs, stats.size, stats.ino];
}

/** The stamps of the files of a project. */
export interface Stamps {
  readonly ofSource: (uri: string) => Stamp | undefined;
  readonly ofOutput: (file: string) => Stamp | undefined;
}

/** The stamps of now, each taken once: what is read later is never older than its stamp. */
export function stampsIn(root: string, folder: string): Stamps {
  // Paths are joined by hand: stamps are most of what a build does that has nothing to do.
  return { ofSource: once((uri) => sourceStamp(`${root}/${uri}`)), ofOutput: once((file) => outputStamp(`${folder}/${file}`)) };
}

function once(take: (name: string) => Stamp | undefined): (name: string) => Stamp | undefined {
  const known = new Map<string, Stamp | undefined>();
  return (name) => {
    let stamp = known.get(name);
    if (stamp === undefined) known.set(name, (stamp = take(name)));
    return stamp;
  };
}

/** Whether two stamps are of one content, as far as can be told. */
export function isSameStamp(a: Stamp, b: Stamp): boolean {
  return a.length > 0 && a.length === b.length && a.every((value, index) => value === b[index]);
}

/** A stamp if it tells a content that was read from every later one, else an empty one: a file may be written twice within a tick of the clock. */
export function settledStamp(stamp: Stamp, readAt: number): Stamp {
  const [modified = Infinity, , , changed = 0] = stamp;
  const latest = Math.max(modified, changed);
  // Some file systems count in seconds, or in two of them.
  const tick = latest % 1000 === 0 ? 2000 : 20;
  return latest + tick < readAt ? stamp : [];
}

/** One hash for the stamps of files, by their names; undefined where one tells nothing. */
export function digestOf(names: readonly string[], stampOf: (name: string) => Stamp | undefined): string | undefined {
  const numbers: number[] = [];
  for (const name of names) {
    const stamp = stampOf(name);
    if (stamp === undefined || stamp.length === 0) return undefined;
    for (const number of stamp) numbers.push(number);
  }
  return createHash("sha256").update(names.join("\n")).update(new Float64Array(numbers)).digest("base64");
}

function look(path: string): Stats | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats !== undefined && (stats.mode & constants.S_IFMT) === constants.S_IFREG ? stats : undefined;
  } catch {
    return undefined;
  }
}
