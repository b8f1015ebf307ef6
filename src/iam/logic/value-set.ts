import type { BaseOperator } from "../operators.ts";
import { isOpen, type KeyTest } from "./key-test.ts";
import { positionOfDate, positionOfNumber, positionsOfNetwork } from "./positions.ts";
import { after, before, complement, everywhere, intersect, unite, type Ranges } from "./ranges.ts";

/** The values for which a test of a key with one value holds, where the key is there. */
export type ValueSet = Texts | Points;

interface Texts {
  readonly kind: "texts" | "texts in any case";
  readonly listed: ReadonlySet<string>;
  /** True for all texts but the listed ones. */
  readonly complement: boolean;
}

interface Points {
  readonly kind: "any value" | "booleans" | "numbers" | "dates" | "addresses";
  readonly ranges: Ranges;
}

/** Exactly the values for which a test holds; undefined where they depend on the request, or take more than a list or ranges to say. */
export function valuesOf(test: KeyTest): ValueSet | undefined {
  const { operator, values } = test;
  const { base } = operator;
  if (base.family === "Null") return { kind: "any value", ranges: values.includes("false") ? everywhere : [] };
  if (operator.quantifier !== undefined || isOpen(test)) return undefined;
  switch (base.family) {
    case "String":
      return textsOf(base.name, values, base.negated);
    case "Numeric":
    case "Date":
    case "IpAddress":
      return points(base, values);
    case "Bool":
      return { kind: "booleans", ranges: unite(values.map((value) => [booleans[value.toLowerCase() === "true" ? 1 : 0]])) };
    case "Arn":
    case "Binary":
      return undefined;
  }
}

/** The line of Booleans has two halves. */
const booleans = [
  [everywhere[0]![0], 0n],
  [1n, everywhere[0]![1]],
] as const;

function textsOf(name: string, values: readonly string[], negated: boolean): ValueSet | undefined {
  if (name.endsWith("Like")) {
    if (values.some((value) => /^\*+$/.test(value))) return { kind: "any value", ranges: negated ? [] : everywhere };
    if (values.some((value) => /[*?]/.test(value))) return undefined;
  } else if (name.endsWith("IgnoreCase")) {
    return { kind: "texts in any case", listed: new Set(values.map((value) => value.toLowerCase())), complement: negated };
  }
  return { kind: "texts", listed: new Set(values), complement: negated };
}

const kinds = { Numeric: "numbers", Date: "dates", IpAddress: "addresses" } as const;

function points(base: BaseOperator, values: readonly string[]): Points | undefined {
  const found = values.map((value) => rangesOf(base, value));
  if (found.includes(undefined)) return undefined;
  const ranges = unite(found as Ranges[]);
  return { kind: kinds[base.family as keyof typeof kinds], ranges: base.negated ? complement(ranges) : ranges };
}

/** The points that one value of a Numeric, Date or IP operator stands for, before the operator is negated; undefined for what is no such value. */
export function rangesOf({ family, name }: BaseOperator, value: string): Ranges | undefined {
  if (family === "IpAddress") return positionsOfNetwork(value);
  const position = family === "Numeric" ? positionOfNumber(value) : positionOfDate(value);
  return position === undefined ? undefined : compared(name.replace(/^(Numeric|Date)/, ""), position);
}

function compared(comparison: string, position: bigint): Ranges {
  switch (comparison) {
    case "LessThan":
      return before(position);
    case "LessThanEquals":
      return before(position + 1n);
    case "GreaterThan":
      return after(position);
    case "GreaterThanEquals":
      return after(position - 1n);
    default:
      return [[position, position]];
  }
}

/** Whether no value is in both sets; false also where that cannot be said. */
export function areDisjoint(a: ValueSet, b: ValueSet): boolean {
  const common = commonValues(a, b);
  return common !== undefined && isNothing(common);
}

/** All other values of a key that is there. */
export function otherValues(set: ValueSet): ValueSet {
  return "listed" in set ? { ...set, complement: !set.complement } : { ...set, ranges: complement(set.ranges) };
}

/** Whether no value is in the set. */
export function isNothing(set: ValueSet): boolean {
  return "listed" in set ? set.listed.size === 0 && !set.complement : set.ranges.length === 0;
}

/** Whether every value of the first set is in the second; false also where that cannot be said. */
export function isWithin(a: ValueSet, b: ValueSet): boolean {
  return areDisjoint(a, otherValues(b));
}

/** The values that are in both sets; undefined where that cannot be said. */
export function commonValues(a: ValueSet, b: ValueSet): ValueSet | undefined {
  if (a.kind === "any value") return a.ranges.length === 0 ? a : b;
  if (b.kind === "any value") return commonValues(b, a);
  if ("listed" in a && "listed" in b) {
    if (a.kind !== b.kind) return undefined;
    if (a.complement && b.complement) return { ...a, listed: new Set([...a.listed, ...b.listed]) };
    const [finite, other] = a.complement ? [b, a] : [a, b];
    return { ...finite, listed: new Set([...finite.listed].filter((text) => other.listed.has(text) !== other.complement)) };
  }
  if ("ranges" in a && "ranges" in b && a.kind === b.kind) return { ...a, ranges: intersect(a.ranges, b.ranges) };
  return undefined;
}
