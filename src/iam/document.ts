/** The IAM JSON policy language as values: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */

export type Effect = "Allow" | "Deny";

/** A policy document. Principals are not part of identity policies and so not of this shape yet. */
export interface PolicyDocument {
  readonly version: "2012-10-17";
  readonly id?: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid?: string;
  readonly effect: Effect;
  readonly actions: PatternSet;
  readonly resources: PatternSet;
  /** All of them must hold; no two share operator and key. */
  readonly conditions: readonly ConditionTest[];
}

/** A union of patterns, or its complement: `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface PatternSet {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** One operator on one key: `"StringEquals": { "aws:username": ["a", "b"] }`. */
export interface ConditionTest {
  /** The operator with its set prefix and `IfExists`, in IAM's spelling: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}
