/** The quotas of IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */

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

/** Characters of a policy, white space not counted: a trust policy may have twice as many once its quota is raised. */
export const policySizes = { identity: kindLimits.identity.size, trust: 2048, scp: 10_240 } as const;
