import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical } from "../../src/iam/canonical/canonical.ts";
import { asWritten } from "../../src/iam/canonical/spelling.ts";
import type { ConditionTest, PolicyDocument, Statement } from "../../src/iam/document.ts";
import { print } from "../../src/iam/print.ts";
import { document, request, retold } from "./support/arbitraries.ts";
import { decide } from "./support/brute-force.ts";

const textOf = (one: PolicyDocument): string => print(canonical(one, asWritten).document);
const runs = { numRuns: Number(process.env["CHIMEPOLICY_RUNS"] ?? 700) };

describe("canonical", () => {
  it("grants the same as before", () => {
    fc.assert(
      fc.property(document(true), fc.array(request, { minLength: 20, maxLength: 20 }), (one, requests) => {
        const after = canonical(one, asWritten).document;
        for (const each of requests) expect(decide([after], each)).toBe(decide([one], each));
      }),
      runs,
    );
  });

  it("is its own canonical form", () => {
    fc.assert(
      fc.property(document(true), (one) => {
        expect(textOf(canonical(one, asWritten).document)).toBe(textOf(one));
      }),
      runs,
    );
  });

  it("does not depend on order, grouping or repetition", () => {
    fc.assert(
      fc.property(
        document(true).chain((one) => fc.tuple(fc.constant(one), retold(one))),
        ([one, other]) => {
          expect(textOf(other)).toBe(textOf(one));
        },
      ),
      runs,
    );
  });

  it("names an origin for every statement, and a cover for every one dropped", () => {
    fc.assert(
      fc.property(document(true), fc.array(request, { minLength: 10, maxLength: 10 }), (one, requests) => {
        const { document: after, from, dropped } = canonical(one, asWritten);
        expect(from.length).toBe(after.statements.length);
        for (const places of from) expect(places.length).toBeGreaterThan(0);
        const gone = new Set(dropped.map(({ statement }) => statement));
        const left = { ...one, statements: one.statements.filter((_, index) => !gone.has(index)) };
        for (const each of requests) expect(decide([left], each)).toBe(decide([one], each));
        for (const { statement, coveredBy } of dropped) {
          if (coveredBy.length === 0) {
            // What can never hold needs no cover.
            for (const each of requests) expect(decide([{ ...one, statements: [one.statements[statement]!] }], each)).toBe("none");
            continue;
          }
          for (const other of coveredBy) expect(gone.has(other)).toBe(false);
          for (const each of requests) {
            const alone = decide([{ ...one, statements: [one.statements[statement]!] }], each);
            if (alone === "none") continue;
            expect(decide([{ ...one, statements: coveredBy.map((index) => one.statements[index]!) }], each)).toBe(alone);
          }
        }
      }),
      runs,
    );
  });
});

const allow = (actions: string[], resources: string[], conditions: Statement["conditions"] = [], sid?: string): Statement => ({
  ...(sid === undefined ? {} : { sid }),
  effect: "Allow",
  actions: { negated: false, patterns: actions },
  resources: { negated: false, patterns: resources },
  conditions,
});
const lines = (...statements: Statement[]): string[] => {
  const { document: after } = canonical({ version: "2012-10-17", statements }, asWritten);
  return after.statements.map(({ sid, effect, actions, resources, conditions }) => {
    const tests = conditions.map(({ operator, key, values }) => `${operator} ${key} ${values.join("|")}`);
    return [
      ...(sid === undefined ? [] : [sid]),
      effect,
      `${actions.negated ? "not " : ""}${actions.patterns.join()}`,
      `${resources.negated ? "not " : ""}${resources.patterns.join()}`,
      ...tests,
    ].join(" ; ");
  });
};
const team = (...values: string[]) => ({ operator: "StringEquals", key: "aws:PrincipalTag/team", values });

