import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, type CompileResult } from "../../src/compile.ts";
import { decide, prepare } from "../../src/tools/evaluate/decide.ts";
import { catalog } from "../suite.ts";
import { context, meaning, tree, writeCondition, type Context, type Tree } from "./support/condition-tree.ts";

const isLong = process.env["CHIMEPOLICY_LONG"] === "1";
const runs = { numRuns: isLong ? 120_000 : 350 };
const contexts = fc.array(context, { minLength: 12, maxLength: 12 });

const program = (effect: "allow" | "deny", condition: Tree): string => {
  const { text, declarations } = writeCondition(condition);
  const base = effect === "deny" ? "  allow chime:CreateMeeting\n" : "";
  return `${declarations.join("\n")}\nrole Host {\n${base}  ${effect} chime:CreateMeeting when ${text}\n}\n`;
};

const compileText = (source: string): CompileResult => compile(source, { catalog, branchLimit: 10_000 });

/** What the documents of a result say of one request. */
function outcomesOf({ files }: CompileResult, requests: readonly Context[]): readonly string[] {
  const prepared = prepare({ identity: files.map(({ document }) => document) });
  return requests.map((values) => decide(prepared, { action: "chime:CreateMeeting", resource: "*", context: values }).outcome);
}

/** The errors that say what a condition is, rather than that it is written wrongly. */
const slugsOf = ({ diagnostics }: CompileResult): ReadonlySet<string> =>
  new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ slug }) => slug));

describe("conditions with or and not", () => {
  it.each(["allow", "deny"] as const)("mean in JSON what they say, under `%s`", (effect) => {
    const unsaid = { count: 0 };
    fc.assert(
      fc.property(tree, contexts, (condition, requests) => {
        const source = program(effect, condition);
        const result = compileText(source);
        const slugs = slugsOf(result);
        const truth = requests.map((values) => meaning(condition, values));
        if (slugs.size > 0) {
          // Some part can never hold, or IAM has no place for two tests, or for so many statements.
          for (const slug of slugs) expect(["condition-never-holds", "conflicting-tests", "document-too-large"]).toContain(slug);
          if (!slugs.has("condition-never-holds")) unsaid.count += 1;
          return;
        }
        const [yes, no] = effect === "allow" ? ["Allow", "ImplicitDeny"] : ["ExplicitDeny", "Allow"];
        expect(outcomesOf(result, requests), source).toEqual(truth.map((holds) => (holds ? yes : no)));
      }),
      runs,
    );
    expect(unsaid.count / runs.numRuns).toBeLessThan(0.05);
  });

  it("never hold where that is said of the whole, and always where that is said", () => {
    fc.assert(
      fc.property(tree, contexts, (condition, requests) => {
        const { text, declarations } = writeCondition(condition);
        const source = `${declarations.join("\n")}\nrole Host {\n  allow chime:CreateMeeting when ${text}\n}\n`;
        const { diagnostics } = compileText(source);
        const start = source.indexOf(`when ${text}`) + 5;
        for (const { slug, location } of diagnostics) {
          const isWhole = location.start === start && location.end === start + text.length;
          if (!isWhole || (slug !== "condition-never-holds" && slug !== "condition-always-holds")) continue;
          const truth = requests.map((values) => meaning(condition, values));
          expect(truth, `${slug}: ${source}`).not.toContain(slug === "condition-never-holds");
        }
      }),
      runs,
    );
  });

  it("give the same bytes in whatever order they are written", () => {
    fc.assert(
      fc.property(tree, fc.integer({ min: 1, max: 6 }), (condition, turn) => {
        const [one, other] = [compileText(program("allow", condition)), compileText(program("allow", turned(condition, turn)))];
        const textsOf = ({ files }: CompileResult): readonly string[] => files.map(({ text }) => text);
        expect(textsOf(other), `${program("allow", condition)}\n${program("allow", turned(condition, turn))}`).toEqual(textsOf(one));
      }),
      runs,
    );
  });
});

describe("conditions of hostile size", () => {
  const test = (index: number): string => `aws:PrincipalTag/k${index} == "x"`;
  const many = (count: number, write: (index: number) => string, word: string): string =>
    Array.from({ length: count }, (_, index) => write(index)).join(` ${word} `);

  it.each([
    ["20,000 values of one key", many(20_000, (index) => `aws:username == "u${index}"`, "or"), "statement-too-large"],
    ["3,000 keys", many(3_000, test, "or"), "condition-too-large"],
    ["a product of 2^20", many(20, (index) => `(${test(2 * index)} or ${test(2 * index + 1)})`, "and"), "condition-too-large"],
    ["300 patterns of 40 stars", many(300, (index) => `aws:username like "${"*a".repeat(40)}${index}"`, "or"), "statement-too-large"],
    ["20,000 `not`", `${"not ".repeat(20_000)}${test(1)}`, "nesting-too-deep"],
  ])("are refused in good time: %s", { timeout: 60_000 }, (_, condition, slug) => {
    const { diagnostics } = compile(`role Host { allow chime:ListMeetings when ${condition} }`, { catalog });
    expect(diagnostics.map((found) => found.slug)).toEqual([slug]);
  });
});

/** The same condition with the operands of each part in another order. */
function turned(condition: Tree, turn: number): Tree {
  switch (condition.kind) {
    case "test":
      return condition;
    case "not":
      return { ...condition, operand: turned(condition.operand, turn) };
    case "and":
    case "or": {
      const operands = condition.operands.map((operand) => turned(operand, turn));
      const at = turn % operands.length;
      return { ...condition, operands: turn > 3 ? operands.toReversed() : [...operands.slice(at), ...operands.slice(0, at)] };
    }
  }
}
