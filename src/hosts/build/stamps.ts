import { hash } from "node:crypto";
import { statSync, type Stats } from "node:fs";

/** What a manifest says of a text. */
export function hashOf(text: string): string {
  return `sha256:${hash("sha256", text)}`;
}

/** What the file system says of a source: another stamp may mean another content. Undefined where there is none. */
export function sourceStamp(path: string): string | undefined {
  const stats = look(path);
  // What a move or a copy leaves of a file's times, it does not leave of the time of its entry.
  return stats === undefined ? undefined : `${stats.mtimeMs} ${stats.size} ${stats.ino} ${stats.ctimeMs}`;
}

/** What the file system says of an output, also before it is moved into its place. */
export function outputStamp(path: string): string | undefined {
  const stats = look(path);
  return stats === undefined ? undefined : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}

/** A stamp if it tells a content from every later one, else an empty one: a file may be written twice within a tick of the clock. */
export function settledStamp(stamp: string, now: number): string {
  const [modified, , , changed = "0"] = stamp.split(" ");
  const latest = Math.max(Number(modified), Number(changed));
  // Some file systems count in seconds, or in two of them.
  const tick = latest % 1000 === 0 ? 2000 : 20;
  return latest + tick < now ? stamp : "";
}

function look(path: string): Stats | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? stats : undefined;
  } catch {
    return undefined;
  }
}
