import { hasWildcard } from "../../../iam/pattern.ts";
import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";

/** The user of a messaging call is a resource of it: https://docs.aws.amazon.com/chime-sdk/latest/dg/auth-by-role.html */
export const callerImpersonation = statementRule("caller-impersonation", (statement, report) => {
  if (statement.effect !== "Allow" || statement.resources.negated) return;
  for (const entry of statement.resources.patterns) {
    const user = /^arn:[^:]*:chime:[^:]*:[^:]*:app-instance\/[^/]+\/user\/(.+)$/.exec(entry.text)?.[1];
    if (user === undefined || !hasWildcard(user) || user.includes("${") || !statement.hasAction("chime:SendChannelMessage")) continue;
    report({ resource: entry.text }, statement, { location: placeOf(entry) });
    return;
  }
});
