import { readFileSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { ReadResult } from "../../host.ts";
import type { EntryFile } from "../../load.ts";
import { createNodeHost, decode, type NodeHost } from "../node-host.ts";
import { UsageError } from "./console.ts";

/** The sources a command works on. */
export interface Inputs {
  readonly host: NodeHost;
  readonly files: readonly EntryFile[];
  /** A uri as messages show it: relative to the working folder. */
  readonly fileOf: (uri: string) => string;
}

const standardInput = "<stdin>";

/** Reads the files named on a command line: paths, globs, and `-` for standard input. */
export async function readInputs(names: readonly string[]): Promise<Inputs> {
  const host = createNodeHost(process.cwd());
  const files: EntryFile[] = [];
  const seen = new Set<string>();
  for (const name of await expand(names)) {
    const uri = name === "-" ? standardInput : host.uriOf(name);
    if (seen.has(uri)) continue;
    seen.add(uri);
    files.push({ uri, text: textOf(name === "-" ? readStandardInput() : host.readAnywhere(name), name) });
  }
  return { host, files, fileOf: (uri) => shownName(uri, host) };
}

/** The text of one file, or a usage error that says why there is none. */
export function textOf(result: ReadResult, name: string): string {
  if ("text" in result) return result.text;
  const shown = name === "-" ? "standard input" : `\`${name}\``;
  switch (result.problem) {
    case "not-found":
      throw new UsageError(`there is no file ${shown}`);
    case "folder":
      throw new UsageError(`${shown} is a folder`, `name the files in it, as in \`${name.replace(/\/$/, "")}/**/*.chimepolicy\``);
    case "not-text":
      throw new UsageError(`${shown} is not UTF-8 text`);
    case "too-large":
      throw new UsageError(`${shown} is too large: ${result.detail}`);
    case "outside":
    case "unreadable":
      throw new UsageError(`cannot read ${shown}: ${result.detail ?? "it lies outside the project"}`);
  }
}

export function readStandardInput(): ReadResult {
  try {
    return decode(readFileSync(0));
  } catch (error) {
    return { problem: "unreadable", detail: (error as Error).message };
  }
}

/** Names with `*`, `?`, `[` or `{` that are no files themselves are globs; a glob that matches nothing is an error. */
async function expand(names: readonly string[]): Promise<readonly string[]> {
  if (!names.some(isGlob)) return names;
  const { globSync } = await import("tinyglobby");
  return names.flatMap((name) => {
    if (!isGlob(name)) return [name];
    const found = globSync(name.split(sep).join("/"), { onlyFiles: true, expandDirectories: false, dot: false }).sort();
    if (found.length === 0) throw new UsageError(`no file matches \`${name}\``);
    return found;
  });
}

function isGlob(name: string): boolean {
  if (name === "-" || !/[*?[\]{}]/.test(name)) return false;
  return statSync(name, { throwIfNoEntry: false }) === undefined;
}

function shownName(uri: string, host: NodeHost): string {
  if (uri === standardInput || uri.startsWith("std/") || uri.startsWith("--")) return uri;
  return relative(process.cwd(), resolve(host.root, uri)).split(sep).join("/");
}
