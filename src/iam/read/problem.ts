import type { PolicyType } from "../policy-type.ts";
import type { JsonNode } from "./node.ts";

/** Offsets in the text that was read, the end not included. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with the JSON itself. */
export type SyntaxReason =
  | "empty"
  | "comment"
  | "trailing-comma"
  | "value-expected"
  | "name-expected"
  | "colon-expected"
  | "comma-expected"
  | "unclosed-object"
  | "unclosed-list"
  | "unclosed-string"
  | "after-end"
  | "number"
  | "leading-zero"
  | "escape"
  | "control-character"
  | "symbol";

/** What is wrong with a principal: neither everyone nor an object, of no known kind, everyone in a trust policy, one of an identity provider elsewhere. */
export type PrincipalReason = "format" | "kind" | "wildcard" | "everyone" | "federated";

/** What is wrong with a policy's text, as facts; the words are the caller's. */
export type Finding =
  | { readonly kind: "syntax"; readonly reason: SyntaxReason }
  | { readonly kind: "too-deep"; readonly limit: number }
  | { readonly kind: "character"; readonly character: string }
  | { readonly kind: "duplicate-key"; readonly name: string; readonly first: Place }
  | { readonly kind: "unknown-element"; readonly name: string; readonly parent: string; readonly known: readonly string[] }
  | { readonly kind: "wrong-type"; readonly element: string; readonly expected: string; readonly found: string }
  | { readonly kind: "missing-element"; readonly elements: readonly string[]; readonly parent: string }
  | { readonly kind: "both-elements"; readonly element: string; readonly other: string; readonly first: Place }
  | { readonly kind: "principal"; readonly element: string }
  | { readonly kind: "misplaced-element"; readonly element: string; readonly type: PolicyType }
  | { readonly kind: "missing-principal"; readonly type: PolicyType }
  | { readonly kind: "invalid-principal"; readonly reason: PrincipalReason; readonly value: string }
  | { readonly kind: "invalid-value"; readonly element: string; readonly value: string; readonly known: readonly string[] }
  | { readonly kind: "invalid-sid"; readonly sid: string }
  | { readonly kind: "duplicate-sid"; readonly sid: string; readonly first: Place }
  | { readonly kind: "unknown-operator"; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: "repeated-test"; readonly operator: string; readonly key: string; readonly first: Place };

/** A finding and its place. */
export type Problem = Finding & Place;

/** Adds a problem. */
export type Note = (place: Place, finding: Finding) => void;

/** The place of a piece of JSON. */
export function placeOf(node: JsonNode): Place {
  return { start: node.offset, end: node.offset + node.length };
}
