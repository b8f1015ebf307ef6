import { defineCodes } from "./define.ts";

/** Findings about actions, resources, conditions and values. Those that rest on the catalog's word alone are suppressible. */
export const typeCodes = defineCodes({
  "unknown-action": {
    code: "CP2001",
    severity: "error",
    aws: "INVALID_ACTION",
    suppressible: true,
    message: (p: { action: string }) => `unknown action \`${p.action}\``,
  },
  "unknown-service": {
    code: "CP2002",
    severity: "error",
    aws: "INVALID_SERVICE_IN_ACTION",
    suppressible: true,
    message: (p: { service: string }) => `unknown service \`${p.service}\``,
  },
  "wrong-service-prefix": {
    code: "CP2003",
    severity: "error",
    aws: "INVALID_SERVICE_IN_ACTION",
    suppressible: true,
    message: (p: { prefix: string; right: string }) =>
      `\`${p.prefix}\` is the name of an SDK client; its actions begin with \`${p.right}:\``,
  },
  "pattern-matches-nothing": {
    code: "CP2004",
    severity: "error",
    suppressible: true,
    message: (p: { pattern: string }) => `\`${p.pattern}\` matches no action`,
  },
  "letter-case": {
    code: "CP2005",
    severity: "suggestion",
    suppressible: true,
    message: (p: { written: string; catalog: string }) => `\`${p.written}\` is spelled \`${p.catalog}\``,
  },
  "unknown-access-level": {
    code: "CP2006",
    severity: "error",
    message: (p: { level: string }) => `unknown access level \`${p.level}\``,
  },
  "empty-action-set": {
    code: "CP2007",
    severity: "error",
    message: (_: {}) => "no action is left in this set",
  },
  "needless-except": {
    code: "CP2008",
    severity: "warning",
    suppressible: true,
    message: (p: { pattern: string }) => `excluding \`${p.pattern}\` changes nothing: the set before \`except\` has none of it`,
  },
  "partly-ineffective-pattern": {
    code: "CP2009",
    severity: "warning",
    suppressible: true,
    message: (p: { pattern: string; ineffective: number; total: number }) =>
      `${p.ineffective} of the ${p.total} actions of \`${p.pattern}\` ${p.ineffective === 1 ? "does" : "do"} not work on these resources`,
  },
  "resource-not-taken": {
    code: "CP2010",
    severity: "error",
    suppressible: true,
    message: (p: { action: string; effect: string }) =>
      `\`${p.action}\` works on \`*\` only; narrowed to a resource it ${p.effect} nothing`,
  },
  "missing-resource": {
    code: "CP2011",
    severity: "error",
    message: (p: { action: string; types: string }) => `\`${p.action}\` takes ${p.types}; say on which with \`on\``,
  },
  "resource-does-not-fit": {
    code: "CP2012",
    severity: "error",
    suppressible: true,
    message: (p: { resource: string; type: string }) => `no action of this statement takes ${p.type}, so \`${p.resource}\` has no effect`,
  },
  "action-without-resource": {
    code: "CP2013",
    severity: "error",
    suppressible: true,
    message: (p: { action: string; types: string }) => `\`${p.action}\` takes ${p.types}, and none of these resources is one`,
  },
  "required-resource-missing": {
    code: "CP2014",
    severity: "warning",
    suppressible: true,
    message: (p: { action: string; types: string }) => `\`${p.action}\` is refused unless it is also allowed on ${p.types}`,
  },
  "tolerated-resource": {
    code: "CP2015",
    severity: "warning",
    suppressible: true,
    message: (p: { action: string; type: string }) =>
      `AWS lists no resource for \`${p.action}\`; that it takes ${p.type} is known from practice only`,
  },
  "malformed-arn": {
    code: "CP2016",
    severity: "error",
    aws: ["INVALID_ARN_PREFIX", "MISSING_ARN_FIELD"],
    message: (p: { problem: string }) => `this is no ARN: ${p.problem}`,
  },
  "invalid-arn": {
    code: "CP2017",
    severity: "error",
    aws: [
      "ARN_ACCOUNT_NOT_ALLOWED",
      "ARN_REGION_NOT_ALLOWED",
      "INVALID_ARN_ACCOUNT",
      "INVALID_ARN_REGION",
      "INVALID_ARN_RESOURCE",
      "INVALID_ARN_SERVICE_CASE",
      "INVALID_PARTITION",
      "INVALID_SERVICE",
      "MISSING_ARN_ACCOUNT",
      "MISSING_ARN_REGION",
    ],
    suppressible: true,
    message: (p: { arn: string; problem: string }) => `\`${p.arn}\` matches no resource: ${p.problem}`,
  },
  "unknown-resource-type": {
    code: "CP2018",
    severity: "error",
    message: (p: { type: string }) => `unknown resource type \`${p.type}\``,
  },
  "narrow-except": {
    code: "CP2019",
    severity: "error",
    message: (p: { problem: string }) => p.problem,
  },
  "unknown-condition-key": {
    code: "CP2020",
    severity: "error",
    aws: [
      "INVALID_GLOBAL_CONDITION_KEY",
      "INVALID_SERVICE_CONDITION_KEY",
      "INVALID_SERVICE",
      "INVALID_CONDITION_KEY_FORMAT",
      "MISSING_TAG_KEY_IN_CONDITION",
      "UNSUPPORTED_GLOBAL_CONDITION_KEY",
      "DEPRECATED_GLOBAL_CONDITION_KEY",
    ],
    suppressible: true,
    message: (p: { key: string }) => `unknown condition key \`${p.key}\``,
  },
  "unsupported-condition-key": {
    code: "CP2021",
    severity: "error",
    aws: ["MISSING_ACTION_FOR_CONDITION_KEY"],
    suppressible: true,
    message: (p: { key: string; actions: string }) =>
      `\`${p.key}\` is never set for ${p.actions}, so this condition does not do what it says`,
  },
  "operator-does-not-fit": {
    code: "CP2022",
    severity: "error",
    aws: ["TYPE_MISMATCH"],
    suppressible: true,
    message: (p: { operator: string; key: string; type: string }) =>
      `\`${p.operator}\` does not compare ${p.type}, which \`${p.key}\` holds`,
  },
  "unknown-operator": {
    code: "CP2023",
    severity: "error",
    aws: ["INVALID_CONDITION_OPERATOR", "NULL_WITH_IF_EXISTS"],
    message: (p: { operator: string }) => `unknown condition operator \`${p.operator}\``,
  },
  "invalid-condition-value": {
    code: "CP2024",
    severity: "error",
    aws: ["TYPE_MISMATCH_BOOLEAN", "TYPE_MISMATCH_DATE", "TYPE_MISMATCH_IP_RANGE", "TYPE_MISMATCH_NUMBER", "TYPE_MISMATCH_STRING"],
    suppressible: true,
    message: (p: { value: string; wanted: string }) => `${p.value} is not ${p.wanted}`,
  },
  "missing-quantifier": {
    code: "CP2025",
    severity: "error",
    aws: "MISSING_QUALIFIER",
    suppressible: true,
    message: (p: { key: string }) => `\`${p.key}\` holds many values; say whether any or all of them must match`,
  },
  "needless-quantifier": {
    code: "CP2026",
    severity: "warning",
    aws: ["FORALLVALUES_WITH_SINGLE_VALUED_KEY"],
    suppressible: true,
    message: (p: { quantifier: string; key: string }) => `\`${p.key}\` holds one value, so \`${p.quantifier}\` is misleading here`,
  },
  "invalid-predicate": {
    code: "CP2027",
    severity: "error",
    aws: [
      "NULL_WITH_IF_EXISTS",
      "EMPTY_ARRAY_CONDITION",
      "EMPTY_ARRAY_CONDITION_FORALLVALUES",
      "EMPTY_ARRAY_CONDITION_FORANYVALUE",
      "EMPTY_ARRAY_CONDITION_IFEXISTS",
    ],
    message: (p: { problem: string }) => p.problem,
  },
  "conflicting-tests": {
    code: "CP2028",
    severity: "error",
    message: (p: { operator: string; key: string }) => `IAM cannot hold two \`${p.operator}\` tests of \`${p.key}\` in one statement`,
  },
  "condition-never-holds": {
    code: "CP2029",
    severity: "error",
    message: (p: { problem: string }) => `this condition can never hold: ${p.problem}`,
  },
  "unknown-policy-variable": {
    code: "CP2030",
    severity: "error",
    aws: ["UNSUPPORTED_SPACE_IN_VARIABLE"],
    suppressible: true,
    message: (p: { variable: string }) => `unknown policy variable \`\${${p.variable}}\``,
  },
  "misplaced-policy-variable": {
    code: "CP2031",
    severity: "error",
    aws: ["INVALID_VARIABLE_FOR_OPERATOR", "VARIABLE_UNSUPPORTED_IN_ELEMENT"],
    message: (p: { variable: string; place: string }) => `IAM does not replace \`\${${p.variable}}\` ${p.place}`,
  },
  "multivalued-policy-variable": {
    code: "CP2032",
    severity: "error",
    suppressible: true,
    message: (p: { variable: string }) => `\`\${${p.variable}}\` holds many values, and a policy variable must have one`,
  },
  "type-mismatch": {
    code: "CP2033",
    severity: "error",
    message: (p: { value: string; name: string; wanted: string }) => `\`${p.name}\` takes ${p.wanted}, not ${p.value}`,
  },
  "unknown-type": {
    code: "CP2034",
    severity: "error",
    message: (p: { type: string }) => `unknown type \`${p.type}\``,
  },
  "shared-sid": {
    code: "CP2035",
    severity: "error",
    message: (p: { sid: string }) => `this statement becomes several in IAM, and they cannot share the Sid \`${p.sid}\``,
  },
  "invalid-sid": {
    code: "CP2036",
    severity: "error",
    aws: ["UNSUPPORTED_SID", "VARIABLE_UNSUPPORTED_IN_ELEMENT"],
    message: (p: { sid: string }) => `\`${p.sid}\` is no Sid: letters and digits only`,
  },
  "wildcard-service": {
    code: "CP2037",
    severity: "error",
    aws: "WILDCARD_IN_SERVICE_NAME",
    message: (p: { pattern: string }) => `a wildcard cannot stand for a service, as in \`${p.pattern}\``,
  },
  "catalog-unavailable": {
    code: "CP2038",
    severity: "error",
    message: (p: { service: string }) => `the catalog of \`${p.service}\` cannot be read here`,
  },
  "expansion-too-large": {
    code: "CP2040",
    severity: "error",
    message: (p: { what: string; limit: number; unit: string }) =>
      `${p.what} stands for more than ${p.limit.toLocaleString("en-US")} ${p.unit}`,
  },
  "unsupported-tag-condition": {
    code: "CP2041",
    severity: "warning",
    aws: ["ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"],
    suppressible: true,
    message: (p: { key: string; actions: string }) => `\`${p.key}\` is never set for ${p.actions}`,
  },
  "wildcard-without-like": {
    code: "CP2042",
    severity: "warning",
    aws: "WILDCARD_WITHOUT_LIKE_OPERATOR",
    suppressible: true,
    message: (p: { value: string }) =>
      `the \`${p.value.includes("*") ? "*" : "?"}\` in "${p.value}" is compared as it stands, not as a wildcard`,
  },
  "condition-always-holds": {
    code: "CP2043",
    severity: "warning",
    aws: ["REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"],
    suppressible: true,
    message: (_: {}) => "this condition holds for every request, so it changes nothing",
  },
  "condition-too-large": {
    code: "CP2044",
    severity: "error",
    message: (p: { statements?: number; limit: number }) =>
      p.statements === undefined
        ? `this condition grows past ${p.limit} statements in IAM`
        : `this condition takes ${p.statements} statements in IAM, more than ${p.limit}`,
  },
  "operator-without-opposite": {
    code: "CP2045",
    severity: "error",
    message: (p: { operator: string }) => `IAM has no operator that holds just where \`${p.operator}\` does not`,
  },
  "invalid-request": {
    code: "CP2046",
    severity: "error",
    message: (p: { problem: string }) => `this cannot be asked: ${p.problem}`,
  },
  "proof-not-available": {
    code: "CP2047",
    severity: "warning",
    suppressible: true,
    message: (_: {}) => "`prove` cannot be decided yet, so this test is skipped",
  },
  "incomplete-statement": {
    code: "CP2039",
    severity: "error",
    message: (_: {}) => "a suppressed finding leaves part of this statement unknown, so it cannot be compiled",
  },
});
