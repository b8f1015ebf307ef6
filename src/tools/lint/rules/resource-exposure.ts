import { findExposure } from "../exposure.ts";
import { statementRule } from "../rule.ts";
import { sharingActions } from "../tables/exposures.ts";

/** Policies of resources decide who else may use them: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html */
export const resourceExposure = statementRule(
  "resource-exposure",
  (statement, report, document) => {
    const found = findExposure(statement, document, sharingActions);
    if (found === undefined) return;
    report({ what: found.what }, statement, { ...found.details, help: "name the resources that may be shared" });
  },
  ["identity"],
);
