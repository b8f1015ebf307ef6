import type { Catalog } from "../../../catalog/catalog.ts";
import type { Slug } from "../../../diagnostics/codes/index.ts";
import type { Details, MessageParameters, Related } from "../../../diagnostics/diagnostic.ts";
import type { Span } from "../../../text/source.ts";
import type { JsonNode } from "../../../iam/read/node.ts";
import type { WrittenPolicy } from "./written.ts";

/** A rule about JSON alone: a source cannot break it. */
export interface TreeRule {
  readonly slug: Slug;
  readonly check: (policy: WrittenPolicy, report: TreeReport<never>, context: TreeContext) => void;
}

export interface TreeContext {
  /** The text that the tree stands in. */
  readonly text: string;
  readonly catalog: Catalog;
}

/** What such a rule may say beside its message; the places are those of the text. */
export interface TreeDetails extends Pick<Details, "aws" | "help"> {
  readonly related?: readonly (Pick<Related, "message"> & { readonly place: Span })[];
}

/** Adds a finding at a place of the text. */
export type TreeReport<P> = (parameters: P, place: Span, details?: TreeDetails) => void;

/** A rule with the parameters that its message takes. */
export function treeRule<S extends Slug>(
  slug: S,
  check: (policy: WrittenPolicy, report: TreeReport<MessageParameters<S>>, context: TreeContext) => void,
): TreeRule {
  return { slug, check: check as TreeRule["check"] };
}

/** The place of a piece of JSON. */
export function placeOf({ offset, length }: JsonNode): Span {
  return { start: offset, end: offset + length };
}
