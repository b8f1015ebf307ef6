import { openAction } from "../open-action.ts";
import { statementRule } from "../rule.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-create-slr-with-star-in-resource */
export const unlimitedServiceLinkedRole = statementRule(
  "unlimited-service-linked-role",
  (statement, report) => {
    const open = openAction(statement, "iam:CreateServiceLinkedRole", "iam:awsservicename");
    if (open === undefined) return;
    const { by, ending, location } = open;
    report({ by }, statement, {
      ...(location && { location }),
      aws: `CREATE_SLR_WITH_${ending}`,
      help: "name the role as a resource, `role/aws-service-role/…`, or the service with `iam:AWSServiceName`",
    });
  },
  ["identity"],
);
