import type { Catalog, KeyType } from "../catalog/catalog.ts";
import type { ConditionTest } from "../iam/document.ts";
import { parseOperator } from "../iam/operators.ts";
import { parseDate, parseNumber } from "../iam/values.ts";
import { serviceAtHand } from "../phases/4-emit/spelling.ts";
import { fillVariables } from "./variables.ts";

/** The value of a policy variable by its name. */
export type ValueOf = (name: string) => string | undefined;

/** Values of a test's key that it may tell apart, each of a type that it compares. */
export function sampleValues({ operator, key, values }: ConditionTest, valueOf: ValueOf, catalog: Catalog): readonly (readonly string[])[] {
  const parsed = parseOperator(operator);
  if (parsed === undefined) return [];
  const { base, quantifier } = parsed;
  const others = base.family === "Null" ? samples[typeOf(key, catalog)] : samples[familyTypes[base.family]];
  const single = values.flatMap((value) => near(base.family, value, valueOf));
  const all = [...new Set([...single, ...others])];
  if (quantifier === undefined) return all.map((value) => [value]);
  return [...all.map((value) => [value]), [...new Set(single)], ...others.map((other) => [...new Set([...single, other])])];
}

type Family = Exclude<ReturnType<typeof parseOperator>, undefined>["base"]["family"];

const day = 86_400_000;

function near(family: Family, value: string, valueOf: ValueOf): readonly string[] {
  switch (family) {
    case "String":
    case "Arn":
      return [fillVariables(value, valueOf).replaceAll("*", "any").replaceAll("?", "x")];
    case "Numeric": {
      const number = parseNumber(value)?.near ?? 0;
      return [value, String(number - 1), String(number + 1)];
    }
    case "Date": {
      const date = parseDate(value) ?? 0;
      return [value, ...[date - day, date + day].map((time) => new Date(time).toISOString().replace(".000Z", "Z"))];
    }
    case "IpAddress":
      return [value.replace(/\/.*/, "")];
    case "Bool":
    case "Binary":
      return [value];
    case "Null":
      return [];
  }
}

const familyTypes: Readonly<Record<Exclude<Family, "Null">, KeyType>> = {
  String: "String",
  Arn: "ARN",
  Numeric: "Numeric",
  Date: "Date",
  Bool: "Bool",
  IpAddress: "IPAddress",
  Binary: "Binary",
};

/** Values that policies hardly name. */
const samples: Readonly<Record<KeyType, readonly string[]>> = {
  String: ["other"],
  ARN: ["arn:aws:iam::444455556666:role/other"],
  Numeric: ["1"],
  Date: ["2000-01-01T00:00:00Z"],
  Bool: ["true", "false"],
  IPAddress: ["192.0.2.1", "2001:db8:ffff::1"],
  Binary: ["AAAA"],
};

function typeOf(key: string, catalog: Catalog): KeyType {
  const [prefix = ""] = key.split(":");
  return (catalog.globalKey(key) ?? serviceAtHand(catalog, prefix)?.conditionKey(key))?.type ?? "String";
}
