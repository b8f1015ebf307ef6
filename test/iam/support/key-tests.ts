import * as fc from "fast-check";
import type { KeyTest } from "../../../src/iam/logic/key-test.ts";
import { baseOperators, type OperatorFamily } from "../../../src/iam/operators.ts";

/** What keys of one type hold in requests, and what tests of them may ask for: few enough that tests touch each other. */
export interface Sort {
  readonly key: string;
  readonly family: OperatorFamily;
  readonly multiValued: boolean;
  readonly held: readonly string[];
  readonly asked: readonly string[];
  readonly patterns: readonly string[];
}

const texts = ["a", "A", "ab", "b", "ba", ""];
const numbers = ["-1", "0", "1", "1.5", "2", "3"];
const dates = ["2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", "2026-06-01T12:00:00Z"];

export const sorts: readonly Sort[] = [
  {
    key: "aws:UserAgent",
    family: "String",
    multiValued: false,
    held: texts,
    asked: texts.slice(0, 5),
    patterns: ["a*", "*a", "?", "*", "b*"],
  },
  {
    key: "aws:TagKeys",
    family: "String",
    multiValued: true,
    held: [...texts.slice(0, 3), ""],
    asked: texts.slice(0, 4),
    patterns: ["a*", "*b", "?"],
  },
  { key: "aws:MultiFactorAuthAge", family: "Numeric", multiValued: false, held: numbers, asked: numbers, patterns: [] },
  {
    key: "aws:TokenIssueTime",
    family: "Date",
    multiValued: false,
    held: dates,
    asked: ["2026-01-01", ...dates.slice(1)],
    patterns: [],
  },
  { key: "aws:SecureTransport", family: "Bool", multiValued: false, held: ["true", "false"], asked: ["true", "false"], patterns: [] },
  {
    key: "aws:SourceIp",
    family: "IpAddress",
    multiValued: false,
    held: ["10.0.0.1", "10.1.0.1", "10.1.2.3", "192.168.0.1", "8.8.8.8"],
    asked: ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "192.168.0.0/16", "10.0.0.0/9", "10.128.0.0/9", "0.0.0.0/0"],
    patterns: [],
  },
];

/** A test of a key of a sort, of every operator that compares what it holds. */
export function keyTest({ key, family, multiValued, asked, patterns }: Sort): fc.Arbitrary<KeyTest> {
  const operators = baseOperators.filter((base) => base.family === family || base.family === "Null");
  return fc.constantFrom(...operators).chain((base) => {
    if (base.family === "Null") {
      return fc.constantFrom("true", "false").map((value): KeyTest => ({ operator: { base, ifExists: false }, key, values: [value] }));
    }
    return fc
      .record({
        ifExists: fc.boolean(),
        quantifier: multiValued ? fc.constantFrom("ForAllValues" as const, "ForAnyValue" as const) : fc.constant(undefined),
        values: fc.uniqueArray(fc.constantFrom(...asked, ...(base.wildcards ? patterns : [])), { minLength: 1, maxLength: 3 }),
      })
      .map(({ quantifier, ifExists, values }): KeyTest => ({
        operator: { base, ifExists, ...(quantifier === undefined ? {} : { quantifier }) },
        key,
        values,
      }));
  });
}

/** All that requests can hold under a key of a sort, near enough: nothing, each value, and pairs where it takes many. */
export function contentsOf({ held, multiValued }: Sort): readonly (readonly string[])[] {
  const pairs = multiValued ? held.flatMap((a) => held.map((b) => [a, b])) : [];
  return [[], ...held.map((value) => [value]), ...pairs];
}
