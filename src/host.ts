/** What a compiler needs from the world around it. Implemented over a file system, a map in memory, an editor's buffers. */
export interface Host {
  /** Reads one source by its uri: a path with `/`, relative to the project root. Never throws. */
  read(uri: string): ReadResult;
}

/** The text of a source, or why there is none. */
export type ReadResult = { readonly text: string } | { readonly problem: ReadProblem; readonly detail?: string };

/** `outside`: the file exists, but leads out of the project root (a symbolic link, say). */
export type ReadProblem = "not-found" | "outside" | "folder" | "not-text" | "too-large" | "unreadable";

/** A host over texts in memory, by uri. */
export function memoryHost(files: Readonly<Record<string, string>>): Host {
  return {
    read(uri) {
      const text = Object.hasOwn(files, uri) ? files[uri] : undefined;
      return text === undefined ? { problem: "not-found" } : { text };
    },
  };
}
