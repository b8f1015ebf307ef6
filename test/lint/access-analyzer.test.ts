import { describe, expect, it } from "vitest";
import { checkPolicy } from "../../src/check-policy.ts";
import { catalog } from "../suite.ts";
import { besides } from "./support/besides.ts";
import { identityChecks, isUnlisted, textOf } from "./support/checks.ts";
import { pending } from "./support/pending.ts";

const checks = identityChecks();

describe.skipIf(checks.length === 0)("the checks of IAM Access Analyzer for identity policies", () => {
  it.each(checks.map((check) => [check.code, check] as const))("%s", (code, check) => {
    const { diagnostics } = checkPolicy(textOf(check), { catalog });
    const names = diagnostics.map(({ aws, slug }) => aws ?? slug);
    expect(diagnostics.filter(isUnlisted)).toEqual([]);
    // One finding of it, and nothing else but what is known to be true besides.
    const wanted = [code, ...Object.keys(besides[code] ?? {})].toSorted();
    if (pending.includes(code)) expect(names, "take it out of pending.ts").not.toContain(code);
    else expect(names.toSorted()).toEqual(wanted);
  });

  it("has no exception for a check that does not exist", () => {
    const known = checks.map(({ code }) => code);
    expect([...pending, ...Object.keys(besides)].filter((code) => !known.includes(code))).toEqual([]);
  });
});
