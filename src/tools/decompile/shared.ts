import { identifier, make, reference } from "../../ast/build.ts";
import type { ConditionDeclaration, ConditionExpression, PolicyDeclaration, Statement } from "../../ast/source.ts";
import { isLong, lengthOf } from "./blocks.ts";
import { treeText } from "./library.ts";
import { freeName } from "./names.ts";

/** Policies in which a long condition that stands at several places has a name, and the declarations of those names. */
export interface Shared {
  readonly policies: readonly PolicyDeclaration[];
  readonly declarations: readonly ConditionDeclaration[];
}

/** Names the conditions that are long and stand at several places, after the keys they test. */
export function nameConditions(policies: readonly PolicyDeclaration[], taken: ReadonlySet<string>): Shared {
  const counts = new Map<string, number>();
  for (const condition of policies.flatMap(({ body }) => conditionsIn(body))) {
    const key = treeText(condition);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const declared = new Map<string, ConditionDeclaration>();
  const names = new Set(taken);
  const named = (condition: ConditionExpression): ConditionExpression => {
    const key = treeText(condition);
    const count = counts.get(key)!;
    if (count < 2 || !isWorthAName(condition, count)) return condition;
    const known = declared.get(key);
    if (known !== undefined) return reference(known.name.text);
    const name = freeName(nameOf(condition), names);
    names.add(name);
    declared.set(key, make("ConditionDeclaration", { annotations: [], name: identifier(name), parameters: [], condition }));
    return reference(name);
  };
  const changed = policies.map((policy) => ({ ...policy, body: policy.body.map((statement) => withConditions(statement, named)) }));
  return { policies: changed, declarations: [...declared.values()] };
}

/** A single test says what it is itself, unless it is very long. */
function isWorthAName(condition: ConditionExpression, count: number): boolean {
  return condition.kind === "AndCondition" ? isLong(condition, count) : lengthOf(condition) > 150;
}

function conditionsIn(body: readonly Statement[]): readonly ConditionExpression[] {
  return body.flatMap((statement) => [
    ...("condition" in statement && statement.condition !== undefined ? [statement.condition] : []),
    ...(statement.kind === "BlockStatement" ? conditionsIn(statement.body) : []),
  ]);
}

function withConditions(statement: Statement, change: (condition: ConditionExpression) => ConditionExpression): Statement {
  if (statement.kind !== "GrantStatement" && statement.kind !== "BlockStatement") return statement;
  const changed = statement.condition === undefined ? statement : { ...statement, condition: change(statement.condition) };
  return changed.kind === "BlockStatement" ? { ...changed, body: changed.body.map((inner) => withConditions(inner, change)) } : changed;
}

/** Longer names say no more. */
const longestName = 50;

/** `aws:PrincipalTag/team == … and aws:SourceVpc == …` gives `PrincipalTeamAndSourceVpc`. */
function nameOf(condition: ConditionExpression): string {
  const [first = "Shared", ...others] = new Set(wordsOf(condition));
  const fitting = others.filter((_, index) => [first, ...others.slice(0, index + 1)].join("And").length <= longestName);
  return [first, ...fitting, ...(fitting.length < others.length ? ["More"] : [])].join("And");
}

/** How the names of the standard library call tests of these keys. */
const tags: Readonly<Record<string, string>> = { RequestTag: "RequestTagged", ResourceTag: "Tagged", PrincipalTag: "Principal" };

function wordsOf(condition: ConditionExpression): readonly string[] {
  if (condition.kind === "NameReference") return [condition.name.text];
  if ("operands" in condition) return condition.operands.flatMap(wordsOf);
  if (condition.kind !== "Predicate") return wordsOf(condition.operand);
  const [, family = "", last = ""] = /^(?:([^/]*)\/)?(.*)$/s.exec(condition.key.name) ?? [];
  const parts = last.split(/[^A-Za-z0-9]+/).filter((part) => part !== "");
  const word = (tags[family] ?? "") + parts.map((part) => part[0]!.toUpperCase() + part.slice(1)).join("");
  return /^[A-Za-z]/.test(word) ? [word] : [];
}
