import { describe, expect, it } from "vitest";
import { buildPart } from "../../src/build-part.ts";
import { lockFindings } from "../../src/build/lock-findings.ts";
import { compareLock, createLock, readLock, writeLock, type Lock } from "../../src/build/lock.ts";
import type { OpenGrant } from "../../src/build/grants.ts";
import type { SourceOf } from "../../src/build/place.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { catalog } from "../suite.ts";

const source = `
actions Reading = chime:*[read]
role Auditor {
  allow Reading on *
  allow chime:List* on *
  deny chime:Delete* on *
}
role Other {
  allow chime:List* on *
  allow chime:CreateMeeting
  allow * except iam:* on *
}
`;

function grantsOf(text: string): readonly OpenGrant[] {
  const { units } = buildPart([{ uri: "a.chimepolicy", text }], { catalog });
  expect(units.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === "error")).toEqual([]);
  return units.flatMap(({ grants }) => grants);
}

const sourceOf: SourceOf = (uri) => ({ uri, text: source });
const lockOf = (grants: readonly OpenGrant[]): Lock => createLock(grants, "today", catalog.actionCount);
const grants = grantsOf(source);
const lock = lockOf(grants);
const said = ({ slug, severity, message, location }: Diagnostic): string =>
  `${severity} ${slug} at ${location.source.text.slice(location.start, location.end)}: ${message}`;

/** The lock with an expression's actions changed. */
function relocked(expression: string, change: (actions: readonly string[]) => readonly string[]): Lock {
  return { ...lock, grants: { ...lock.grants, [expression]: change(lock.grants[expression] as readonly string[]) } };
}

describe("build/lock", () => {
  it("pins wildcards, level filters and what is everything but something, and no plain name", () => {
    expect(Object.keys(lock.grants)).toEqual(["* except iam:*", "chime:*[read] in a.chimepolicy", "chime:Delete*", "chime:List*"]);
    expect(lock.grants["* except iam:*"]).toBe(catalog.actionCount);
    expect(lock.grants["chime:List*"]).toEqual(catalog.expandNames("chime:List*"));
    expect(lock.grants["chime:*[read] in a.chimepolicy"]).toEqual(
      catalog
        .expand("chime:*")
        .filter(({ level }) => level === "read")
        .map(({ qualifiedName }) => qualifiedName),
    );
    expect(lock.documents).toEqual({
      Auditor: { allow: ["chime:*[read] in a.chimepolicy", "chime:List*"], deny: ["chime:Delete*"] },
      Other: { allow: ["* except iam:*", "chime:List*"] },
    });
  });

  it("takes a number for a list of actions, and a list for a number, for nothing", () => {
    const swapped = { ...lock, grants: { ...lock.grants, "chime:List*": 51, "* except iam:*": ["chime:CreateMeeting"] } };
    const { drifts, unlocked } = compareLock(grants, swapped, lock);
    expect(drifts).toEqual([]);
    expect(unlocked.map(({ document, expression }) => `${document} ${expression}`)).toEqual([
      "Auditor chime:List*",
      "Other chime:List*",
      "Other * except iam:*",
    ]);
  });

  it("is read as it was written, and what is no lock is none", () => {
    expect(readLock(writeLock(lock))).toEqual(lock);
    expect(readLock(`\uFEFF${writeLock(lock)}`)).toEqual(lock);
    for (const text of ["", "[]", "{}", '{ "catalog": "1", "grants": { "a": [1] }, "documents": {} }', "null"])
      expect(readLock(text)).toBeUndefined();
  });

  it("has nothing to say where nothing moved", () => {
    expect(compareLock(grants, lock, lock)).toEqual({ drifts: [], unlocked: [], hasStale: false });
  });

  it("does not depend on the order or the layout of sources", () => {
    const other = grantsOf(
      source.replace("allow Reading on *\n  allow chime:List* on *", "allow   chime:List*   on *\n  allow Reading on *"),
    );
    expect(writeLock(lockOf(other))).toBe(writeLock(lock));
  });

  it("says which policies allow more, and by what", () => {
    const before = relocked("chime:List*", (actions) => actions.filter((action) => action !== "chime:ListMeetings"));
    const findings = lockFindings(compareLock(grants, before, lock), { uri: "lock", text: "" }, false, sourceOf);
    expect(findings.map(said)).toEqual([
      "security-warning widened-grant at chime:List*: `chime:List*` grants 1 action more than when it was locked",
      "security-warning widened-grant at chime:List*: `chime:List*` grants 1 action more than when it was locked",
    ]);
    expect(findings.map(({ notes }) => notes)).toEqual([["in `Auditor`: `chime:ListMeetings`"], ["in `Other`: `chime:ListMeetings`"]]);
  });

  it("says it of a policy that is new or has another name, too", () => {
    const before = { ...relocked("chime:List*", (actions) => actions.slice(1)), documents: {} };
    const { drifts, unlocked } = compareLock(grants, before, lock);
    expect(drifts.map(({ grant }) => grant.document)).toEqual(["Auditor", "Other"]);
    expect(unlocked).toEqual(grants);
  });

  it("takes a `deny` of more for less, and of less for more", () => {
    const more = relocked("chime:Delete*", (actions) => actions.slice(1));
    const less = relocked("chime:Delete*", (actions) => [...actions, "chime:DeleteEverything"]);
    const [narrowed] = lockFindings(compareLock(grants, more, lock), { uri: "lock", text: "" }, false, sourceOf);
    const [widened] = lockFindings(compareLock(grants, less, lock), { uri: "lock", text: "" }, false, sourceOf);
    expect(said(narrowed!)).toBe("warning narrowed-grant at chime:Delete*: `chime:Delete*` denies 1 action more than when it was locked");
    expect(said(widened!)).toBe(
      "security-warning widened-grant at chime:Delete*: `chime:Delete*` denies 1 action fewer than when it was locked",
    );
  });

  it("takes every difference for an error where the lock must hold", () => {
    const before: Lock = {
      ...relocked("chime:List*", (actions) => actions.slice(1)),
      documents: { Auditor: { allow: ["chime:List*", "chime:Get*"] }, Gone: {} },
    };
    const findings = lockFindings(compareLock(grants, before, lock), { uri: "lock", text: "" }, true, sourceOf);
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(["error"]));
    expect(findings.map(({ slug }) => slug).toSorted()).toEqual([
      "stale-lock",
      "unlocked-grant",
      "unlocked-grant",
      "unlocked-grant",
      "unlocked-grant",
      "widened-grant",
      "widened-grant",
    ]);
  });
});
