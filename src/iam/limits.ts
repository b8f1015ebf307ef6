/** The quotas of IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */

/** Characters of a policy as AWS counts them at least: a trust policy, whose quota can be raised to twice as many, and a service control policy. */
export const policySizes = { trust: 2048, scp: 10_240 } as const;

/** The size of an identity policy at which Access Analyzer speaks up, seen from what it said of AWS's own policies. */
export const analyzerSize = 10_240;

/** The kinds of document that the compiler emits. */
export type DocumentKind = "identity";

export interface KindLimits {
  /** Characters of one document, white space outside strings not counted. */
  readonly size: number;
  /** How many documents of one name can be attached together. */
  readonly documents: number;
}

/** A customer-managed policy, of which ten can be attached to a role, user or group. */
export const kindLimits: Readonly<Record<DocumentKind, KindLimits>> = {
  identity: { size: 6144, documents: 10 },
};
