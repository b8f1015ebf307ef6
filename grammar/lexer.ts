import { Lexer, type ILexingResult } from "chevrotain";
import { lexerTokens, Unknown } from "./tokens.ts";

const memo: { lexer?: Lexer; patient?: Lexer } = {};

/** A new lexer of the language; with validations it takes longer and throws when the tokens contradict each other. */
export function createLexer(options: { readonly skipValidations: boolean }): Lexer {
  return new Lexer([...lexerTokens], { positionTracking: "onlyOffset", ensureOptimizations: true, ...options });
}

/** The tokens of a text, from lexers that are built once in a process, at their first use. */
export function tokenize(text: string): ILexingResult {
  return readWith([() => (memo.lexer ??= createLexer({ skipValidations: true })), () => (memo.patient ??= createPatientLexer())], text);
}

/**
 * The tokens of a text from the first lexer that comes to its end. The engine of regular expressions remembers each turn of a repeated group:
 * a name of ten million slashes exhausts its stack. A text that no lexer can read is one unknown token.
 */
export function readWith(lexers: readonly (() => Pick<Lexer, "tokenize">)[], text: string): ILexingResult {
  for (const lexer of lexers) {
    try {
      return lexer().tokenize(text);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  const whole = { image: text, startOffset: 0, tokenTypeIdx: Unknown.tokenTypeIdx!, tokenType: Unknown };
  return { tokens: [], groups: { comments: [], foreign: [], unknown: [whole] }, errors: [] };
}

/** A slower lexer with the same tokens, whose repeated groups are bounded. */
function createPatientLexer(): Lexer {
  const patterns = lexerTokens.map(({ PATTERN }) => PATTERN);
  try {
    for (const type of lexerTokens) {
      if (type.PATTERN instanceof RegExp) type.PATTERN = bounded(type.PATTERN);
    }
    return createLexer({ skipValidations: true });
  } finally {
    lexerTokens.forEach((type, i) => (type.PATTERN = patterns[i]!));
  }
}

function bounded(pattern: RegExp): RegExp {
  return new RegExp(pattern.source.replaceAll(")*", "){0,4096}").replaceAll(")+", "){1,4096}"));
}
