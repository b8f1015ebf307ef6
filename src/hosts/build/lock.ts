import { join } from "node:path";
import { lockFindings } from "../../build/lock-findings.ts";
import { compareLock, createLock, lockName, readLock, writeLock, type Lock } from "../../build/lock.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { createDiagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { BuildUnit } from "../../build/unit.ts";
import { readTextFile } from "../read-file.ts";
import type { Project } from "./project.ts";
import { sourcesOf } from "./sources.ts";

/** The lock that would accept all that a project grants today. */
export function lockOf(units: readonly BuildUnit[], catalog: Catalog): Lock {
  const grants = units.flatMap((unit) => unit.grants);
  return createLock(grants, catalog.version.version, catalog.actionCount);
}

/** What the lock of a project has to say. */
export interface CheckedLock {
  readonly diagnostics: readonly Diagnostic[];
  /** The text that stands there. */
  readonly before: string | undefined;
  /** The text that is to stand there, where that is another one. */
  readonly after: string | undefined;
}

/** Where there is nothing to compare with a lock. */
export const noLock: CheckedLock = { diagnostics: [], before: undefined, after: undefined };

/** Compares a project with its lock. What drifted stays as it was locked, until somebody accepts it. */
export function checkLock({ root, host }: Project, units: readonly BuildUnit[], catalog: Catalog, locked: boolean): CheckedLock {
  const before = standingLock(root);
  const lock = before === undefined ? emptyLock : readLock(before);
  if (lock === undefined) return { diagnostics: [invalidLock(before!)], before, after: undefined };
  const now = lockOf(units, catalog);
  const comparison = compareLock(
    units.flatMap((unit) => unit.grants),
    lock,
    now,
  );
  const kept = Object.fromEntries(comparison.drifts.map(({ grant: { expression } }) => [expression, lock.grants[expression]!]));
  const text = writeLock({ ...now, grants: { ...now.grants, ...kept } });
  return {
    diagnostics: lockFindings(comparison, { uri: lockName, text: before ?? "" }, locked, sourcesOf(host)),
    before,
    after: locked || text === before ? undefined : text,
  };
}

/** The text of a project's lock; undefined where there is none, and empty where it cannot be read. */
export function standingLock(root: string): string | undefined {
  const read = readTextFile(join(root, lockName));
  return "text" in read ? read.text : read.problem === "not-found" ? undefined : "";
}

/** A lock that was damaged, as by a merge, is not taken for none: what it pinned would then be accepted without a word. */
function invalidLock(text: string): Diagnostic {
  const location = { source: { uri: lockName, text }, start: 0, end: Math.min(text.length, 1) };
  return createDiagnostic("invalid-lock", {}, location, { help: "restore it, or have `chimepolicy lock` accept what is granted today" });
}

const emptyLock: Lock = { catalog: "", grants: {}, documents: {} };
