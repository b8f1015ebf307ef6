import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/tools/evaluate/decide.ts";
import { differences } from "./support/differences.ts";
import { askOracle, hasOracle } from "./support/oracle.ts";
import { question } from "./support/worlds.ts";

const long = process.env["CHIMEPOLICY_LONG"] !== undefined;

describe.skipIf(!hasOracle())("evaluate and iam-simulate", () => {
  it("say the same of policies and requests at random", { timeout: 600_000 }, () => {
    const questions = fc.sample(question, { numRuns: long ? 24_000 : 800, ...(long ? {} : { seed: 1 }) });
    const answers = askOracle(questions);
    expect(answers.length).toBe(questions.length);
    const counts = { Allow: 0, ExplicitDeny: 0, ImplicitDeny: 0 };
    questions.forEach((asked, index) => {
      const { outcome } = evaluate(asked.policies, asked.request);
      expect([asked, { outcome, ignored: [] }]).toEqual([asked, answers[index]]);
      counts[outcome] += 1;
    });
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(questions.length / 20);
  });

  it("differ where docs/evaluation.md says so", () => {
    const page = readFileSync(new URL("../../docs/evaluation.md", import.meta.url), "utf8");
    const rows = page.split("\n").map((line) => line.split("|")[1]?.trim());
    const answers = askOracle(differences);
    differences.forEach(({ name, policies, request, ours, theirs }, index) => {
      expect([name, evaluate(policies, request).outcome, answers[index]!.outcome]).toEqual([name, ours, theirs]);
      expect(rows).toContain(name);
    });
  });
});
