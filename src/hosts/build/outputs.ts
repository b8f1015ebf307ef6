import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { manifestName, readManifest, type Manifest } from "../../build/manifest.ts";
import type { Output, Plan, Standing } from "../../build/plan.ts";
import { readTextFile } from "../read-file.ts";

/** What a manifest says of a text. */
export function hashOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** What stands in an output folder: hashes of its files, each read once. */
export function standingIn(folder: string): Standing {
  const known = new Map<string, string | undefined>();
  return (file) => {
    if (known.has(file)) return known.get(file);
    const read = readTextFile(join(folder, file));
    const hash = "text" in read ? hashOf(read.text) : read.problem === "not-found" ? undefined : read.problem;
    known.set(file, hash);
    return hash;
  };
}

/** The manifest of an earlier build in a folder. */
export function manifestIn(folder: string): Manifest | undefined {
  const read = readTextFile(join(folder, manifestName));
  return "text" in read ? readManifest(read.text) : undefined;
}

const stagingPrefix = ".chimepolicy-";

/**
 * Does what a plan says, and writes the manifest last. Every file is written aside and then moved into its place, so that whoever looks, or whatever
 * interrupts, there is the old file or the new one.
 */
export function carryOut(folder: string, { write, remove }: Plan, manifest: Output | undefined): void {
  if (write.length + remove.length === 0 && manifest === undefined) return;
  mkdirSync(folder, { recursive: true });
  removeAbandoned(folder);
  const staging = join(folder, `${stagingPrefix}${process.pid}-${randomBytes(4).toString("hex")}`);
  mkdirSync(staging);
  try {
    const made = new Set([folder]);
    for (const [index, { file, text }] of [...write, ...(manifest === undefined ? [] : [manifest])].entries()) {
      const aside = join(staging, String(index));
      const target = join(folder, file);
      const parent = dirname(target);
      if (!made.has(parent)) {
        mkdirSync(parent, { recursive: true });
        made.add(parent);
      }
      writeFileSync(aside, text);
      renameSync(aside, target);
    }
    for (const file of remove) removeOutput(folder, file);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Removes a file, and the folders that are empty then. */
function removeOutput(folder: string, file: string): void {
  unlinkSync(join(folder, file));
  for (let at = dirname(file); at !== "."; at = dirname(at)) {
    try {
      rmdirSync(join(folder, at));
    } catch {
      return;
    }
  }
}

/** A build that was killed leaves its folder behind; that of one that still runs is let be. */
function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = new RegExp(`^\\${stagingPrefix}(\\d+)-[0-9a-f]{8}$`).exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
