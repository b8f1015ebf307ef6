import { missingDependents } from "../dependents.ts";
import { statementRule } from "../rule.ts";

/**
 * The dependent actions of other services than Chime. The reference does not say which calls need them always and which sometimes; calls that
 * only read mostly do without.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const possibleDependentAction = statementRule(
  "possible-dependent-action",
  (statement, report, document) => {
    const missing = missingDependents(
      statement,
      document,
      ({ service, level }) => service !== "chime" && level !== "list" && level !== "read",
    );
    if (missing !== undefined) report(missing, statement, { ...missing.details, fixes: [] });
  },
  ["identity"],
);
