import type { Location, Source, Span } from "../text/source.ts";

/** The documents a program describes: every name replaced by what it stands for, every statement checked. */
export interface CheckedProgram {
  readonly documents: readonly CheckedDocument[];
  /** Policies and roles of the named files that are nothing without arguments. */
  readonly templates: readonly Template[];
  readonly tests: readonly CheckedPolicyTest[];
}

/** A policy or role with parameters that have no default. */
export interface Template {
  readonly name: string;
  /** The name in its declaration. */
  readonly location: Location;
  /** All of the declaration. */
  readonly whole: Location;
}

/** A `test` block. */
export interface CheckedPolicyTest {
  readonly name: string;
  /** Its title. */
  readonly location: Location;
  readonly expectations: readonly CheckedExpectation[];
  /** True where it holds a `prove`, which nothing decides yet. */
  readonly unproven: boolean;
  /** False when some expectation could not be made out; that is reported. */
  readonly complete: boolean;
}

/** That a policy or role allows each of some requests, or none of them. */
export interface CheckedExpectation {
  readonly subject: CheckedDocument;
  /** The policy or role as the expectation names it, with its arguments. */
  readonly subjectName: string;
  readonly allowed: boolean;
  readonly requests: readonly CheckedRequest[];
  /** What the condition keys of each request hold; a key that is not here is missing. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly location: Location;
}

/** One action on one resource. */
export interface CheckedRequest {
  readonly action: string;
  /** An ARN, or `*` for an action that takes no resource. */
  readonly resource: string;
}

/** One policy or role to be emitted. */
export interface CheckedDocument {
  readonly name: string;
  /** The name in its declaration. */
  readonly location: Location;
  /** From `@description` or the doc comment. */
  readonly description?: string;
  readonly statements: readonly CheckedStatement[];
  /** Statements of which some part could not be made out: a document with one is never emitted. */
  readonly incomplete: readonly Location[];
}

export interface CheckedStatement {
  readonly sid?: string;
  /** Where the Sid is written. */
  readonly sidLocation?: Location;
  readonly effect: "Allow" | "Deny";
  readonly actions: CheckedSet;
  readonly resources: CheckedSet;
  readonly conditions: readonly CheckedTest[];
  /** Where it stands; for a statement of an included policy, that statement itself. */
  readonly location: Location;
  /** The includes that led to it, the outermost first; empty for a statement of the document's own. */
  readonly includedBy: readonly Location[];
}

/** The patterns of a statement's actions or resources, or their complement. */
export interface CheckedSet {
  readonly negated: boolean;
  readonly patterns: readonly CheckedPattern[];
}

/** One pattern in IAM's form and the place it comes from. */
export interface CheckedPattern {
  readonly text: string;
  readonly source: Source;
  /** Where it is written in that source. */
  readonly written: Span;
  /** The level filter or `except` that gave the name, where one did. */
  readonly computed?: Location;
}

/** One test of a condition in IAM's form. */
export interface CheckedTest {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly location: Location;
  /** Where its parts are written; undefined where it stands in no text as it is, but follows from what does. */
  readonly written?: WrittenTest;
}

/** The places of a test that is written as it is. */
export interface WrittenTest {
  readonly source: Source;
  readonly whole: Span;
  readonly key: Span;
  readonly operator: Span;
  /** One for each value, in order. */
  readonly values: readonly Span[];
}
