import { defineCodes } from "./define.ts";

/** Findings of the lexer and the parser. */
export const syntaxCodes = defineCodes({
  "unexpected-token": {
    code: "CP1001",
    severity: "error",
    message: (p: { expected: string; found: string }) => `expected ${p.expected}, found ${p.found}`,
  },
  "unexpected-character": {
    code: "CP1002",
    severity: "error",
    message: (p: { character: string }) => `unexpected character ${p.character}`,
  },
  "unterminated-string": {
    code: "CP1003",
    severity: "error",
    message: (_: {}) => "this string has no closing quote on its line",
  },
  "invalid-escape": {
    code: "CP1004",
    severity: "error",
    message: (p: { escape: string }) => `unknown escape \`${p.escape}\` in a string`,
  },
  "invalid-interpolation": {
    code: "CP1005",
    severity: "error",
    aws: ["EMPTY_VARIABLE", "MISSING_BRACE_IN_VARIABLE", "MISSING_QUOTE_IN_VARIABLE", "UNSUPPORTED_SPACE_IN_VARIABLE"],
    message: (p: { text: string }) => `\`${p.text}\` is neither a name of this file nor a policy variable`,
  },
  "bidirectional-character": {
    code: "CP1006",
    severity: "error",
    message: (p: { character: string }) => `the invisible character ${p.character} changes the order in which this line is shown`,
  },
  "nesting-too-deep": {
    code: "CP1007",
    severity: "error",
    message: (p: { limit: number }) => `nested more than ${p.limit} levels deep`,
  },
  "clause-order": {
    code: "CP1008",
    severity: "error",
    message: (p: { clause: string; before: string }) => `\`${p.clause}\` stands after \`${p.before}\`, but belongs before it`,
  },
  "repeated-clause": {
    code: "CP1009",
    severity: "error",
    message: (p: { clause: string }) => `this statement has a second \`${p.clause}\``,
  },
  "ambiguous-except": {
    code: "CP1010",
    severity: "error",
    message: (_: {}) => "`except` beside a comma can be read in two ways",
  },
  "missing-comma": {
    code: "CP1011",
    severity: "error",
    message: (p: { found: string }) => `a comma is missing before ${p.found}`,
  },
  "unclosed-bracket": {
    code: "CP1012",
    severity: "error",
    message: (p: { bracket: string }) => `this \`${p.bracket}\` is never closed`,
  },
  "too-many-syntax-errors": {
    code: "CP1013",
    severity: "error",
    message: (p: { limit: number }) => `more than ${p.limit} syntax errors in this file; the rest is not shown`,
  },
  "unopened-bracket": {
    code: "CP1014",
    severity: "error",
    message: (p: { bracket: string }) => `this \`${p.bracket}\` closes nothing`,
  },
  "foreign-syntax": {
    code: "CP1015",
    severity: "error",
    message: (p: { found: string; instead: string }) => `${p.found} is written ${p.instead} in this language`,
  },
  "ambiguous-block": {
    code: "CP1016",
    severity: "error",
    message: (_: {}) => "this `on` can belong to the statement before it or to the block behind it",
  },
});
