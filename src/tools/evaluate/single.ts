import type { Statement } from "../../iam/document.ts";
import type { Facts } from "./request.ts";
import { applies, holdsAction, readyStatement } from "./statement.ts";

/** Whether one statement of an identity policy applies to a request: for those who change one statement among many that stay. */
export function statementTest(statement: Statement): (facts: Facts) => boolean {
  const ready = readyStatement(statement, { layer: { layer: "identity" }, index: 0, policy: 0, number: 0, order: 0 });
  return (facts) => holdsAction(statement.actions, facts.request.action.toLowerCase()) && applies(ready, facts);
}
