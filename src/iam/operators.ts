/** The condition operators: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */

/** What an operator compares, and so which values it takes. */
export type OperatorFamily = "String" | "Numeric" | "Date" | "Bool" | "Binary" | "IpAddress" | "Arn" | "Null";

export interface BaseOperator {
  readonly name: string;
  readonly family: OperatorFamily;
  /** True when a missing key satisfies it and its values are joined as "none of". */
  readonly negated: boolean;
  /** True when its values may hold `*` and `?`. */
  readonly wildcards: boolean;
  /** True when IAM replaces policy variables in its values. */
  readonly variables: boolean;
}

const row = (family: OperatorFamily, name: string, traits: Partial<BaseOperator> = {}): BaseOperator => ({
  name,
  family,
  negated: false,
  wildcards: family === "Arn",
  variables: family === "String" || family === "Arn",
  ...traits,
});

const negated = { negated: true };

/** The 27 operators. */
export const baseOperators: readonly BaseOperator[] = [
  row("String", "StringEquals"),
  row("String", "StringNotEquals", negated),
  row("String", "StringEqualsIgnoreCase"),
  row("String", "StringNotEqualsIgnoreCase", negated),
  row("String", "StringLike", { wildcards: true }),
  row("String", "StringNotLike", { negated: true, wildcards: true }),
  row("Numeric", "NumericEquals"),
  row("Numeric", "NumericNotEquals", negated),
  row("Numeric", "NumericLessThan"),
  row("Numeric", "NumericLessThanEquals"),
  row("Numeric", "NumericGreaterThan"),
  row("Numeric", "NumericGreaterThanEquals"),
  row("Date", "DateEquals"),
  row("Date", "DateNotEquals", negated),
  row("Date", "DateLessThan"),
  row("Date", "DateLessThanEquals"),
  row("Date", "DateGreaterThan"),
  row("Date", "DateGreaterThanEquals"),
  row("Bool", "Bool"),
  row("Binary", "BinaryEquals"),
  row("IpAddress", "IpAddress"),
  row("IpAddress", "NotIpAddress", negated),
  row("Arn", "ArnEquals"),
  row("Arn", "ArnNotEquals", negated),
  row("Arn", "ArnLike"),
  row("Arn", "ArnNotLike", negated),
  row("Null", "Null"),
];

export type SetQuantifier = "ForAllValues" | "ForAnyValue";

/** An operator as it stands in a document, taken apart. */
export interface Operator {
  readonly quantifier?: SetQuantifier;
  readonly base: BaseOperator;
  readonly ifExists: boolean;
}

const byName = new Map(baseOperators.map((operator) => [operator.name.toLowerCase(), operator]));

/** Takes `ForAnyValue:StringLikeIfExists` apart, in any letter case; undefined when it is no operator. `NullIfExists` is none. */
export function parseOperator(text: string): Operator | undefined {
  return spelt.get(text) ?? parseAnyCase(text);
}

function parseAnyCase(text: string): Operator | undefined {
  const colon = text.indexOf(":");
  const prefix = colon < 0 ? undefined : text.slice(0, colon).toLowerCase();
  const quantifier =
    prefix === undefined ? undefined : prefix === "forallvalues" ? "ForAllValues" : prefix === "foranyvalue" ? "ForAnyValue" : null;
  if (quantifier === null) return undefined;
  let name = text.slice(colon + 1).toLowerCase();
  const ifExists = name.endsWith("ifexists");
  if (ifExists) name = name.slice(0, -"ifexists".length);
  const base = byName.get(name);
  if (base === undefined || (ifExists && base.family === "Null")) return undefined;
  return { ...(quantifier === undefined ? {} : { quantifier }), base, ifExists };
}

/** The operator in IAM's spelling. */
export function printOperator({ quantifier, base, ifExists }: Operator): string {
  return `${quantifier === undefined ? "" : `${quantifier}:`}${base.name}${ifExists ? "IfExists" : ""}`;
}

/** The operators without a quantifier in IAM's spelling: nearly all that there are. */
const spelt = new Map(
  baseOperators.flatMap((base): [string, Operator][] => [
    [base.name, { base, ifExists: false }],
    ...(base.family === "Null" ? [] : [[`${base.name}IfExists`, { base, ifExists: true }] as [string, Operator]]),
  ]),
);
