import type { Statement } from "../../iam/document.ts";
import { arrange, indexActions, matching, type Candidates } from "./candidates.ts";
import { layersOf, type Layer, type Policies, type StatementPlace } from "./policies.ts";
import { factsOf, type Request } from "./request.ts";
import { holdsAction, readyStatement, type ReadyStatement } from "./statement.ts";

export type Outcome = "Allow" | "ExplicitDeny" | "ImplicitDeny";

/** What becomes of a request, and why. */
export interface Decision {
  readonly outcome: Outcome;
  /** The statements that decided: all that deny, or all that allow; none in an implicit deny. */
  readonly statements: readonly StatementPlace[];
  /** In an implicit deny the layers without an allow. */
  readonly missing: readonly Layer[];
}

/** Policies made ready for many requests. */
export interface Prepared {
  readonly layers: readonly Layer[];
  readonly statements: readonly ReadyStatement[];
  readonly candidates: (action: string) => Candidates;
}

/** Makes policies ready for many requests. */
export function prepare(policies: Policies): Prepared {
  const { layers, statements } = readyAll(policies, () => true);
  return { layers, statements, candidates: indexActions(statements, layers.length) };
}

/**
 * Decides a request as IAM does: an explicit deny anywhere wins, else every layer must allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide({ layers, candidates }: Prepared, request: Request): Decision {
  const facts = factsOf(request);
  const { denies, allows } = candidates(request.action);
  const denying = matching(denies, facts);
  if (denying.length > 0) return { outcome: "ExplicitDeny", statements: denying, missing: [] };
  const allowing: StatementPlace[] = [];
  const missing: Layer[] = [];
  for (let index = 0; index < layers.length; index++) {
    const found = matching(allows[index]!, facts);
    if (found.length === 0) missing.push(layers[index]!);
    else for (const place of found) allowing.push(place);
  }
  return missing.length === 0 ? { outcome: "Allow", statements: allowing, missing } : { outcome: "ImplicitDeny", statements: [], missing };
}

/** Decides a single request: cheaper than preparing, where there is no second one. */
export function evaluate(policies: Policies, request: Request): Decision {
  const action = request.action.toLowerCase();
  const { layers, statements } = readyAll(policies, ({ actions }) => holdsAction(actions, action));
  return decide({ layers, statements, candidates: () => arrange(statements, layers.length, Infinity) }, request);
}

function readyAll(policies: Policies, wanted: (statement: Statement) => boolean): Pick<Prepared, "layers" | "statements"> {
  const statements: ReadyStatement[] = [];
  const layers = layersOf(policies);
  layers.forEach(({ layer, documents }, index) => {
    documents.forEach((document, policy) => {
      document.statements.forEach((statement, number) => {
        if (wanted(statement)) statements.push(readyStatement(statement, { layer, index, policy, number, order: statements.length }));
      });
    });
  });
  return { layers: layers.map(({ layer }) => layer), statements };
}
