import type { ConditionTest, Effect } from "../../iam/document.ts";
import { variableNamesOf } from "../../iam/canonical/normalise.ts";
import { unsetVariables } from "../../iam/glob-test.ts";
import { parseGlob } from "../../iam/glob.ts";
import { parseOperator } from "../../iam/operators.ts";
import { decide, type Decision, type Prepared } from "./decide.ts";
import type { StatementPlace } from "./policies.ts";
import { factsOf, valuesOf, type Facts, type Request } from "./request.ts";
import { holdsAction, holdsCondition, holdsResource, type ReadyStatement } from "./statement.ts";

/** A decision, and what each statement of the policies had to say. */
export interface Explanation {
  readonly decision: Decision;
  readonly statements: readonly StatementReport[];
}

export interface StatementReport extends StatementPlace {
  readonly effect: Effect;
  /** The first element that does not match the request; absent where the statement applies. */
  readonly mismatch?: Mismatch;
}

/** Why a statement does not apply. `unset` are the policy variables of the element that have neither value nor default. */
export type Mismatch =
  | { readonly element: "action" }
  | { readonly element: "resource"; readonly unset: readonly string[] }
  | {
      readonly element: "condition";
      readonly test: ConditionTest;
      /** The values of the key in the request; none where it is missing. */
      readonly present: readonly string[];
      readonly unset: readonly string[];
    };

/** Decides a request and says of every statement whether it applies, and if not, what fails first. */
export function explainDecision(prepared: Prepared, request: Request): Explanation {
  const facts = factsOf(request);
  const action = request.action.toLowerCase();
  const statements = prepared.statements.map((ready): StatementReport => {
    const mismatch = findMismatch(ready, action, facts);
    return { ...ready.place(), effect: ready.statement.effect, ...(mismatch === undefined ? {} : { mismatch }) };
  });
  return { decision: decide(prepared, request), statements };
}

function findMismatch(ready: ReadyStatement, action: string, facts: Facts): Mismatch | undefined {
  const { actions, resources, conditions } = ready.statement;
  if (!holdsAction(actions, action)) return { element: "action" };
  if (!holdsResource(ready, facts)) return { element: "resource", unset: unset(resources.patterns, facts) };
  const failed = ready.conditions().findIndex((condition) => !holdsCondition(condition, facts));
  const test = conditions[failed];
  if (test === undefined) return undefined;
  const takesVariables = parseOperator(test.operator)?.base.variables ?? false;
  return {
    element: "condition",
    test,
    present: valuesOf(facts, test.key.toLowerCase()),
    unset: takesVariables ? unset(test.values, facts) : [],
  };
}

/** The variables without value or default, as the policy spells them. */
function unset(texts: readonly string[], { variables }: Facts): readonly string[] {
  const found = texts.flatMap((text) => {
    const names = unsetVariables(parseGlob(text), variables);
    return names.length === 0 ? [] : variableNamesOf(text).filter((name) => names.includes(name.toLowerCase()));
  });
  return [...new Set(found)];
}
