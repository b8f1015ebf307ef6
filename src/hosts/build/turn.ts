import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeOf, pause } from "../read-file.ts";

/** A new name, in a folder of outputs, for what a build has not finished. */
export function asideName(): string {
  return `.chimepolicy-${process.pid}-${randomBytes(4).toString("hex")}`;
}

/** Whether a name is that of something that a build had not finished when it was killed. */
export function isAbandonedName(name: string): boolean {
  const pid = /^\.chimepolicy-(\d+)-[0-9a-f]{8}$/.exec(name)?.[1];
  return pid !== undefined && !isRunning(Number(pid));
}

/** While a build moves its outputs into their places, it is the only one that does so in their folder. */
export const turnName = ".chimepolicy-turn";

/** A build moves thousands of files a second. */
const longestWait = 30_000;
const eachWait = 10;

/** A build that takes its turn says at once who it is; one that has not said so by then was killed over it. */
const longestSilence = 1000;

/** Waits until no other build moves its outputs into a folder, and keeps others from it until it is called off. Undefined when that takes too long. */
export function takeTurn(folder: string): (() => void) | undefined {
  const file = join(folder, turnName);
  const mine = `${process.pid} ${randomBytes(4).toString("hex")}`;
  for (let waited = 0; waited < longestWait; waited += eachWait) {
    if (claim(file, mine)) return () => isHeldBy(file, mine) && rmSync(file, { force: true });
    const holder = read(file);
    if (holder !== undefined && isAbandoned(holder, waited)) removeAbandoned(file, holder);
    else pause(eachWait);
  }
  return undefined;
}

/** Whether a build moves its outputs into a folder, or was killed when it did. */
export function isTurnHeld(folder: string): boolean {
  return existsSync(join(folder, turnName));
}

function isAbandoned(holder: string, waited: number): boolean {
  const pid = /^(\d+) [0-9a-f]{8}$/.exec(holder)?.[1];
  return pid === undefined ? waited > longestSilence : !isRunning(Number(pid));
}

/** Whether a process of this machine is running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function claim(file: string, mine: string): boolean {
  try {
    writeFileSync(file, mine, { flag: "wx" });
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
  // Somebody who saw an abandoned turn in the same moment may have removed this one for it.
  return isHeldBy(file, mine);
}

function isHeldBy(file: string, holder: string): boolean {
  return read(file) === holder;
}

/** The process that held it was killed. Moved before it is removed, since only one of several can do that; to a name that the next build clears away. */
function removeAbandoned(file: string, holder: string): void {
  const aside = join(dirname(file), asideName());
  try {
    if (!isHeldBy(file, holder)) return;
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