describe("canonical form of", () => {
  it("two statements on one resource is one statement", () => {
    expect(lines(allow(["chime:B"], ["*"]), allow(["chime:A"], ["*"]))).toEqual(["Allow ; chime:A,chime:B ; *"]);
  });

  it("statements that differ in the values of one test is one statement", () => {
    expect(lines(allow(["chime:A"], ["*"], [team("red")]), allow(["chime:A"], ["*"], [team("blue")]))).toEqual([
      "Allow ; chime:A ; * ; StringEquals aws:PrincipalTag/team blue|red",
    ]);
  });

  it("statements that differ in a negated test keeps them apart", () => {
    const other = (value: string) => ({ operator: "StringNotEquals", key: "aws:username", values: [value] });
    expect(lines(allow(["chime:A"], ["*"], [other("x")]), allow(["chime:A"], ["*"], [other("y")]))).toHaveLength(2);
  });

  it("overlapping grants takes the way with less text", () => {
    const long = "arn:aws:chime:us-east-1:111122223333:meeting/with-a-rather-long-name";
    expect(lines(allow(["chime:A", "chime:B"], [`${long}1`]), allow(["chime:B", "chime:C"], [`${long}2`]))).toEqual([
      `Allow ; chime:A,chime:B ; ${long}1`,
      `Allow ; chime:B,chime:C ; ${long}2`,
    ]);
    expect(lines(allow(["chime:A"], [`${long}1`, `${long}2`, `${long}3`]), allow(["chime:B"], [`${long}1`]))).toEqual([
      `Allow ; chime:A ; ${long}2,${long}3`,
      `Allow ; chime:A,chime:B ; ${long}1`,
    ]);
  });

  it("a statement that is covered by a wider one loses what is covered", () => {
    expect(
      lines(
        allow(["chime:Get*"], ["*"]),
        allow(["chime:GetMeeting", "chime:DeleteMeeting"], ["arn:aws:chime::1:meeting/a"], [team("red")]),
      ),
    ).toEqual([
      "Allow ; chime:DeleteMeeting ; arn:aws:chime::1:meeting/a ; StringEquals aws:PrincipalTag/team red",
      "Allow ; chime:Get* ; *",
    ]);
  });

  it("a complement covers what it does not exclude", () => {
    const others: Statement = { ...allow(["chime:Delete*"], ["*"]), actions: { negated: true, patterns: ["chime:Delete*"] } };
    expect(lines(others, allow(["chime:GetMeeting"], ["*"]))).toEqual(["Allow ; not chime:Delete* ; *"]);
    expect(lines(others, allow(["chime:DeleteMeeting"], ["*"]))).toHaveLength(2);
  });

  it("statements with a Sid keeps each whole", () => {
    expect(lines(allow(["chime:B"], ["*"], [], "Two"), allow(["chime:A"], ["*"], [], "One"), allow(["chime:A"], ["*"]))).toEqual([
      "One ; Allow ; chime:A ; *",
      "Two ; Allow ; chime:B ; *",
    ]);
  });

  it("a statement with a Sid that others cover leaves it out", () => {
    expect(lines(allow(["chime:A"], ["*"], [team("red")], "Red"), allow(["chime:A"], ["*"]))).toEqual(["Allow ; chime:A ; *"]);
  });

  it("names in several letter cases is one name", () => {
    expect(lines(allow(["chime:fooBar", "Chime:FooBar"], ["*"]))).toEqual(["Allow ; chime:FooBar ; *"]);
    expect(
      lines(
        allow(["chime:A"], ["*"], [{ ...team("x"), key: "aws:principaltag/team" }]),
        allow(["chime:B"], ["*"], [{ ...team("x"), key: "aws:PrincipalTag/team" }]),
      ),
    ).toEqual(["Allow ; chime:A,chime:B ; * ; StringEquals aws:PrincipalTag/team x"]);
  });

  it("values in several forms is one form", () => {
    const test = (operator: string, ...values: string[]) => [{ operator, key: "k:k", values }];
    expect(lines(allow(["chime:A"], ["*"], test("numericequals", "5.0", "05", "0.50", "-0", "1e3")))).toEqual([
      "Allow ; chime:A ; * ; NumericEquals k:k 0|0.5|1e3|5",
    ]);
    expect(lines(allow(["chime:A"], ["*"], test("bool", "TRUE", "true")))).toEqual(["Allow ; chime:A ; * ; Bool k:k true"]);
    expect(lines(allow(["chime:A"], ["*"], test("stringlike", "a**", "a?*?")))).toEqual(["Allow ; chime:A ; * ; StringLike k:k a*"]);
    expect(lines(allow(["chime:A"], ["*"], test("stringequals", "a**")))).toEqual(["Allow ; chime:A ; * ; StringEquals k:k a**"]);
  });

  it("two tests of one key is one test where IAM has one", () => {
    expect(lines(allow(["chime:A"], ["*"], [team("a", "b"), team("b", "c")]))).toEqual([
      "Allow ; chime:A ; * ; StringEquals aws:PrincipalTag/team b",
    ]);
    const not = (value: string) => ({ operator: "StringNotLike", key: "k:k", values: [value] });
    expect(lines(allow(["chime:A"], ["*"], [not("a*"), not("b*")]))).toEqual(["Allow ; chime:A ; * ; StringNotLike k:k a*|b*"]);
    const like = (value: string) => ({ operator: "StringLike", key: "k:k", values: [value] });
    const beside = (...tests: readonly ConditionTest[]): readonly string[] => lines(allow(["chime:A"], ["*"], tests));
    expect(beside(like("a*"), like("*b"))).toEqual(["Allow ; chime:A ; * ; StringLike k:k *b ; StringLikeIfExists k:k a*"]);
    const exists = { operator: "Null", key: "k:k", values: ["false"] };
    expect(beside(exists, like("a*"))).toEqual(["Allow ; chime:A ; * ; StringLike k:k a*"]);
    const is = (value: string) => ({ operator: "StringEquals", key: "k:k", values: [value] });
    expect(beside(is("ab"), like("a*"))).toEqual(["Allow ; chime:A ; * ; StringEquals k:k ab"]);
    expect(beside(is("b"), like("a*"))).toEqual([]);
  });

  it("a statement without actions is nothing, one of all but nothing is everything, and one of all but everything nothing", () => {
    expect(lines(allow([], ["*"]), allow(["chime:A"], ["*"]))).toEqual(["Allow ; chime:A ; *"]);
    expect(lines({ ...allow(["x"], ["*"]), actions: { negated: true, patterns: [] } })).toEqual(["Allow ; * ; *"]);
    expect(lines({ ...allow(["x"], ["*"]), actions: { negated: true, patterns: ["x", "**"] } })).toEqual([]);
    expect(lines({ ...allow(["x"], ["*"]), sid: "A", resources: { negated: true, patterns: ["*"] } })).toEqual([]);
  });

  it("many statements is found in good time", { timeout: 30_000 }, () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      allow(
        [`chime:A${index % 50}`, `chime:B${index}*`],
        [`arn:aws:chime::1:meeting/${index % 300}/*`],
        index % 2 === 0 ? [team(`t${index % 7}`)] : [],
      ),
    );
    expect(canonical({ version: "2012-10-17", statements: many }, asWritten).document.statements.length).toBeGreaterThan(0);
  });
});
