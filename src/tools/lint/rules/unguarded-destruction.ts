import { isWholeService } from "../exposure.ts";
import { findAction, isDenied, isLimited, reachesAll } from "../reach.ts";
import { statementRule } from "../rule.ts";
import { placeOf, type LintDocument, type LintStatement, type LintTest } from "../subject.ts";
import { destructiveActions } from "../tables/destructive-actions.ts";

/** People show a second factor before they destroy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_mfa-selective.html */
export const unguardedDestruction = statementRule(
  "unguarded-destruction",
  (statement, report, document) => {
    const { effect, actions, tests } = statement;
    if (effect !== "Allow" || actions.negated || isLimited(statement) || tests.some(isFactor)) return;
    const open = destructiveActions.filter(
      (action) =>
        statement.hasAction(action) &&
        reaches(action, statement, document) &&
        !isDenied(document, statement, action) &&
        !isGuarded(action, document),
    );
    const [first, ...others] = open;
    const entry = first === undefined ? undefined : statement.entryOf(first);
    if (first === undefined || entry === undefined) return;
    // All of a service on everything is graver than this, and has rules of its own.
    if (statement.onEverything && isWholeService(entry)) return;
    report({ action: first, by: entry.text === first ? undefined : entry.text }, statement, {
      location: placeOf(entry),
      help: "test `aws:MultiFactorAuthPresent` here, or deny it without a second factor",
      notes: [
        ...(others.length === 0 ? [] : [`so can ${others.map((name) => `\`${name}\``).join(", ")}`]),
        ...(isEncrypted(statement, document) ? [] : ["nor does anything ask for an encrypted connection, with `aws:SecureTransport`"]),
      ],
    });
  },
  ["identity"],
);

function reaches(name: string, statement: LintStatement, { catalog }: LintDocument): boolean {
  const action = findAction(catalog, name);
  return action !== undefined && reachesAll(statement, action, catalog);
}

/** Whether a deny asks for a second factor before an action. */
function isGuarded(action: string, { statements }: LintDocument): boolean {
  return statements.some(({ effect, tests, hasAction }) => effect === "Deny" && tests.some(isFactor) && hasAction(action));
}

function isFactor({ keyName }: LintTest): boolean {
  return keyName === "aws:multifactorauthpresent" || keyName === "aws:multifactorauthage";
}

function isEncrypted(statement: LintStatement, { statements }: LintDocument): boolean {
  return [statement, ...statements.filter(({ effect }) => effect === "Deny")].some(({ tests }) =>
    tests.some(({ keyName }) => keyName === "aws:securetransport"),
  );
}
