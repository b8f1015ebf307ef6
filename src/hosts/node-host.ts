import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Host, ReadResult } from "../host.ts";
import { readTextFile } from "./read-file.ts";

/** A host over the file system, and the way between paths and uris. */
export interface NodeHost extends Host {
  readonly root: string;
  /** The uri of a path: relative to the root, with `/`. */
  uriOf(path: string): string;
  pathOf(uri: string): string;
  /** Reads a file wherever it lies; only imports are held inside the root. */
  readAnywhere(path: string): ReadResult;
}

/** A host for the project around a folder: the nearest folder above with a `chimepolicy.config.json`, else the folder itself. */
export function createNodeHost(folder: string): NodeHost {
  const root = findRoot(resolve(folder));
  const uriOf = (path: string): string => relative(root, resolve(folder, path)).split(sep).join("/");
  const pathOf = (uri: string): string => resolve(root, ...uri.split("/"));
  return {
    root,
    uriOf,
    pathOf,
    readAnywhere: (path) => readTextFile(resolve(folder, path)),
    read(uri) {
      const path = pathOf(uri);
      // What does not exist, or lies in a circle of links, has no real path; reading it says so.
      const real = realPath(path);
      const inside = real === undefined ? isInside(path, root) : isInside(real, realPath(root) ?? root);
      if (!inside) return { problem: "outside" };
      return readTextFile(path);
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

/** A path without symbolic links, in the letter case of the file system; undefined where nothing is there. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
