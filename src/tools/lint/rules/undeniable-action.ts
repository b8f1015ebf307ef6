import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";

/** Calls that need no permission, so that none can be taken away: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const undeniable = "sts:getcalleridentity";

export const undeniableAction = statementRule("undeniable-action", (statement, report) => {
  if (statement.effect !== "Deny" || statement.actions.negated) return;
  const entry = statement.actions.patterns.find(({ text }) => text.toLowerCase() === undeniable);
  if (entry !== undefined) report({ action: entry.text }, statement, { location: placeOf(entry), help: "leave it out" });
});
