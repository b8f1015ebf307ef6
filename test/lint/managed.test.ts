import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/canonicalize.ts";
import { checkPolicy } from "../../src/check-policy.ts";
import { isRule } from "../../src/diagnostics/codes/index.ts";
import { applyFixes } from "../../src/fix.ts";
import { corpus } from "../iam/support/corpus.ts";
import { catalog } from "../suite.ts";

/** AWS's own policies, which work: what a rule calls an error in one of them is told by Access Analyzer as well. */
const errors = new Map([["CloudWatchApplicationSignalsReadOnlyAccess", "invalid-service-principal"]]);

/** Rules whose fix changes the words and not the meaning, as the canonical form shows. */
const harmless = new Set(["redundant-action", "redundant-resource"]);

const isLong = process.env["CHIMEPOLICY_LONG"] === "1";
const policies = corpus("managed.jsonl")
  .filter((_, index) => isLong || index % 4 === 0)
  .map(({ name, document }) => {
    const text = JSON.stringify(document, null, 2);
    const found = checkPolicy(text, { catalog }).diagnostics.filter(({ slug }) => isRule(slug));
    return { name: String(name), text, found };
  });

describe.skipIf(policies.length === 0)("tools/lint, against AWS's managed policies", () => {
  it("calls nothing an error that works", () => {
    for (const { name, found } of policies) {
      const told = found.filter(({ severity }) => severity === "error").map(({ slug }) => slug);
      expect(told, name).toEqual(errors.has(name) ? [errors.get(name)] : []);
    }
  });

  it("mends what it finds, and nothing else", () => {
    const faults: string[] = [];
    let mended = 0;
    for (const { name, text, found } of policies) {
      for (const finding of found.filter(({ fixes }) => fixes.length === 1)) {
        const after = [...applyFixes([finding]).values()][0]!;
        const left = checkPolicy(after, { catalog }).diagnostics.filter(({ slug }) => isRule(slug));
        const expected = found.filter((one) => one !== finding).map(({ code, message }) => `${code} ${message}`);
        if (left.map(({ code, message }) => `${code} ${message}`).join("\n") !== expected.join("\n"))
          faults.push(`${name}: ${finding.slug}`);
        const meaning = (json: string): string | undefined => canonicalize({ uri: name, text: json }, catalog).text;
        if (harmless.has(finding.slug) && meaning(after) !== meaning(text)) faults.push(`${name}: ${finding.slug} changes what is said`);
        mended += 1;
      }
    }
    expect(faults).toEqual([]);
    expect(mended).toBeGreaterThan(10);
  });
});
