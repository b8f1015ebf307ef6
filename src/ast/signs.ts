import type { ConditionKey } from "../catalog/catalog.ts";
import type { OperatorSign, ValueExpression } from "./source.ts";

type KeyType = ConditionKey["type"];

const equals = {
  String: "StringEquals",
  ARN: "ArnEquals",
  Numeric: "NumericEquals",
  Date: "DateEquals",
  Bool: "Bool",
  IPAddress: "IpAddress",
  Binary: "BinaryEquals",
} as const;
const differs = {
  String: "StringNotEquals",
  ARN: "ArnNotEquals",
  Numeric: "NumericNotEquals",
  Date: "DateNotEquals",
  IPAddress: "NotIpAddress",
} as const;

/** The signs that compare; `exists` and `not exists` are `Null` for every key. */
export type ComparisonSign = Exclude<OperatorSign, "exists" | "not exists">;

/** What each sign of comparison is in IAM's terms, by what the key holds. */
export const operatorsBySign: Readonly<Record<ComparisonSign, Readonly<Partial<Record<KeyType, string>>>>> = {
  "==": equals,
  "!=": differs,
  like: { String: "StringLike", ARN: "ArnLike" },
  "not like": { String: "StringNotLike", ARN: "ArnNotLike" },
  "<": { Numeric: "NumericLessThan", Date: "DateLessThan" },
  "<=": { Numeric: "NumericLessThanEquals", Date: "DateLessThanEquals" },
  ">": { Numeric: "NumericGreaterThan", Date: "DateGreaterThan" },
  ">=": { Numeric: "NumericGreaterThanEquals", Date: "DateGreaterThanEquals" },
  in: equals,
  "not in": differs,
};

/** What a key that nobody knows most likely holds, judged by how it is used. */
export function likelyType(sign: OperatorSign, value: ValueExpression | undefined): KeyType {
  if (value?.kind === "BooleanLiteral") return "Bool";
  return value?.kind === "NumberLiteral" || /^[<>]/.test(sign) ? "Numeric" : "String";
}

/** The signs that compare what a type of key holds. */
export function signsFor(type: KeyType): readonly ComparisonSign[] {
  return (Object.keys(operatorsBySign) as ComparisonSign[]).filter((sign) => operatorsBySign[sign][type] !== undefined);
}
