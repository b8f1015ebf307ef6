import { statementRule } from "../rule.ts";
import { placeOf, type LintStatement } from "../subject.ts";

const passRole = "iam:PassRole";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-pass-role-with-star-in-resource */
export const unlimitedPassRole = statementRule("unlimited-pass-role", (statement, report) => {
  const { effect, actions, resources } = statement;
  if (effect !== "Allow" || !statement.hasAction(passRole)) return;
  if (!resources.negated && !statement.onEverything) return;
  if (namesService(statement)) return;
  const entry = statement.entryOf(passRole);
  const where = resources.negated ? "NOT_RESOURCE" : "STAR_IN_RESOURCE";
  report({ by: entry === undefined ? "this statement" : `\`${entry.text}\`` }, statement, {
    ...(entry === undefined ? {} : { location: placeOf(entry) }),
    aws: awsCode(actions.negated, entry !== undefined && /[*?]/.test(entry.text), where),
    help: "name the roles with `on`, or the service with `iam:PassedToService`",
  });
});

/** A test that also holds where the key is missing limits nothing. */
function namesService({ tests }: LintStatement): boolean {
  return tests.some(
    ({ keyName, parsed: { base, ifExists } }) =>
      keyName === "iam:passedtoservice" && base.family === "String" && !base.negated && !ifExists,
  );
}

function awsCode(isComplement: boolean, isPattern: boolean, where: "NOT_RESOURCE" | "STAR_IN_RESOURCE"): string {
  if (isComplement)
    return where === "NOT_RESOURCE" ? "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE" : "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION";
  if (!isPattern) return `PASS_ROLE_WITH_${where}`;
  return where === "NOT_RESOURCE" ? "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE" : "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE";
}
