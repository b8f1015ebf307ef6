import { isUtf8 } from "node:buffer";
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Host, ReadResult } from "../host.ts";

/** A host over the file system, and the way between paths and uris. */
export interface NodeHost extends Host {
  readonly root: string;
  /** The uri of a path: relative to the root, with `/`. */
  uriOf(path: string): string;
  pathOf(uri: string): string;
  /** Reads a file wherever it lies; only imports are held inside the root. */
  readAnywhere(path: string): ReadResult;
}

/** No source comes near this; larger files are a mistake. */
const largestFile = 64 * 1024 * 1024;

/** A host for the project around a folder: the nearest folder above with a `chimepolicy.config.json`, else the folder itself. */
export function createNodeHost(folder: string): NodeHost {
  const root = findRoot(resolve(folder));
  const uriOf = (path: string): string => relative(root, resolve(folder, path)).split(sep).join("/");
  const pathOf = (uri: string): string => join(root, ...uri.split("/"));
  return {
    root,
    uriOf,
    pathOf,
    readAnywhere: (path) => readFile(resolve(folder, path)),
    read(uri) {
      const path = pathOf(uri);
      const real = realPath(path);
      if (real !== undefined && !isInside(real, realPath(root) ?? root)) return { problem: "outside" };
      return readFile(path);
    },
  };
}

function findRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "chimepolicy.config.json"))) return at;
    if (dirname(at) === at) return folder;
  }
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function readFile(path: string): ReadResult {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return { problem: "folder" };
    if (stats.size > largestFile) return { problem: "too-large", detail: `${Math.ceil(stats.size / 1024 / 1024)} MiB, of at most ${largestFile / 1024 / 1024}` };
    return decode(readFileSync(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    return code === "ENOENT" || code === "ENOTDIR" ? { problem: "not-found" } : { problem: "unreadable", detail: reasonOf(code) };
  }
}

/** The text in some bytes, when they are text. */
export function decode(bytes: Buffer): ReadResult {
  if (!isUtf8(bytes)) return { problem: "not-text" };
  return { text: bytes.toString("utf8") };
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "its symbolic links lead in a circle",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "its name is too long",
  ENOSPC: "the disk is full",
  EROFS: "the file system is read-only",
  ENOTDIR: "part of the path is no folder",
  ENOENT: "it does not exist",
};

/** Why a file operation failed, in words. */
export function reasonOf(code: string): string {
  return reasons[code] ?? code;
}
