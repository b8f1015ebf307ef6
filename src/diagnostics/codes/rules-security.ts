import { defineCodes } from "./define.ts";

/** Rules about grants that an attacker would like. */
export const securityRules = defineCodes({
  "unlimited-pass-role": {
    code: "CP7301",
    severity: "security-warning",
    aws: [
      "PASS_ROLE_WITH_STAR_IN_RESOURCE",
      "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
      "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
      "PASS_ROLE_WITH_NOT_RESOURCE",
      "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
      "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE",
    ],
    suppressible: true,
    message: (p: { by: string }) => `${p.by} lets any role be passed to any service`,
  },
});
