import { Lexer } from "chevrotain";
import { lexerTokens } from "./tokens.ts";

const memo: { lexer?: Lexer } = {};

/** A new lexer of the language; with validations it takes longer and throws when the tokens contradict each other. */
export function createLexer(options: { readonly skipValidations: boolean }): Lexer {
  return new Lexer([...lexerTokens], {
    positionTracking: "onlyOffset",
    ensureOptimizations: true,
    ...options,
  });
}

/** The lexer of this process, built at its first use. */
export function theLexer(): Lexer {
  return (memo.lexer ??= createLexer({ skipValidations: true }));
}
