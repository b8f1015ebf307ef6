import { defineCodes } from "./define.ts";

/** Rules about statements that do not work or say too much: most are checks of IAM Access Analyzer. */
export const hygieneRules = defineCodes({
  "redundant-action": {
    code: "CP7101",
    severity: "suggestion",
    aws: "REDUNDANT_ACTION",
    suppressible: true,
    message: (p: { action: string; by: string }) =>
      p.action === p.by ? `\`${p.action}\` is listed twice` : `\`${p.by}\` covers \`${p.action}\` already`,
  },
  "redundant-resource": {
    code: "CP7102",
    severity: "suggestion",
    aws: "REDUNDANT_RESOURCE",
    suppressible: true,
    message: (p: { resource: string; by: string }) =>
      p.resource === p.by ? `\`${p.resource}\` is listed twice` : `\`${p.by}\` covers \`${p.resource}\` already`,
  },
  "redundant-number": {
    code: "CP7103",
    severity: "suggestion",
    aws: "REDUNDANT_CONDITION_VALUE_NUM",
    suppressible: true,
    message: (p: { value: string; kept: string }) => `\`${p.value}\` changes nothing beside \`${p.kept}\``,
  },
  "pattern-of-anything": {
    code: "CP7104",
    severity: "suggestion",
    aws: ["EQUIVALENT_TO_NULL_FALSE", "EQUIVALENT_TO_NULL_TRUE"],
    suppressible: true,
    message: (p: { key: string; exists: boolean }) =>
      `\`*\` matches every value, so this only asks that \`${p.key}\` is ${p.exists ? "there" : "missing"}`,
  },
  "host-bits": {
    code: "CP7105",
    severity: "suggestion",
    aws: "IMPROVE_IP_RANGE",
    suppressible: true,
    message: (p: { value: string; range: string }) => `\`${p.value}\` is the range \`${p.range}\``,
  },
  "null-with-quantifier": {
    code: "CP7106",
    severity: "suggestion",
    aws: "NULL_WITH_QUALIFIER",
    suppressible: true,
    message: (p: { quantifier: "ForAllValues" | "ForAnyValue" }) =>
      `\`Null\` under \`${p.quantifier}:\` ${p.quantifier === "ForAllValues" ? "always" : "never"} holds`,
  },
  "wildcard-in-arn-service": {
    code: "CP7107",
    severity: "suggestion",
    aws: "WILDCARD_IN_SERVICE_NAME",
    suppressible: true,
    message: (p: { resource: string }) => `a wildcard stands for the service in \`${p.resource}\``,
  },
  "private-source-ip": {
    code: "CP7108",
    severity: "error",
    aws: ["PRIVATE_IP_ADDRESS", "PRIVATE_NOT_IP_ADDRESS"],
    suppressible: true,
    message: (p: { value: string; negated: boolean }) =>
      `\`aws:SourceIp\` is a public address, so \`${p.value}\` ${p.negated ? "leaves nothing out" : "never matches"}`,
  },
  "partly-private-source-ip": {
    code: "CP7109",
    severity: "suggestion",
    aws: ["PRIVATE_IP_ADDRESS_SUBSET", "PRIVATE_NOT_IP_ADDRESS_SUBSET"],
    suppressible: true,
    message: (p: { value: string }) => `\`aws:SourceIp\` is a public address, so \`${p.value}\` changes nothing`,
  },
  "unlimited-service-linked-role": {
    code: "CP7110",
    severity: "warning",
    aws: [
      "CREATE_SLR_WITH_STAR_IN_RESOURCE",
      "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
      "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
      "CREATE_SLR_WITH_NOT_RESOURCE",
      "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
      "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE",
    ],
    suppressible: true,
    message: (p: { by: string }) => `${p.by} lets a service-linked role be created for any service`,
  },
  "invalid-service-principal": {
    code: "CP7111",
    severity: "error",
    aws: "INVALID_SERVICE_PRINCIPAL_FORMAT",
    suppressible: true,
    message: (p: { value: string; key: string }) => `\`${p.value}\` is no service principal as \`${p.key}\` holds it`,
  },
  "invalid-vpc-id": {
    code: "CP7112",
    severity: "error",
    aws: ["INVALID_VPC_FORMAT", "INVALID_VPCE_FORMAT"],
    suppressible: true,
    message: (p: { value: string; key: string }) => `\`${p.value}\` is no ID that \`${p.key}\` can hold`,
  },
  "several-booleans": {
    code: "CP7113",
    severity: "error",
    aws: "INVALID_CONDITION_MULTIPLE_BOOLEAN",
    suppressible: true,
    message: (p: { key: string }) => `\`${p.key}\` is compared with more than one of \`true\` and \`false\``,
  },
  "invalid-kms-key": {
    code: "CP7114",
    severity: "error",
    aws: "INVALID_KMS_KEY_VALUE",
    suppressible: true,
    message: (p: { value: string; key: string }) => `\`${p.value}\` is no ARN of a KMS key, which \`${p.key}\` holds`,
  },
  "epoch-date": {
    code: "CP7115",
    severity: "warning",
    aws: "INVALID_DATE_VALUE",
    suppressible: true,
    message: (p: { value: string }) => `\`${p.value}\` counts seconds, and nobody sees which date that is`,
  },
  "open-sensitive-key": {
    code: "CP7116",
    severity: "error",
    aws: ["VARIABLE_USAGE_TOO_PERMISSIVE", "WILDCARD_USAGE_TOO_PERMISSIVE"],
    suppressible: true,
    message: (p: { key: string; value: string; what: string }) =>
      `a ${p.what} in the value of \`${p.key}\` lets more through than one can mean: \`${p.value}\``,
  },
  "service-without-key": {
    code: "CP7117",
    severity: "warning",
    aws: "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
    suppressible: true,
    message: (p: { key: string; what: string }) => `\`${p.key}\` is never set for \`${p.what}\``,
  },
  "wildcard-leaves-nothing": {
    code: "CP7118",
    severity: "suggestion",
    aws: "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
    suppressible: true,
    message: (p: { key: string }) => `every value of \`${p.key}\` matches \`*\`, so this statement never applies`,
  },
  "allow-complement-with-tag": {
    code: "CP7119",
    severity: "suggestion",
    aws: "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    suppressible: true,
    message: (p: { key: string }) => `actions that never set \`${p.key}\` are among all but the listed ones, and are not allowed here`,
  },
  "allow-action-without-tag": {
    code: "CP7120",
    severity: "suggestion",
    aws: "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    suppressible: true,
    message: (p: { key: string; action: string }) => `\`${p.action}\` never sets \`${p.key}\`, so it is not allowed here`,
  },
});
