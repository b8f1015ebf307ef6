import { findAction, reachesAll } from "../reach.ts";
import { statementRule } from "../rule.ts";
import { placeOf } from "../subject.ts";

const passRole = "iam:PassRole";

/** A role is passed to a service, and the policy can say to which: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
export const passRoleWithoutService = statementRule(
  "pass-role-without-service",
  (statement, report, { catalog }) => {
    const entry = statement.effect === "Allow" ? statement.actions.patterns.find(({ text }) => text === passRole) : undefined;
    const action = findAction(catalog, passRole);
    if (statement.actions.negated || entry === undefined || action === undefined) return;
    // Of any role, another rule speaks.
    if (statement.onEverything || statement.resources.negated) return;
    if (statement.tests.some(({ keyName }) => keyName === "iam:passedtoservice" || keyName === "iam:associatedresourcearn")) return;
    report({ all: reachesAll(statement, action, catalog) }, statement, {
      location: placeOf(entry),
      help: "name the service with `iam:PassedToService`",
    });
  },
  ["identity"],
);
