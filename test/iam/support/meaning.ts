import type { KeyTest } from "../../../src/iam/logic/key-test.ts";

/**
 * What a test says of the values of its key, none where it is missing: a second reading of AWS's rules that shares nothing with
 * the code under test. Dates have a zone or are days; networks are IPv4.
 */
export function holds({ operator, values: wanted }: KeyTest, values: readonly string[]): boolean {
  const { base, quantifier, ifExists } = operator;
  if (base.name === "Null") return wanted.some((one) => (one === "true") === (values.length === 0));
  if (values.length === 0 || (quantifier !== undefined && values.join() === "" && values.length === 1))
    return ifExists || quantifier === "ForAllValues" || (quantifier === undefined && isNegative(base.name));
  const one = (value: string): boolean =>
    isNegative(base.name)
      ? wanted.every((text) => !compare(base.name.replace("Not", ""), value, text))
      : wanted.some((text) => compare(base.name, value, text));
  if (quantifier === "ForAllValues") return values.every(one);
  if (quantifier === "ForAnyValue") return values.some(one);
  return values.length === 1 && one(values[0]!);
}

const isNegative = (name: string): boolean => name.includes("Not");

function compare(name: string, value: string, wanted: string): boolean {
  switch (name) {
    case "StringEquals":
      return value === wanted;
    case "StringEqualsIgnoreCase":
      return value.toLowerCase() === wanted.toLowerCase();
    case "StringLike":
    case "ArnEquals":
    case "ArnLike":
      return new RegExp(`^${[...wanted].map((c) => (c === "*" ? "[^]*" : c === "?" ? "[^]" : c.replace(/[^\w]/, "\\$&"))).join("")}$`).test(
        value,
      );
    case "Bool":
      return value.toLowerCase() === wanted.toLowerCase();
    case "IpAddress":
      return inNetwork(value, wanted);
    default: {
      const number = name.startsWith("Date") ? Date.parse : Number;
      return ordered(name.replace(/^(Numeric|Date)/, ""), number(value), number(wanted));
    }
  }
}

function ordered(comparison: string, a: number, b: number): boolean {
  switch (comparison) {
    case "Equals":
      return a === b;
    case "LessThan":
      return a < b;
    case "LessThanEquals":
      return a <= b;
    case "GreaterThan":
      return a > b;
    case "GreaterThanEquals":
      return a >= b;
    default:
      throw new Error(`no comparison ${comparison}`);
  }
}

function inNetwork(address: string, network: string): boolean {
  const number = (text: string): number => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const [first = "", bits = "32"] = network.split("/");
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / size) === Math.floor(number(first) / size);
}
