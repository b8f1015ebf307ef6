import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import type { ReadProblem, ReadResult } from "../host.ts";

/** No source comes near this; what is larger is a mistake. */
const largestFile = 64 * 1024 * 1024;

/** Reads a text file, or says why not. Never throws, never waits for a pipe that nobody writes to, never reads without end. */
export function readTextFile(path: string): ReadResult {
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return readDescriptor(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return problemOf(error);
  }
}

/** Whether nothing is at a path. What cannot be looked at may be there. */
export function isMissing(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

/** Reads all of an open file, pipe or terminal, and stops when it is too much. */
export function readDescriptor(descriptor: number, isStandardInput = false): ReadResult {
  try {
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) return { problem: "folder" };
    if (!isStandardInput && (stats.isCharacterDevice() || stats.isBlockDevice()))
      return { problem: "unreadable", detail: "it is a device" };
    if (stats.isFile() && stats.size > largestFile) return { problem: "too-large", detail: tooLarge(stats.size) };
    const bytes = readAll(descriptor, stats.isFile() ? stats.size : 0);
    if (bytes === undefined) return { problem: "too-large", detail: tooLarge() };
    if (bytes.length === 0 && stats.isFIFO() && !isStandardInput)
      return { problem: "unreadable", detail: "it is a pipe, and nothing came through it" };
    if (!isUtf8(bytes)) return { problem: "not-text" };
    return { text: bytes.toString("utf8") };
  } catch (error) {
    return problemOf(error);
  }
}

/** The bytes up to the end; undefined when there are too many. A pipe that is empty for now is tried again. */
function readAll(descriptor: number, expected: number): Buffer | undefined {
  let bytes = Buffer.allocUnsafe(expected === 0 ? 64 * 1024 : expected + 1);
  let total = 0;
  for (;;) {
    const length = readSome(descriptor, bytes.subarray(total));
    if (length === 0) return bytes.subarray(0, total);
    total += length;
    if (total > largestFile) return undefined;
    if (total === bytes.length) bytes = Buffer.concat([bytes], 2 * total);
  }
}

function readSome(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk, 0, chunk.length, null);
    } catch (error) {
      const code = codeOf(error);
      // Windows reports the end of a pipe as an error.
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      pause(5);
    }
  }
}

/** Waits some milliseconds without burning the processor. */
export function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function tooLarge(size?: number): string {
  const limit = largestFile / 1024 / 1024;
  return size === undefined ? `more than ${limit} MiB` : `${Math.ceil(size / 1024 / 1024).toLocaleString("en")} MiB, of at most ${limit}`;
}

function problemOf(error: unknown): ReadResult {
  const code = codeOf(error);
  if (code === "ENOENT" || code === "ENOTDIR") return { problem: "not-found" };
  if (code === "EISDIR") return { problem: "folder" };
  return { problem: "unreadable", detail: reasonOf(error) };
}

/** A read that gave no text. */
export type FailedRead = Exclude<ReadResult, { readonly text: string }>;

/** Why there is no text, in words that follow "cannot read". */
export function whyUnread({ problem, detail }: FailedRead): string {
  return detail ?? problems[problem];
}

const problems: Readonly<Record<ReadProblem, string>> = {
  "not-found": "it is not there",
  folder: "it is a folder",
  "not-text": "it is not UTF-8 text",
  "too-large": "it is too large",
  outside: "it lies outside the project",
  unreadable: "it cannot be read",
};

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "its symbolic links lead in a circle",
  EISDIR: "it is a folder",
  EEXIST: "a file is in the place of a folder",
  ENOTDIR: "part of the path is no folder",
  ENOENT: "part of the path does not exist",
  ENAMETOOLONG: "the name is too long",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be too large",
  EROFS: "the file system is read-only",
  ENXIO: "it is a socket or a device that is not there",
  EIO: "the device failed",
  EBUSY: "it is in use",
  EMFILE: "too many files are open",
  EBADF: "it is closed",
};

/** Why a file operation failed, in words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? (code === "" ? String(error) : code);
}

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
