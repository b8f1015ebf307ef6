import type { ConditionKey, KeyType } from "./types.ts";

/** Finds a condition key by the name a policy writes, in any letter case. */
export type KeyFinder = (name: string) => ConditionKey | undefined;

/**
 * A finder over keys of which some are families: `aws:ResourceTag/${TagKey}` is found by `aws:ResourceTag/team`. An exact
 * name wins over a family, a family with more fixed text over one with less. AWS compares key names without regard to case:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function keyFinder(keys: readonly ConditionKey[]): KeyFinder {
  const exact = new Map<string, ConditionKey>();
  const families: { parts: readonly string[]; weight: number; key: ConditionKey }[] = [];
  for (const key of keys) {
    const name = key.name.toLowerCase();
    exact.set(name, key);
    const parts = name.split(placeholder);
    if (parts.length === 1) continue;
    families.push({ parts, weight: parts.join("").length, key });
  }
  families.sort((a, b) => b.weight - a.weight);
  return (name) => {
    const wanted = name.toLowerCase();
    return exact.get(wanted) ?? families.find(({ parts }) => fits(wanted, parts))?.key;
  };
}

/** The reference writes them four ways: `aws:ResourceTag/${TagKey}`, `s3:ExistingObjectTag/<key>`, `ssm:resourceTag/tag-key`, `glacier:ResourceTag/`. */
const placeholder = /\$\{[^}]*\}|<[^>]*>|(?<=\/)(?:tag-key)?$/;

/** Whether the fixed parts of a family occur in a name in order, with at least one character for each placeholder. */
function fits(name: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at + 1);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length > at;
}

const keyTypes: Readonly<Record<string, KeyType>> = {
  String: "String",
  ARN: "ARN",
  Bool: "Bool",
  Numeric: "Numeric",
  Date: "Date",
  IPAddress: "IPAddress",
  Binary: "Binary",
};

/** What the reference's name of a key type means (`ArrayOfString`); undefined when it is not known. */
export function keyTypeOf(text: string): Pick<ConditionKey, "type" | "multiValued"> | undefined {
  const multiValued = text.startsWith("ArrayOf");
  const name = multiValued ? text.slice("ArrayOf".length) : text;
  const type = Object.hasOwn(keyTypes, name) ? keyTypes[name] : undefined;
  return type && { type, multiValued };
}
