import { existsSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { manifestName, readManifest, type ManifestEntry } from "../../build/manifest.ts";
import { makeFolder } from "../make-folder.ts";
import { codeOf, readTextFile } from "../read-file.ts";
import { hashOf } from "./stamps.ts";
import { asideName, isAbandonedName, isTurnHeld, takeTurn } from "./turn.ts";

/** The file of a document. */
export function outputName(name: string): string {
  return `${name}.json`;
}

/** The hash of a file: undefined where there is none, and no hash where it cannot be read. */
export function hashOfFile(path: string): string | undefined {
  const read = readTextFile(path);
  return "text" in read ? hashOf(read.text) : read.problem === "not-found" ? undefined : read.problem;
}

/** What earlier builds are known to have written to a folder. */
export interface Standing {
  /** The text of the manifest; undefined where there is none. */
  readonly manifest: string | undefined;
  /** The root of the project that it is of, from the folder on. */
  readonly project: string | undefined;
  /** Its entries, and those that a build which was killed on the way was about to write. */
  readonly entries: readonly ManifestEntry[];
}

/** Reads what earlier builds left in a folder. */
export function standingIn(folder: string): Standing {
  const manifest = textIn(folder, manifestName);
  const journals = abandonedIn(folder).flatMap((name) => textIn(join(folder, name), manifestName) ?? []);
  const [known, ...others] = [manifest ?? "", ...journals].map(readManifest);
  return { manifest, project: known?.project, entries: [known, ...others].flatMap((one) => one?.documents ?? []) };
}

/** The text of a file in a folder; undefined where there is none that can be read. */
export function textIn(folder: string, file: string): string | undefined {
  const read = readTextFile(join(folder, file));
  return "text" in read ? read.text : undefined;
}

/** A folder beside the outputs of a build, for what it has not finished; made when something is written to it. */
export interface Aside {
  readonly folder: string;
  /** Removes it, and the folders that were made for it and are empty. */
  readonly remove: () => void;
}

/** The name of a new folder aside; nothing is written yet. */
export function asideIn(folder: string): Aside {
  const missing = missingFolders(folder);
  const aside = join(folder, asideName());
  return {
    folder: aside,
    remove() {
      rmSync(aside, { recursive: true, force: true });
      removeEmpty(missing);
    },
  };
}

/** The folders above and at a path that do not exist, the innermost first. */
function missingFolders(folder: string): readonly string[] {
  return existsSync(folder) ? [] : [folder, ...missingFolders(dirname(folder))];
}

function removeEmpty(folders: readonly string[]): void {
  try {
    for (const folder of folders) rmdirSync(folder);
  } catch {
    // The first that holds something, or is not there, ends it.
  }
}

/** Writes a file into a folder that may not be there yet. */
export function writeInto(folder: string, file: string, text: string): string {
  const path = join(folder, file);
  try {
    writeFileSync(path, text);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    makeFolder(folder);
    writeFileSync(path, text);
  }
  return path;
}

/** Whether another build has written to a folder since its manifest was read, or still does; waits for it. */
export function isDisturbed(folder: string, manifest: string | undefined): boolean {
  const held = isTurnHeld(folder);
  if (held) takeTurn(folder)?.();
  return held || textIn(folder, manifestName) !== manifest;
}

/** What is to become of an output folder. */
export interface Delivery {
  /** Files that lie ready, and the names they are to have. */
  readonly move: readonly { readonly from: string; readonly file: string }[];
  readonly remove: readonly string[];
  readonly manifest: string | undefined;
  /** The manifest that stood there when this was decided. */
  readonly before: string | undefined;
}

/** `overtaken`: another build wrote to the folder since it was looked at. `busy`: one that does so does not end. */
export type Outcome = "done" | "overtaken" | "busy";

/**
 * Moves outputs into their places, the manifest last, so that whoever looks, or whatever interrupts, there is the old file or the new one.
 * Changes nothing where it is not done.
 */
export function deliver(folder: string, aside: Aside, { move, remove, manifest, before }: Delivery): Outcome {
  const abandoned = abandonedIn(folder);
  if (move.length + remove.length + abandoned.length === 0 && manifest === undefined) return "done";
  // By what it was about to write, the outputs of a build that is killed from here on are known for its own.
  const ready = manifest === undefined ? undefined : writeInto(aside.folder, manifestName, manifest);
  const endTurn = takeTurn(folder);
  if (endTurn === undefined) return "busy";
  try {
    if (textIn(folder, manifestName) !== before) return "overtaken";
    for (const { from, file } of move) renameSync(from, join(folder, file));
    for (const file of remove) rmSync(join(folder, file), { force: true });
    if (ready !== undefined) renameSync(ready, join(folder, manifestName));
    for (const name of abandoned) rmSync(join(folder, name), { recursive: true, force: true });
    return "done";
  } finally {
    endTurn();
  }
}

/** What builds that were killed left aside. */
function abandonedIn(folder: string): readonly string[] {
  return namesIn(folder).filter(isAbandonedName);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
