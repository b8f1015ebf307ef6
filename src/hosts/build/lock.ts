import { join } from "node:path";
import type { BuildUnit } from "../../build-part.ts";
import { lockFindings } from "../../build/lock-findings.ts";
import { compareLock, createLock, lockName, readLock, writeLock, type Lock } from "../../build/lock.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { createDiagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { readTextFile } from "../read-file.ts";

/** The lock that would accept all that a project grants today. */
export function lockOf(units: readonly BuildUnit[], catalog: Catalog): Lock {
  const grants = units.flatMap((unit) => unit.grants);
  return createLock(grants, catalog.version.version, catalog.actionCount);
}

/** What the lock of a project has to say, and its text where that changes. What drifted stays as it was locked, until somebody accepts it. */
export function checkLock(
  root: string,
  units: readonly BuildUnit[],
  catalog: Catalog,
  locked: boolean,
): { readonly diagnostics: readonly Diagnostic[]; readonly text: string | undefined } {
  const standing = standingLock(root);
  const before = standing === undefined ? emptyLock : readLock(standing);
  if (before === undefined) return { diagnostics: [invalidLock(standing!)], text: undefined };
  const now = lockOf(units, catalog);
  const comparison = compareLock(
    units.flatMap((unit) => unit.grants),
    before,
    now,
  );
  const kept = Object.fromEntries(comparison.drifts.map(({ grant: { expression } }) => [expression, before.grants[expression]!]));
  const text = writeLock({ ...now, grants: { ...now.grants, ...kept } });
  return {
    diagnostics: lockFindings(comparison, { uri: lockName, text: standing ?? "" }, locked),
    text: locked || text === standing ? undefined : text,
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
