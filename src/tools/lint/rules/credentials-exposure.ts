import { findExposure } from "../exposure.ts";
import { statementRule } from "../rule.ts";
import { credentialActions } from "../tables/exposures.ts";

/** Credentials are for one purpose each: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html */
export const credentialsExposure = statementRule(
  "credentials-exposure",
  (statement, report, document) => {
    const found = findExposure(statement, document, credentialActions);
    if (found === undefined) return;
    report({ what: found.what }, statement, { ...found.details, help: "name the resources whose credentials are needed" });
  },
  ["identity"],
);
