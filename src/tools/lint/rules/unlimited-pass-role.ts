import { openAction } from "../open-action.ts";
import { statementRule } from "../rule.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-pass-role-with-star-in-resource */
export const unlimitedPassRole = statementRule(
  "unlimited-pass-role",
  (statement, report) => {
    const open = openAction(statement, "iam:PassRole", "iam:passedtoservice");
    if (open === undefined) return;
    const { by, ending, location } = open;
    report({ by }, statement, {
      ...(location && { location }),
      aws: `PASS_ROLE_WITH_${ending}`,
      help: "name the roles as resources, or the service with `iam:PassedToService`",
    });
  },
  ["identity"],
);
