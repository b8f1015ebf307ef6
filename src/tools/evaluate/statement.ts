import { once } from "../../catalog/once.ts";
import type { PatternSet, Statement } from "../../iam/document.ts";
import { compileResource, everyResource, matchesAction, type ResourceTest } from "../../iam/match.ts";
import { arnFields, literalPrefix } from "../../iam/pattern.ts";
import { compileCondition, type Condition } from "./condition.ts";
import { missingFields, type Layer, type StatementPlace } from "./policies.ts";
import { arnOf, valuesOf, type Facts } from "./request.ts";

/** Where a statement comes from. */
interface Origin {
  readonly layer: Layer;
  /** The layer's number. */
  readonly index: number;
  readonly policy: number;
  readonly number: number;
  /** Its number among all statements. */
  readonly order: number;
}

/** A statement whose resources and conditions are compiled when a request first comes to them. */
export interface ReadyStatement {
  readonly statement: Statement;
  readonly origin: Origin;
  readonly place: () => StatementPlace;
  readonly resources: () => readonly ResourceTest[];
  readonly conditions: () => readonly Condition[];
}

/** Makes a statement ready. */
export function readyStatement(statement: Statement, origin: Origin): ReadyStatement {
  return {
    statement,
    origin,
    place: once(() => ({ ...origin.layer, policy: origin.policy, statement: origin.number })),
    resources: once(() => statement.resources.patterns.map((pattern) => compileResource(pattern, missingFields(origin.layer)))),
    conditions: once(() => statement.conditions.map(compileCondition)),
  };
}

/** Whether a set of `Action` or `NotAction` holds an action in lower case. */
export function holdsAction({ negated, patterns }: PatternSet, action: string): boolean {
  return patterns.some((pattern) => matchesAction(pattern, action)) !== negated;
}

/** Whether the resource and the conditions of a request are those of a statement. */
export function applies(ready: ReadyStatement, facts: Facts): boolean {
  if (!holdsResource(ready, facts)) return false;
  for (const condition of ready.conditions()) if (!holdsCondition(condition, facts)) return false;
  return true;
}

/** Whether `Resource` or `NotResource` holds what the request names. */
export function holdsResource({ statement, resources }: ReadyStatement, facts: Facts): boolean {
  const { negated } = statement.resources;
  for (const test of resources()) if (test === everyResource || test(arnOf(facts), facts.variables)) return !negated;
  return negated;
}

export function holdsCondition({ key, holds }: Condition, facts: Facts): boolean {
  return holds(valuesOf(facts, key), facts.variables);
}

/** What the last field of an ARN must begin with for a set of `Resource` to hold it; undefined where that need not even be an ARN. */
export function commonStart({ negated, patterns }: PatternSet): string | undefined {
  if (negated) return undefined;
  const starts = patterns.map((pattern) => literalPrefix(arnFields(pattern)?.[5] ?? "*"));
  const first = starts[0] ?? "";
  let length = first.length;
  for (const start of starts) {
    let same = 0;
    while (same < length && start[same] === first[same]) same += 1;
    length = same;
  }
  return length === 0 ? undefined : first.slice(0, length);
}
