import { MismatchedTokenException, type IToken } from "chevrotain";
import type { Span } from "../src/text/source.ts";

/** The replacement of one span of the text that is being parsed. */
export interface Change extends Span {
  readonly text: string;
}

/** A way to mend a problem. */
export interface Remedy {
  readonly title: string;
  readonly changes: readonly Change[];
}

/** What may be said beside the problem itself. */
export interface Advice {
  readonly help?: string | undefined;
  readonly remedies?: readonly Remedy[];
}

/** What the parser found wrong, as plain data: the grammar knows neither diagnostics nor codes' numbers. */
export type Problem = Span &
  Advice &
  (
    | { readonly slug: "unexpected-token"; readonly expected: string; readonly token: IToken }
    | { readonly slug: "missing-comma"; readonly token: IToken }
    | { readonly slug: "foreign-syntax"; readonly found: string; readonly instead: string }
    | { readonly slug: "invalid-escape"; readonly escape: string }
    | { readonly slug: "invalid-interpolation"; readonly text: string }
    | { readonly slug: "clause-order"; readonly clause: string; readonly before: string }
    | { readonly slug: "repeated-clause"; readonly clause: string }
    | { readonly slug: "ambiguous-except" }
  );

/** Thrown when there are so many problems that going on helps nobody. */
export class TooManyProblems extends Error {}

/** Where a token ends; the lexer tracks starts only. */
export function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

/** A recognition exception of ours, with advice. Its name is one that chevrotain knows as such. */
export class Unexpected extends MismatchedTokenException {
  readonly advice: Advice;
  constructor(expected: string, token: IToken, previous: IToken, advice: Advice) {
    super(expected, token, previous);
    this.name = "MismatchedTokenException";
    this.advice = advice;
  }
}
