/** What a policy is for: what someone may do, who may take a role, who may use a resource, what the accounts of an organisation may do. */
export const policyTypes = ["identity", "trust", "resource", "scp"] as const;
export type PolicyType = (typeof policyTypes)[number];

/** A policy of each type, in words. */
export const policyTypeNames: Readonly<Record<PolicyType, string>> = {
  identity: "an identity policy",
  trust: "a trust policy",
  resource: "a resource policy",
  scp: "a service control policy",
};
