import { statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { ReadResult } from "../../host.ts";
import type { EntryFile } from "../../load.ts";
import { createNodeHost, realPath, type NodeHost } from "../node-host.ts";
import { readDescriptor, whyUnread, type FailedRead } from "../read-file.ts";
import { standardInputWord } from "./arguments.ts";
import { UsageError } from "./console.ts";

/** The sources a command works on. */
export interface Inputs {
  readonly host: NodeHost;
  readonly files: readonly EntryFile[];
  /** Whether one of them is standard input. */
  readonly fromStandardInput: boolean;
  /** A uri as messages show it: relative to the working folder. */
  readonly fileOf: (uri: string) => string;
}

/** What messages call standard input. */
export const standardInput = "<stdin>";

/**
 * Reads the files named on a command line: paths, globs, and `-` for standard input; and folders, where it is said which of the files
 * below they stand for. A file that is named twice is read once.
 */
export async function readInputs(names: readonly string[], inFolders?: string): Promise<Inputs> {
  const host = createNodeHost(process.cwd());
  const files: EntryFile[] = [];
  const seen = new Set<string>();
  const named = await expand(names);
  const expanded = inFolders === undefined ? named : await expandFolders(named, inFolders);
  const asked = new Set(named);
  const stop = await startReading(expanded.length);
  try {
    for (const name of expanded) {
      const isStandard = name === standardInputWord;
      const same = isStandard ? name : (realPath(resolve(name)) ?? resolve(name));
      if (seen.has(same)) continue;
      seen.add(same);
      const text = readNamed(name, host);
      if (asked.has(name) || mayHoldPolicies(name, text)) files.push({ uri: host.uriOf(isStandard ? standardInput : name), text });
    }
  } finally {
    stop();
  }
  return { host, files, fromStandardInput: seen.has(standardInputWord), fileOf: (uri) => shownName(uri, host) };
}

/** A folder has JSON and YAML of all kinds; what has no statements in it is not meant when the folder is named. */
function mayHoldPolicies(name: string, text: string): boolean {
  return name.endsWith(".chimepolicy") || /\bstatement\\?["']?\s*[:=]/i.test(text);
}

/** So many files can take half a second to read. */
const manyFiles = 500;

async function startReading(files: number): Promise<() => void> {
  if (files < manyFiles) return () => {};
  const { startProgress } = await import("./progress.ts");
  return startProgress(`reading ${files} files`);
}

/** The text of one file or of standard input, or a usage error that says why there is none. */
export function readNamed(name: string, host: NodeHost): string {
  const isStandard = name === standardInputWord;
  const result: ReadResult = isStandard ? readDescriptor(0, true) : host.readAnywhere(name);
  if ("text" in result) return result.text;
  throw isStandard
    ? unreadable("standard input", result)
    : unreadable(`\`${name}\``, result, `name the files in it, as in \`${name.replace(/\/+$/, "")}/**/*.chimepolicy\``);
}

/** Why there is no text, for a user. */
export function unreadable(shown: string, read: FailedRead, help?: string): UsageError {
  switch (read.problem) {
    case "not-found":
      return new UsageError(`there is no file ${shown}`);
    case "folder":
      return new UsageError(`${shown} is a folder`, help);
    case "not-text":
      return new UsageError(`${shown} is not UTF-8 text`);
    case "too-large":
      return new UsageError(`${shown} is too large: ${read.detail ?? ""}`);
    case "outside":
    case "unreadable":
      return new UsageError(`cannot read ${shown}: ${whyUnread(read)}`);
  }
}

/** Names with `*`, `?`, `[` or `{` that are no files themselves are globs; a glob that matches nothing is an error. */
export async function expand(names: readonly string[]): Promise<readonly string[]> {
  if (names.includes("")) throw new UsageError("the name of a file is empty");
  if (!names.some(isGlob)) return names;
  const { globSync } = await import("tinyglobby");
  return names.flatMap((name) => {
    if (!isGlob(name)) return [name];
    const ignore = name.includes("node_modules") ? [] : ["**/node_modules/**"];
    const found = globSync(name.split(sep).join("/"), { onlyFiles: true, expandDirectories: false, dot: false, ignore }).sort();
    if (found.length === 0) throw new UsageError(`no file matches \`${name}\``);
    return found;
  });
}

async function expandFolders(names: readonly string[], pattern: string): Promise<readonly string[]> {
  if (!names.some(isFolder)) return names;
  const lists = names.map(async (name) => {
    if (!isFolder(name)) return [name];
    const found = await filesIn(name, pattern);
    if (found.length === 0) throw new UsageError(`no source and no policy in the folder \`${name}\``);
    return found.map((inner) => join(name, inner));
  });
  return (await Promise.all(lists)).flat();
}

/** Files of these names hold no policies. */
const notPolicies = ["package.json", "package-lock.json", "tsconfig.json", "chimepolicy.config.json", "chimepolicy.baseline.json"];

/** The files below a folder that a glob matches, sorted. */
export async function filesIn(folder: string, pattern: string): Promise<readonly string[]> {
  const { globSync } = await import("tinyglobby");
  const ignore = ["**/node_modules/**", ...notPolicies.map((name) => `**/${name}`)];
  return globSync(pattern, { cwd: folder, onlyFiles: true, dot: false, ignore }).toSorted();
}

export function isFolder(name: string): boolean {
  try {
    return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

function isGlob(name: string): boolean {
  if (!/[*?[\]{}]/.test(name)) return false;
  try {
    return statSync(name, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

/** A uri as messages show it: relative to the working folder. */
export function shownName(uri: string, host: NodeHost): string {
  if (uri.startsWith("std/") || uri.startsWith("--")) return uri;
  return relative(process.cwd(), resolve(host.root, uri)).split(sep).join("/");
}
