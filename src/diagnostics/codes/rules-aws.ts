import { defineCodes } from "./define.ts";

/** Rules about what IAM takes and does not do, after the errors of IAM Access Analyzer; some only JSON can break. */
export const awsRules = defineCodes({
  "unknown-region": {
    code: "CP7150",
    severity: "error",
    aws: ["INVALID_ARN_REGION", "INVALID_REGION"],
    suppressible: true,
    message: (p: { region: string; partition?: string }) =>
      p.partition === undefined ? `AWS has no Region \`${p.region}\`` : `the partition \`${p.partition}\` has no Region \`${p.region}\``,
  },
  "condition-for-another-action": {
    code: "CP7152",
    severity: "error",
    aws: "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
    suppressible: true,
    message: (p: { key: string; action: string }) => `\`${p.key}\` is never set for \`${p.action}\``,
  },
  "missing-version": {
    code: "CP7153",
    severity: "warning",
    aws: "MISSING_VERSION",
    suppressible: true,
    message: (_: {}) => "this policy has no `Version`, and is read as one of 2008",
  },
  "empty-list": {
    code: "CP7154",
    severity: "warning",
    aws: [
      "EMPTY_ARRAY_ACTION",
      "EMPTY_ARRAY_RESOURCE",
      "EMPTY_ARRAY_CONDITION",
      "EMPTY_ARRAY_CONDITION_FORALLVALUES",
      "EMPTY_ARRAY_CONDITION_FORANYVALUE",
      "EMPTY_ARRAY_CONDITION_IFEXISTS",
    ],
    suppressible: true,
    message: (p: { element: string }) => `\`${p.element}\` is an empty list`,
  },
  "empty-element": {
    code: "CP7155",
    severity: "suggestion",
    aws: ["EMPTY_OBJECT_CONDITION", "EMPTY_SID_VALUE"],
    suppressible: true,
    message: (p: { element: string }) => `\`${p.element}\` is empty`,
  },
  "mixed-value-types": {
    code: "CP7156",
    severity: "error",
    aws: "INVALID_CONDITION_DATA_TYPE",
    suppressible: true,
    message: (p: { key: string }) => `the values of \`${p.key}\` are of several JSON types`,
  },
  "repeated-condition-key": {
    code: "CP7157",
    severity: "error",
    aws: "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
    suppressible: true,
    message: (p: { key: string; other: string }) => `\`${p.key}\` and \`${p.other}\` are one key to IAM`,
  },
  "malformed-variable": {
    code: "CP7158",
    severity: "error",
    aws: ["EMPTY_VARIABLE", "MISSING_BRACE_IN_VARIABLE", "MISSING_QUOTE_IN_VARIABLE", "UNSUPPORTED_SPACE_IN_VARIABLE"],
    suppressible: true,
    message: (p: { variable: string; problem: string }) => `\`${p.variable}\` is no policy variable: ${p.problem}`,
  },
  "literal-variable": {
    code: "CP7159",
    severity: "error",
    aws: "VARIABLE_UNSUPPORTED_IN_VERSION",
    suppressible: true,
    message: (p: { variable: string }) => `\`${p.variable}\` is plain text in a policy of 2008, not a variable`,
  },
});
