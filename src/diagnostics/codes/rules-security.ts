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
  "privilege-escalation": {
    code: "CP7310",
    severity: "security-warning",
    suppressible: true,
    message: (p: { actions: string; means: string; single: boolean }) =>
      `${p.actions} ${p.single ? "lets its" : "let their"} holders ${p.means}`,
  },
  "credentials-exposure": {
    code: "CP7311",
    severity: "security-warning",
    suppressible: true,
    message: (p: { what: string }) => `${p.what} gives out credentials, and is allowed on all there are`,
  },
  "data-exposure": {
    code: "CP7312",
    severity: "security-warning",
    suppressible: true,
    message: (p: { what: string }) => `${p.what} reads all that the account keeps there`,
  },
  "resource-exposure": {
    code: "CP7313",
    severity: "security-warning",
    suppressible: true,
    message: (p: { what: string }) => `${p.what} can open any resource of its kind to others`,
  },
  "broad-change": {
    code: "CP7314",
    severity: "security-warning",
    suppressible: true,
    message: (p: { pattern: string; changes: number | undefined }) =>
      p.changes === undefined
        ? "`*` on everything is all that an account has"
        : `\`${p.pattern}\` on everything can change whatever is there, with ${p.changes} action${p.changes === 1 ? "" : "s"}`,
  },
  "negated-condition-in-allow": {
    code: "CP7315",
    severity: "security-warning",
    suppressible: true,
    message: (p: { operator: string; key: string }) => `\`${p.operator}\` also holds for requests without \`${p.key}\`, and so allows them`,
  },
  "all-values-in-allow": {
    code: "CP7316",
    severity: "security-warning",
    suppressible: true,
    message: (p: { key: string }) => `\`ForAllValues\` also holds for requests without \`${p.key}\`, and so allows them`,
  },
  "allow-with-not-action": {
    code: "CP7317",
    severity: "security-warning",
    suppressible: true,
    message: (p: { excepted: number }) =>
      `this allows every action of AWS but ${p.excepted === 1 ? "one entry" : `${p.excepted} entries`}, and all that AWS adds`,
  },
  "allow-with-not-resource": {
    code: "CP7318",
    severity: "security-warning",
    suppressible: true,
    message: (p: { resource: string; others: number }) =>
      `this allows every resource but \`${p.resource}\`${p.others === 0 ? "" : ` and ${p.others} more`}, and all that is made later`,
  },
  "mfa-deny-gap": {
    code: "CP7319",
    severity: "security-warning",
    suppressible: true,
    message: (p: { key: string }) => `this deny does not stop long-term access keys: their requests have no \`${p.key}\``,
  },
  "undeniable-action": {
    code: "CP7320",
    severity: "warning",
    suppressible: true,
    message: (p: { action: string }) => `\`${p.action}\` needs no permission, so denying it stops nobody`,
  },
  "network-deny-of-services": {
    code: "CP7321",
    severity: "warning",
    suppressible: true,
    message: (p: { operator: string }) =>
      `\`${p.operator}\` of \`aws:SourceIp\` also denies what services do on the caller's behalf, from addresses of their own`,
  },
});
