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
  const { layers, statements } = readyAll(policies);
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
  const allowing = allows.map((shelf) => matching(shelf, facts));
  const missing = layers.filter((_, index) => allowing[index]!.length === 0);
  return missing.length > 0
    ? { outcome: "ImplicitDeny", statements: [], missing }
    : { outcome: "Allow", statements: allowing.flat(), missing };
}

/** Decides a single request: cheaper than preparing, where there is no second one. */
export function evaluate(policies: Policies, request: Request): Decision {
  const { layers, statements } = readyAll(policies);
  const candidates = (action: string): Candidates => {
    const wanted = action.toLowerCase();
    return arrange(
      statements.filter(({ statement }) => holdsAction(statement.actions, wanted)),
      layers.length,
    );
  };
  return decide({ layers, statements, candidates }, request);
}

function readyAll(policies: Policies): Pick<Prepared, "layers" | "statements"> {
  const statements: ReadyStatement[] = [];
  const layers = layersOf(policies).map(({ documents, missingFields, ...layer }, index) => {
    documents.forEach((document, policy) => {
      document.statements.forEach((statement, number) => {
        const place = { ...layer, policy, statement: number };
        statements.push(readyStatement(statement, { place, layer: index, order: statements.length }, missingFields));
      });
    });
    return layer;
  });
  return { layers, statements };
}
