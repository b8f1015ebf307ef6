import { missingDependents } from "../dependents.ts";
import { statementRule } from "../rule.ts";
import { retiredChimeActions } from "../tables/retired-chime-actions.ts";

/**
 * Some calls of Chime do what needs further permissions of their caller, the dependent actions of the reference:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonchime.html
 */
export const missingDependentAction = statementRule(
  "missing-dependent-action",
  (statement, report, document) => {
    const missing = missingDependents(statement, document, ({ service, name }) => service === "chime" && !retiredChimeActions.has(name));
    if (missing !== undefined) report(missing, statement, missing.details);
  },
  ["identity"],
);
