import type { PatternSet, Statement } from "../../iam/document.ts";
import { compileResource, matchesAction, type MissingFields, type ResourceTest } from "../../iam/match.ts";
import { arnFields, literalPrefix } from "../../iam/pattern.ts";
import { compileCondition, type Condition } from "./condition.ts";
import type { StatementPlace } from "./policies.ts";
import type { Facts } from "./request.ts";

/** A statement whose resources and conditions are compiled when a request first comes to them. */
export interface ReadyStatement {
  readonly statement: Statement;
  readonly place: StatementPlace;
  /** The index of its layer. */
  readonly layer: number;
  /** Its number among all statements. */
  readonly order: number;
  readonly resources: readonly ResourceTest[];
  readonly conditions: readonly Condition[];
  /** What the last field of an ARN must begin with; undefined where it need not even be an ARN. */
  readonly start: string | undefined;
}

/** Makes a statement ready. */
export function readyStatement(
  statement: Statement,
  where: Pick<ReadyStatement, "place" | "layer" | "order">,
  missingFields: MissingFields,
): ReadyStatement {
  const memo: { resources?: readonly ResourceTest[]; conditions?: readonly Condition[] } = {};
  return {
    statement,
    ...where,
    get resources() {
      return (memo.resources ??= statement.resources.patterns.map((pattern) => compileResource(pattern, missingFields)));
    },
    get conditions() {
      return (memo.conditions ??= statement.conditions.map(compileCondition));
    },
    get start() {
      return commonStart(statement.resources);
    },
  };
}

/** Whether a set of `Action` or `NotAction` holds an action in lower case. */
export function holdsAction({ negated, patterns }: PatternSet, action: string): boolean {
  return patterns.some((pattern) => matchesAction(pattern, action)) !== negated;
}

/** Whether the resource and the conditions of a request are those of a statement. */
export function applies(ready: ReadyStatement, facts: Facts): boolean {
  return holdsResource(ready, facts) && ready.conditions.every((condition) => holdsCondition(condition, facts));
}

/** Whether `Resource` or `NotResource` holds what the request names. */
export function holdsResource({ statement, resources }: ReadyStatement, { arn, variables }: Facts): boolean {
  return resources.some((test) => test(arn, variables)) !== statement.resources.negated;
}

export function holdsCondition({ key, holds }: Condition, { values, variables }: Facts): boolean {
  return holds(values(key), variables);
}

function commonStart({ negated, patterns }: PatternSet): string | undefined {
  if (negated) return undefined;
  const starts = patterns.map((pattern) => literalPrefix(arnFields(pattern)?.[5] ?? "*"));
  const first = starts[0] ?? "";
  let length = first.length;
  for (const start of starts) while (!start.startsWith(first.slice(0, length))) length -= 1;
  return length === 0 ? undefined : first.slice(0, length);
}
