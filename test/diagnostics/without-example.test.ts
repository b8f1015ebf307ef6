import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildPart } from "../../src/build-part.ts";
import { lockFindings } from "../../src/build/lock-findings.ts";
import { compareLock, createLock, type Lock } from "../../src/build/lock.ts";
import { canonicalize } from "../../src/canonicalize.ts";
import { check } from "../../src/check.ts";
import { checkPolicy } from "../../src/check-policy.ts";
import { createDiagnostic, type Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { applyBaseline } from "../../src/hosts/cli/baseline.ts";
import type { Host, ReadProblem } from "../../src/host.ts";
import { coverageFindings, mutationFindings } from "../../src/measure/findings.ts";
import { coverPolicies, mutatePolicies } from "../../src/measure-policies.ts";
import { readPage, wholeCatalog } from "./page.ts";

const entry = { uri: "host.chimepolicy", text: 'import { Calls } from "./calls"\nrole MeetingHost {\n  allow Calls\n}\n' };
const hostWith = (problem: ReadProblem): Host => ({ read: () => ({ problem }) });
const marked = ({ location: { source, start, end } }: Diagnostic): string => source.text.slice(start, end);

/** How a finding comes about whose page can show no example. */
const made: Readonly<Record<string, () => readonly Diagnostic[]>> = {
  CP1013: () => check(`role MeetingHost {\n${"  allow chime:CreateMeeting;\n".repeat(150)}}\n`).diagnostics.slice(-1),
  CP3012: () => check([entry], { host: hostWith("folder") }).diagnostics,
  CP3022: () => {
    const links = Array.from({ length: 250 }, (_, i) => `actions Calls${i + 1} = Calls${i}`);
    return check(`actions Calls0 = chime:CreateMeeting\n${links.join("\n")}\nrole MeetingHost {\n  allow Calls250\n}\n`).diagnostics;
  },
  CP4008: () => {
    const users = Array.from({ length: 120 }, (_, i) => `arn:aws:chime:us-east-1:111122223333:app-instance/support/user/u${i}`);
    const policy = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "chime:Connect", Resource: users } };
    return canonicalize({ uri: "connect.json", text: JSON.stringify(policy) }, wholeCatalog()).diagnostics;
  },
  CP4034: () => {
    const users = Array.from({ length: 150 }, (_, i) => `arn:aws:chime:us-east-1:111122223333:app-instance/support/user/user-${i}`);
    const policy = { Version: "2012-10-17", Statement: { Effect: "Deny", Action: "chime:Connect", Resource: users } };
    const found = checkPolicy(JSON.stringify(policy), { type: "scp", catalog: wholeCatalog() }).diagnostics;
    return found.filter(({ severity }) => severity === "error");
  },
  CP5010: () => {
    const location = { source: { uri: "chimepolicy.baseline.json", text: "{}" }, start: 0, end: 0 };
    const entry = { file: "host.chimepolicy", rule: "redundant-action", path: "MeetingHost", location };
    return applyBaseline([], [entry], new Set(["host.chimepolicy"]), () => "");
  },
  CP6011: () => coverageFindings(coverPolicies("role Host { allow chime:CreateMeeting }").coverage!),
  CP6012: () => mutationFindings(mutatePolicies("role Host { allow chime:CreateMeeting }").mutation!),
  CP8001: () => drift((actions) => actions.slice(1), false),
  CP8002: () => drift((actions) => [...actions, "chime:ListMoons"], false),
  CP8003: () => drift(undefined, true),
  CP8004: () => drift((actions) => actions, true, { "chime:Get*": [] }),
  CP8005: () => [
    createDiagnostic(
      "outdated-catalog",
      { wanted: "1", installed: "2" },
      { source: { uri: "chimepolicy.config.json", text: "" }, start: 0, end: 0 },
    ),
  ],
  CP8006: () => [createDiagnostic("invalid-lock", {}, { source: { uri: "chimepolicy.lock.json", text: "<<<<<<<" }, start: 0, end: 1 })],
};

/** What a build says of one wildcard where its lock has other actions, none, or something besides. */
function drift(
  change: ((actions: readonly string[]) => readonly string[]) | undefined,
  locked: boolean,
  besides: Lock["grants"] = {},
): readonly Diagnostic[] {
  const source = { uri: "auditor.chimepolicy", text: "role Auditor { allow chime:ListM* on * }" };
  const { grants } = buildPart([source]).units[0]!;
  const now = createLock(grants, "today", 0);
  const pinned = change?.(now.grants["chime:ListM*"] as readonly string[]);
  const before: Lock =
    pinned === undefined ? { catalog: "", grants: {}, documents: {} } : { ...now, grants: { "chime:ListM*": pinned, ...besides } };
  return lockFindings(compareLock(grants, before, now), { uri: "chimepolicy.lock.json", text: "" }, locked, () => source);
}

describe("findings whose pages show no wrong example", () => {
  it("are those of the list", () => {
    const folder = new URL("../../src/diagnostics/docs/", import.meta.url);
    const pages = readdirSync(folder).map((name) => readPage(readFileSync(new URL(name, folder), "utf8")));
    expect(pages.filter(({ wrong }) => wrong === undefined).map(({ code }) => code)).toEqual(Object.keys(made));
    expect(pages.filter(({ right }) => right === undefined)).toEqual([]);
  });

  it.each(Object.entries(made))("come about all the same: %s", (code, find) => {
    expect(find().map((diagnostic) => diagnostic.code)).toEqual([code]);
  });
});

describe("imports that a file system refuses", () => {
  it.each([
    ["folder", "it is a folder"],
    ["not-text", "it is not UTF-8 text"],
    ["too-large", "it is too large"],
    ["unreadable", "it cannot be read"],
  ] as const)("says why: %s", (problem, why) => {
    const [finding, ...others] = check([entry], { host: hostWith(problem) }).diagnostics;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ slug: "unreadable-import", severity: "error" });
    expect(finding!.message).toContain(why);
    expect(marked(finding!)).toBe('"./calls"');
  });

  it("refuses a symbolic link that leads out of the project", () => {
    const [finding, ...others] = check([entry], { host: hostWith("outside") }).diagnostics;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ slug: "import-outside-root", help: "a symbolic link may not lead out of the project folder" });
  });

  it("names the modules of the standard library where one is not found", () => {
    const [finding, ...others] = check(
      'import { Mfa } from "std/condition"\nrole MeetingHost {\n  allow chime:CreateMeeting when Mfa\n}\n',
    ).diagnostics;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ slug: "import-not-found", help: "did you mean `std/conditions`?" });
  });

  it("says how a path begins", () => {
    const [finding] = check([{ ...entry, text: entry.text.replace("./calls", "calls") }], { host: hostWith("not-found") }).diagnostics;
    expect(finding).toMatchObject({
      slug: "import-not-found",
      help: "an import is a relative path such as `./calls`, or begins with `std/`",
    });
  });
});
