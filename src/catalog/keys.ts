import { damaged } from "./damage.ts";
import type { ConditionKey, KeyType } from "./types.ts";

/** Finds a condition key by the name a policy writes, in any letter case. */
export type KeyFinder = (name: string) => ConditionKey | undefined;

/** How many names are remembered: more than a program has. */
const mostAsked = 2000;

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
    const parts = name.replace(placeholder, gap).split(gap);
    if (parts.length === 1) continue;
    families.push({ parts, weight: parts.join("").length, key });
  }
  families.sort((a, b) => b.weight - a.weight);
  const asked = new Map<string, ConditionKey | undefined>();
  return (name) => {
    const known = asked.get(name);
    if (known !== undefined || asked.has(name)) return known;
    const wanted = name.toLowerCase();
    const found = exact.get(wanted) ?? families.find(({ parts }) => fits(wanted, parts))?.key;
    if (asked.size >= mostAsked) asked.clear();
    asked.set(name, found);
    return found;
  };
}

/** The reference writes them four ways: `aws:ResourceTag/${TagKey}`, `s3:ExistingObjectTag/<key>`, `ssm:resourceTag/tag-key`, `glacier:ResourceTag/`. */
const placeholder = /\$\{[^}]*\}|<[^>]*>|(?<=\/)(?:tag-key)?$/g;
const gap = "\0";

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

const single: readonly KeyType[] = ["String", "ARN", "Bool", "Numeric", "Date", "IPAddress", "Binary"];

const keyTypes = new Map<string, Pick<ConditionKey, "type" | "multiValued">>([
  ...single.map((type) => [type, { type, multiValued: false }] as const),
  ...single.map((type) => [`ArrayOf${type}`, { type, multiValued: true }] as const),
]);

/** What the reference's name of a key type means (`ArrayOfString`); undefined when it is not known. */
export function keyTypeOf(text: string): Pick<ConditionKey, "type" | "multiValued"> | undefined {
  return keyTypes.get(text);
}

/** The condition keys of rows `name Type`. */
export function readKeys(file: string, rows: readonly string[]): readonly ConditionKey[] {
  return rows.map((row) => {
    const space = row.lastIndexOf(" ");
    const type = keyTypes.get(row.slice(space + 1));
    if (space <= 0 || !type) throw damaged(file, `\`${row}\` is no condition key`);
    return { name: row.slice(0, space), type: type.type, multiValued: type.multiValued };
  });
}
