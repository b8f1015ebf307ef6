import { describe, expect, it } from "vitest";
import { checkPolicy } from "../src/check-policy.ts";
import { compile } from "../src/compile.ts";
import { importPolicy } from "../src/import-policy.ts";
import { format } from "../src/tools/format/format.ts";

const million = 1_000_000;
const timeout = 60_000;

/** A policy of one statement. */
function policy(more: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "chime:GetMeeting", Resource: "*", ...more }] });
}

// What is given in repeated groups to the engine of regular expressions, or as that many arguments to a function, exhausts its stack.
describe("hostile input behind the parser", () => {
  const policies: Readonly<Record<string, string>> = {
    "a value of ten megabytes": policy({ Condition: { StringEquals: { "aws:UserAgent": "a".repeat(10 * million) } } }),
    "a key with five million labels": policy({ Condition: { StringEquals: { [`${"a.".repeat(5 * million)}a:aud`]: "x" } } }),
    "an action with a million wildcards": policy({ Action: `chime:${"a?".repeat(million)}` }),
    "a hundred thousand resources": policy({
      Resource: Array.from({ length: 100_000 }, (_, i) => `arn:aws:chime:us-east-1:123456789012:meeting/${i}`),
    }),
    "two thousand times the same statement": JSON.stringify({
      Version: "2012-10-17",
      Statement: Array.from({ length: 2000 }, () => ({ Effect: "Allow", Action: "chime:GetMeeting", Resource: "*" })),
    }),
  };
  for (const [name, text] of Object.entries(policies)) {
    it(`checks ${name}`, { timeout }, () => {
      const { diagnostics } = checkPolicy(text);
      expect(diagnostics.length).toBeGreaterThan(0);
      for (const { message } of diagnostics) expect(message.length).toBeLessThan(5000);
    });
  }

  it("imports a key with five million labels", { timeout }, () => {
    expect(importPolicy(policies["a key with five million labels"]!).text).toBeDefined();
  });

  it("imports as many resources as a statement may have", { timeout }, () => {
    const arns = Array.from({ length: 5000 }, (_, i) => `arn:aws:chime:us-east-1:123456789012:meeting/${i}`);
    expect(importPolicy(policy({ Resource: arns })).text).toContain('"4999"');
  });

  it("checks a Region of ten megabytes", { timeout }, () => {
    const text = `role R {\n  allow chime:GetMeeting on chime:meeting("x", region: "aa${"-a".repeat(5 * million)}-1")\n}\n`;
    expect(compile(text).diagnostics.length).toBeGreaterThan(0);
  });

  it("formats a statement with a hundred and fifty thousand comments", { timeout }, () => {
    const text = `role R {\n  @suppress("broad-change", "x")\n${"  // c\n".repeat(75_000)}  allow chime:ListAccounts\n${"  // c\n".repeat(75_000)}}\n`;
    expect(format(text).text).toBe(text);
    expect(compile(text).files.length).toBe(1);
  });
});
