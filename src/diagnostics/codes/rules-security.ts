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
  "untrustworthy-key": {
    code: "CP7302",
    severity: "security-warning",
    aws: "UNTRUSTWORTHY_CONDITION_KEY",
    suppressible: true,
    message: (p: { key: string }) => `the caller chooses what \`${p.key}\` holds`,
  },
  "quantifier-admits-missing-key": {
    code: "CP7303",
    severity: "security-warning",
    aws: "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
    suppressible: true,
    message: (p: { key: string }) => `this also allows requests without \`${p.key}\`, since all of no values match`,
  },
  "unpaired-key": {
    code: "CP7304",
    severity: "security-warning",
    aws: ["MISSING_PAIRED_CONDITION_KEYS"],
    suppressible: true,
    message: (p: { key: string }) => `\`${p.key}\` alone does not tell one network from another with the same addresses`,
  },
  "deny-complement-with-tag": {
    code: "CP7305",
    severity: "security-warning",
    aws: "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    suppressible: true,
    message: (p: { key: string }) => `actions that never set \`${p.key}\` are among all but the listed ones, and are not denied here`,
  },
  "text-operator-on-arn": {
    code: "CP7306",
    severity: "security-warning",
    aws: "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
    suppressible: true,
    message: (p: { operator: string; key: string }) =>
      `\`${p.key}\` holds an ARN, and a wildcard under \`${p.operator}\` reaches past its field`,
  },
  "attributes-without-select": {
    code: "CP7307",
    severity: "security-warning",
    aws: "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT",
    suppressible: true,
    message: (_: {}) => "a request that does not name attributes gets them all, whatever `dynamodb:Attributes` is compared with",
  },
  "prefix-in-negative": {
    code: "CP7308",
    severity: "security-warning",
    aws: "S3_PREFIX_IN_NEGATIVE_CONTEXT",
    suppressible: true,
    message: (p: { effect: "Allow" | "Deny"; operator: string }) =>
      p.effect === "Allow"
        ? `all prefixes but those of \`${p.operator}\` are allowed, the empty one and shorter ones too`
        : "a shorter `s3:prefix` is not denied, and lists what this one hides",
  },
  "deny-action-without-tag": {
    code: "CP7309",
    severity: "security-warning",
    aws: "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    suppressible: true,
    message: (p: { key: string; action: string }) => `\`${p.action}\` never sets \`${p.key}\`, so it is not denied here`,
  },
});
