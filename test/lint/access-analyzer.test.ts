import { describe, expect, it } from "vitest";
import { checkPolicy } from "../../src/check-policy.ts";
import { catalog } from "../suite.ts";
import { policyTypes } from "../../src/iam/policy-type.ts";
import { besides } from "./support/besides.ts";
import { allChecks, identityChecks, isUnlisted, textOf } from "./support/checks.ts";
import { namesInCodes } from "./support/page.ts";
import { pending } from "./support/pending.ts";

const checks = identityChecks();
const known = namesInCodes();

describe.skipIf(checks.length === 0)("the checks of IAM Access Analyzer for identity policies", () => {
  it.each(checks.map((check) => [check.code, check] as const))("%s", (code, check) => {
    const { diagnostics } = checkPolicy(textOf(check), { catalog, type: "identity" });
    // What Access Analyzer has no check for, privilege escalation for one, may be true besides of any of them.
    const names = diagnostics.filter(({ aws, code }) => aws !== undefined || !/^CP7[234]/.test(code)).map(({ aws, slug }) => aws ?? slug);
    expect(diagnostics.filter(isUnlisted)).toEqual([]);
    // One finding of it, and nothing else but what is known to be true besides.
    const wanted = [code, ...Object.keys(besides[code] ?? {})].toSorted();
    if (pending.includes(code)) expect(names, "take it out of pending.ts").not.toContain(code);
    else expect(names.toSorted()).toEqual(wanted);
  });

  it.each(allChecks().filter(({ code, appliesToIdentity, policy }) => !appliesToIdentity && policy !== undefined && known.includes(code)))(
    "and for policies of other types: $code",
    ({ code, policyTypes: of, policy }) => {
      const types = policyTypes.filter((type) => of.toLowerCase().split("/").includes(type));
      expect(types.length).toBeGreaterThan(0);
      for (const type of types) {
        const { diagnostics } = checkPolicy(JSON.stringify(policy), { catalog, type });
        const names = diagnostics.filter(({ severity }) => severity === "error").flatMap(({ aws }) => aws ?? []);
        expect(names, type).toContain(code);
      }
    },
  );

  it("has no exception for a check that does not exist", () => {
    const names = checks.map(({ code }) => code);
    expect([...pending, ...Object.keys(besides)].filter((code) => !names.includes(code))).toEqual([]);
  });
});
