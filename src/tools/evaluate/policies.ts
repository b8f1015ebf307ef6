import type { PolicyDocument } from "../../iam/document.ts";
import type { MissingFields } from "../../iam/match.ts";

/** Everything that decides for one caller. Order has no meaning but for the places in a decision. */
export interface Policies {
  /** All that is attached to the caller, its groups' policies among them. */
  readonly identity: readonly PolicyDocument[];
  /** The caller's permissions boundary: it allows nothing by itself, but without its allow nothing is allowed. */
  readonly boundary?: PolicyDocument;
  /** The service control policies of each level from the root down to the account; every level must allow. */
  readonly organization?: readonly (readonly PolicyDocument[])[];
}

/** One of the sets of policies each of which must allow. */
export interface Layer {
  readonly layer: "identity" | "boundary" | "organization";
  /** In an organization the level, from 0. */
  readonly level?: number;
}

/** Where a statement stands: in which layer, which of its policies, and there, from 0. */
export interface StatementPlace extends Layer {
  readonly policy: number;
  readonly statement: number;
}

/** A layer with its documents. */
export interface LayerPolicies {
  readonly layer: Layer;
  readonly documents: readonly PolicyDocument[];
}

/** The layers in the order in which AWS asks them. */
export function layersOf({ identity, boundary, organization = [] }: Policies): readonly LayerPolicies[] {
  return [
    ...organization.map((documents, level): LayerPolicies => ({ layer: { layer: "organization", level }, documents })),
    { layer: { layer: "identity" }, documents: identity },
    ...(boundary === undefined ? [] : [{ layer: { layer: "boundary" }, documents: [boundary] } as const]),
  ];
}

/** IAM completes short ARNs in policies of identities; Organizations wants a star at their end. */
export function missingFields({ layer }: Layer): MissingFields {
  return layer === "organization" ? "any behind a star" : "any";
}
