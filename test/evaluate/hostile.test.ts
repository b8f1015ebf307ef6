import { describe, expect, it } from "vitest";
import { decide, evaluate, prepare } from "../../src/tools/evaluate/decide.ts";
import type { ConditionTest, PatternSet, PolicyDocument } from "../../src/iam/document.ts";

const megabyte = 1 << 20;

const everything: PatternSet = { negated: false, patterns: ["*"] };

function document(condition: ConditionTest | undefined, resources = everything): PolicyDocument {
  return {
    version: "2012-10-17",
    statements: [{ effect: "Allow", actions: everything, resources, conditions: condition === undefined ? [] : [condition] }],
  };
}

// Far more than any of these takes, and less than what they would take if time grew with pattern × text.
describe("hostile patterns and texts", { timeout: 30_000 }, () => {
  const a = "a".repeat(megabyte);
  const half = "a".repeat(3000);
  const cases: readonly (readonly [string, string, string, boolean])[] = [
    ["many stars", `${"*a".repeat(3000)}*b`, a, false],
    ["many stars that match", `${"*a".repeat(3000)}*`, a, true],
    ["many stars and question marks", `${"*?a".repeat(2000)}*b`, a, false],
    ["a long piece that nearly matches everywhere", `*${half}b${half}*`, a, false],
    ["the same with a character that may be any", `*${half}?${half}b*`, a, false],
    ["question marks between letters", `*${"a?".repeat(3000)}b*`, a, false],
    ["a text of pieces that nearly match", `*${"ab".repeat(3000)}c*`, "ab".repeat(megabyte / 2), false],
    ["many variables with long values", `${"${aws:username}".repeat(3000)}*`, a, false],
  ];

  it.each(cases)("%s", (_, pattern, text, matches) => {
    const policies = { identity: [document({ operator: "StringLike", key: "k", values: [pattern] })] };
    const request = { action: "a:B", resource: "*", context: { k: text, "aws:username": a } };
    expect(evaluate(policies, request).outcome).toBe(matches ? "Allow" : "ImplicitDeny");
    const resources = { negated: false, patterns: [`arn:aws:s3:::${pattern}`] };
    const named = { action: "a:B", resource: `arn:aws:s3:::${text}`, context: { "aws:username": a } };
    expect(decide(prepare({ identity: [document(undefined, resources)] }), named).outcome).toBe(matches ? "Allow" : "ImplicitDeny");
  });

  it.each(["NumericEquals", "DateEquals", "Bool", "BinaryEquals", "IpAddress", "ArnLike"])("a megabyte of digits under %s", (operator) => {
    const policies = { identity: [document({ operator, key: "k", values: ["1".repeat(megabyte)] })] };
    const request = { action: "a:B", resource: "*", context: { k: "1".repeat(megabyte) } };
    expect(evaluate(policies, request).outcome).toBe(operator === "BinaryEquals" ? "Allow" : "ImplicitDeny");
  });

  const units = [":", "$", "${", "${a,'", "}", "?", "*", "/", "arn:", "${a ".padEnd(1 << 17)];
  it.each(units.map((unit) => [unit.trim(), unit]))("a megabyte of %s", (_, unit) => {
    const text = unit.repeat(megabyte / unit.length);
    const condition = { operator: "ArnLike", key: "k", values: [text] };
    const resources = { negated: true, patterns: [text] };
    const request = { action: text, resource: text, context: { k: text, [text]: text } };
    expect(evaluate({ identity: [document(condition, resources)] }, request).outcome).toBe("ImplicitDeny");
  });

  it("many actions that nobody has heard of", () => {
    const prepared = prepare({ identity: [document(undefined)] });
    for (let index = 0; index < 50_000; index++) decide(prepared, { action: `a:B${index}`, resource: "*" });
    expect(decide(prepared, { action: "a:B", resource: "*" }).outcome).toBe("Allow");
  });
});
