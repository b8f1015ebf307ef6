import { defineCodes } from "./define.ts";

/** Findings of documents: their limits, and the JSON they are read from. */
export const limitCodes = defineCodes({
  "document-too-large": {
    code: "CP4001",
    severity: "error",
    aws: "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
    message: (p: { name: string; size: number; limit: number; documents: number }) =>
      `\`${p.name}\` has ${p.size} characters, and does not fit into ${p.documents} documents of ${p.limit}`,
  },
  "statement-too-large": {
    code: "CP4002",
    severity: "error",
    aws: "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
    message: (p: { size: number; limit: number }) =>
      `this statement cannot be divided and has ${p.size} characters, more than the ${p.limit} of a document`,
  },
  "covered-statement": {
    code: "CP4003",
    severity: "warning",
    aws: ["REDUNDANT_STATEMENT"],
    suppressible: true,
    message: (p: { effect: "Allow" | "Deny"; by: number }) =>
      `this statement ${p.effect === "Allow" ? "grants" : "denies"} nothing that ${p.by === 1 ? "another one" : "others"} ${p.by === 1 ? "does" : "do"} not`,
  },
  "ineffective-statement": {
    code: "CP4004",
    severity: "warning",
    message: (p: { effect: "Allow" | "Deny" }) =>
      `this statement ${p.effect === "Allow" ? "grants" : "denies"} nothing: it names no action or no resource, or its condition never holds`,
  },
  "duplicate-sid": {
    code: "CP4005",
    severity: "error",
    aws: "UNIQUE_SIDS_REQUIRED",
    message: (p: { sid: string }) => `the Sid \`${p.sid}\` is taken by another statement of the document`,
  },
  "invalid-character": {
    code: "CP4006",
    severity: "error",
    message: (p: { character: string }) => `IAM does not take the character ${p.character}`,
  },
  "empty-document": {
    code: "CP4007",
    severity: "error",
    aws: "MISSING_STATEMENT",
    message: (p: { name: string }) => `\`${p.name}\` says nothing: IAM takes no policy without a statement`,
  },
  "over-size-limit": {
    code: "CP4008",
    severity: "warning",
    aws: ["POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA"],
    message: (p: { size: number; limit: number; of?: string }) =>
      `the policy has ${p.size} characters, more than the ${p.limit} of ${p.of ?? "a managed policy"}`,
  },
  "invalid-json": {
    code: "CP4009",
    severity: "error",
    aws: "JSON_SYNTAX_ERROR",
    message: (p: { problem: string }) => p.problem,
  },
  "duplicate-element": {
    code: "CP4010",
    severity: "error",
    message: (p: { name: string }) => `\`${p.name}\` stands here twice, and IAM takes it once`,
  },
  "unknown-element": {
    code: "CP4011",
    severity: "error",
    aws: "INVALID_POLICY_ELEMENT",
    message: (p: { name: string; parent: string }) => `a ${p.parent} has no element \`${p.name}\``,
  },
  "wrong-element-type": {
    code: "CP4012",
    severity: "error",
    aws: "DATA_TYPE_MISMATCH",
    message: (p: { element: string; expected: string; found: string }) => `\`${p.element}\` takes ${p.expected}, not ${p.found}`,
  },
  "missing-element": {
    code: "CP4013",
    severity: "error",
    aws: ["MISSING_ACTION", "MISSING_EFFECT", "MISSING_RESOURCE", "MISSING_STATEMENT"],
    message: (p: { elements: string; parent: string }) => `this ${p.parent} has no ${p.elements}`,
  },
  "conflicting-elements": {
    code: "CP4014",
    severity: "error",
    aws: "UNSUPPORTED_ELEMENT_COMBINATION",
    message: (p: { element: string; other: string }) => `a statement takes \`${p.element}\` or \`${p.other}\`, not both`,
  },
  "unsupported-principal": {
    code: "CP4015",
    severity: "error",
    aws: "UNSUPPORTED_PRINCIPAL",
    message: (p: { element: string }) => `\`${p.element}\` belongs to trust and resource policies, and this is an identity policy`,
  },
  "invalid-element-value": {
    code: "CP4016",
    severity: "error",
    aws: ["INVALID_EFFECT", "INVALID_VERSION"],
    message: (p: { element: string; value: string }) => `\`${p.value}\` is no value of \`${p.element}\``,
  },
  "suppressed-on-import": {
    code: "CP4017",
    severity: "warning",
    message: (p: { problem: string }) => `${p.problem}; suppressed in the source`,
  },
  "not-importable": {
    code: "CP4018",
    severity: "error",
    message: (p: { problem: string }) => `this cannot be imported: ${p.problem}`,
  },
  "invalid-principal": {
    code: "CP4031",
    severity: "error",
    aws: [
      "INVALID_PRINCIPAL_FORMAT",
      "INVALID_PRINCIPAL_KEY",
      "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
      "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
      "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
    ],
    message: (p: { principal: string; reason: "format" | "kind" | "wildcard" | "everyone" | "federated" }) => {
      switch (p.reason) {
        case "format":
          return `\`${p.principal}\` is no principal: it says not of what kind it is`;
        case "kind":
          return `there are no principals of the kind \`${p.principal}\``;
        case "wildcard":
          return `\`${p.principal}\` is no principal: a wildcard stands alone or not at all`;
        case "everyone":
          return "a role cannot be taken by everyone";
        case "federated":
          return "a resource policy has no principals of an identity provider";
      }
    },
  },
  "misplaced-element": {
    code: "CP4032",
    severity: "error",
    aws: ["ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", "SCP_SYNTAX_ERROR_PRINCIPAL"],
    message: (p: { element: string; policy: string }) => `${p.policy} has no \`${p.element}\``,
  },
  "missing-principal": {
    code: "CP4033",
    severity: "error",
    aws: "MISSING_PRINCIPAL",
    message: (p: { policy: string }) => `this statement has no \`Principal\`, and ${p.policy} needs one`,
  },
  "policy-too-large": {
    code: "CP4034",
    severity: "error",
    aws: "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
    message: (p: { size: number; limit: number; of: string }) => `the policy has ${p.size} characters, more than the ${p.limit} of ${p.of}`,
  },
  "invalid-template": {
    code: "CP4020",
    severity: "error",
    message: (p: { problem: string }) => p.problem,
  },
  "left-out-on-import": {
    code: "CP4019",
    severity: "warning",
    message: (p: { element: string }) => `\`${p.element}\` is left out: an identity policy has none`,
  },
});
