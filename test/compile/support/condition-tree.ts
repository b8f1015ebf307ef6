import * as fc from "fast-check";
import type { KeyTest } from "../../../src/iam/logic/key-test.ts";
import { printOperator } from "../../../src/iam/operators.ts";
import { contentsOf, keyTest, sorts } from "../../iam/support/key-tests.ts";
import { holds } from "../../iam/support/meaning.ts";

/** A condition as its author thinks of it. */
export type Tree =
  | { readonly kind: "test"; readonly test: KeyTest; readonly bySign: boolean }
  | { readonly kind: "and" | "or"; readonly operands: readonly Tree[]; readonly named: boolean }
  | { readonly kind: "not"; readonly operand: Tree };

/** The values of each key of a request; a key without any is missing, or there with an empty list. */
export type Context = Readonly<Record<string, readonly string[]>>;

const leaf: fc.Arbitrary<Tree> = fc
  .constantFrom(...sorts)
  .chain((sort) => fc.record({ kind: fc.constant("test" as const), test: keyTest(sort), bySign: fc.boolean() }));

/** Conditions over few keys, so that their tests touch each other. */
export const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      operands: fc.array(tie("tree"), { minLength: 2, maxLength: 3 }),
      named: fc.integer({ min: 0, max: 4 }).map((number) => number === 0),
    }),
    fc.record({ kind: fc.constant("not" as const), operand: tie("tree") }),
  ),
})).tree;

export const context: fc.Arbitrary<Context> = fc
  .tuple(...sorts.map((sort) => fc.constantFrom(...contentsOf(sort)).map((values) => [sort.key, values] as const)))
  .map((entries) => Object.fromEntries(entries));

/** Whether a condition holds, by what its words say: no normal form, no negated operators. */
export function meaning(one: Tree, values: Context): boolean {
  switch (one.kind) {
    case "test":
      return holds(one.test, values[one.test.key]!);
    case "and":
      return one.operands.every((operand) => meaning(operand, values));
    case "or":
      return one.operands.some((operand) => meaning(operand, values));
    case "not":
      return !meaning(one.operand, values);
  }
}

/** The condition as source, and the named conditions it uses. */
export function writeCondition(one: Tree): { readonly text: string; readonly declarations: readonly string[] } {
  const declarations: string[] = [];
  const write = (part: Tree): string => {
    switch (part.kind) {
      case "test":
        return part.bySign ? signed(part.test) : byName(part.test);
      case "not":
        return `not ${inner(part.operand)}`;
      case "and":
      case "or": {
        const text = part.operands.map(inner).join(` ${part.kind} `);
        if (!part.named) return text;
        const name = `Named${declarations.length}`;
        declarations.push(`condition ${name} = ${text}`);
        return name;
      }
    }
  };
  const inner = (part: Tree): string => ((part.kind === "and" || part.kind === "or") && !part.named ? `(${write(part)})` : write(part));
  return { text: write(one), declarations };
}

function byName({ operator, key, values }: KeyTest): string {
  return `${key} ${printOperator(operator)} ${list(values)}`;
}

const signs: Readonly<Record<string, readonly [one: string, many: string]>> = {
  StringEquals: ["==", "in"],
  StringNotEquals: ["!=", "not in"],
  StringLike: ["like", "like"],
  StringNotLike: ["not like", "not like"],
  NumericEquals: ["==", "in"],
  NumericNotEquals: ["!=", "not in"],
  NumericLessThan: ["<", "<"],
  NumericLessThanEquals: ["<=", "<="],
  NumericGreaterThan: [">", ">"],
  NumericGreaterThanEquals: [">=", ">="],
  DateEquals: ["==", "in"],
  DateNotEquals: ["!=", "not in"],
  DateLessThan: ["<", "<"],
  DateLessThanEquals: ["<=", "<="],
  DateGreaterThan: [">", ">"],
  DateGreaterThanEquals: [">=", ">="],
  Bool: ["==", "in"],
  IpAddress: ["==", "in"],
  NotIpAddress: ["!=", "not in"],
};

function signed({ operator, key, values }: KeyTest): string {
  const { base, quantifier, ifExists } = operator;
  if (base.name === "Null") return `${key} ${values[0] === "true" ? "not exists" : "exists"}`;
  const ignoring = base.name.endsWith("IgnoreCase");
  const sign = signs[base.name.replace("IgnoreCase", "")]![values.length === 1 ? 0 : 1];
  const words = [quantifier === undefined ? "" : quantifier === "ForAnyValue" ? "any " : "all ", key, " ", sign, " ", list(values)];
  return `${words.join("")}${ignoring ? " ignoring case" : ""}${ifExists ? " if exists" : ""}`;
}

function list(values: readonly string[]): string {
  const texts = values.map((value) => JSON.stringify(value));
  return texts.length === 1 ? texts[0]! : `[${texts.join(", ")}]`;
}
