import type { IToken, TokenType } from "chevrotain";
import { tokenize } from "../../../grammar/lexer.ts";
import { endOf } from "../../../grammar/problem.ts";
import * as t from "../../../grammar/tokens.ts";
import type { Span } from "../../text/source.ts";
import type { Piece } from "./pieces.ts";
import { survey, type Survey } from "./survey.ts";
import { showCharacters, type SyntaxReport } from "./syntax-errors.ts";

/** The tokens of a text and what was found wrong between them. */
export interface Lexed {
  readonly tokens: IToken[];
  readonly comments: readonly IToken[];
  /** Spans of which something has been said already. */
  readonly muted: readonly Span[];
  readonly survey: Survey;
}

interface Foreign {
  readonly type: TokenType;
  readonly instead: string;
  readonly title: string;
}

const foreignSigns = new Map<TokenType, Foreign>([
  [t.AndAnd, { type: t.And, instead: "and", title: "write `and`" }],
  [t.OrOr, { type: t.Or, instead: "or", title: "write `or`" }],
  [t.Bang, { type: t.Not, instead: "not ", title: "write `not`" }],
  [t.TripleEquals, { type: t.EqualsEquals, instead: "==", title: "write `==`" }],
]);
const bidirectional = new RegExp(`[${t.bidirectional}]+`, "g");

/** Splits a piece of text into tokens. Never fails: what is not of the language is reported and left out or read as what was meant. */
export function lex({ start, text }: Piece, report: SyntaxReport): Lexed {
  const { tokens, groups } = tokenize(text);
  if (start > 0) for (const list of [tokens, ...Object.values(groups)]) shift(list, start);
  const muted: Span[] = [];
  const seen = survey(tokens);
  if (seen.foreign) {
    for (const token of tokens) reportToken(token, report);
  }
  const isMark = (token: IToken): boolean => token.startOffset === 0 && token.image === "\uFEFF";
  for (const run of runs((groups["unknown"] ?? []).filter((token) => !isMark(token)))) {
    reportUnknown(text, start, run, report);
    muted.push({ start: touchedStart(tokens, run.start), end: run.end });
  }
  for (const token of groups["foreign"] ?? []) reportForeign(token, report);
  return { tokens, comments: groups["comments"] ?? [], muted, survey: seen };
}

/** Makes the offsets in a piece those in the file. */
function shift(tokens: readonly IToken[], by: number): void {
  for (const token of tokens) token.startOffset += by;
}

function reportToken(token: IToken, report: SyntaxReport): void {
  const foreign = foreignSigns.get(token.tokenType);
  if (foreign !== undefined) reportSign(token, foreign, report);
  else if (token.tokenType === t.UnterminatedString) reportUnterminated(token, report);
  else if (token.tokenType === t.SingleQuoted) reportQuotes(token, report);
}

/** Reports the characters that change the direction of writing, wherever they stand: they make code look like other code. */
export function reportDirections(text: string, report: SyntaxReport): void {
  for (const match of text.matchAll(bidirectional)) {
    const [start, end] = [match.index, match.index + match[0].length];
    report(
      "bidirectional-character",
      { character: showCharacters(match[0]) },
      { start, end },
      { remedies: [{ title: "remove it", changes: [{ start, end, text: "" }] }] },
    );
  }
}

function reportSign(token: IToken, foreign: Foreign, report: SyntaxReport): void {
  const span = { start: token.startOffset, end: endOf(token) };
  report("foreign-syntax", { found: `\`${token.image}\``, instead: `\`${foreign.instead.trim()}\`` }, span, {
    remedies: [{ title: foreign.title, changes: [{ ...span, text: foreign.instead }] }],
  });
  retype(token, foreign.type);
}

function reportUnterminated(token: IToken, report: SyntaxReport): void {
  const end = endOf(token);
  // Brackets and commas at the end of the line are more likely to stand behind the string than in it.
  let at = token.image.length;
  while (at > 1 && ")]}, \t".includes(token.image[at - 1]!)) at--;
  const place = token.startOffset + at;
  report(
    "unterminated-string",
    {},
    { start: token.startOffset, end },
    { remedies: [{ title: "add the closing quote", changes: [{ start: place, end: place, text: '"' }] }] },
  );
  retype(token, t.StringToken);
}

function reportQuotes(token: IToken, report: SyntaxReport): void {
  const span = { start: token.startOffset, end: endOf(token) };
  const text = `"${token.image.slice(1, -1).replaceAll('"', '\\"')}"`;
  report("foreign-syntax", { found: "a string in single quotes", instead: "in double quotes" }, span, {
    remedies: [{ title: "use double quotes", changes: [{ ...span, text }] }],
  });
  retype(token, t.StringToken);
}

function retype(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx!;
}

/** A longer run is no slip of the hand: what becomes of it is the author's to say. */
const longestSlip = 1000;

function reportUnknown(text: string, offset: number, { start, end }: Span, report: SyntaxReport): void {
  const characters = text.slice(start - offset, Math.min(end, start + 12) - offset);
  const remedies = end - start > longestSlip ? [] : [{ title: "remove it", changes: [{ start, end, text: "" }] }];
  report("unexpected-character", { character: showCharacters(characters) }, { start, end }, { remedies });
}

function reportForeign(token: IToken, report: SyntaxReport): void {
  const span = { start: token.startOffset, end: endOf(token) };
  if (token.tokenType === t.Semicolon) {
    report("foreign-syntax", { found: "the end of a statement", instead: "without `;`" }, span, {
      remedies: [{ title: "remove `;`", changes: [{ ...span, text: "" }] }],
    });
    return;
  }
  const body = token.image.startsWith("#") ? token.image.slice(1) : token.image.slice(2).replace(/\*\/$/, "");
  const lines = body
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => `// ${line.trim().replace(/^\* ?/, "")}`.trimEnd());
  const sign = token.image.startsWith("#") ? "`# …`" : "`/* … */`";
  // What follows a block comment on its line would become part of a line comment.
  const remedies = [
    { title: "write `// …`", changes: [{ ...span, text: `${lines.join("\n")}${token.image.startsWith("#") ? "" : "\n"}` }] },
  ];
  report("foreign-syntax", { found: `a comment ${sign}`, instead: "`// …`" }, span, { remedies });
}

/** Neighbouring tokens as one span each. */
function runs(tokens: readonly IToken[]): Span[] {
  const found: { start: number; end: number }[] = [];
  for (const token of tokens) {
    const last = found.at(-1);
    if (last !== undefined && last.end === token.startOffset) last.end = endOf(token);
    else found.push({ start: token.startOffset, end: endOf(token) });
  }
  return found;
}

/** Where the token that ends at an offset starts; the offset itself when none does. */
function touchedStart(tokens: readonly IToken[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.startOffset < offset) low = middle + 1;
    else high = middle;
  }
  const token = tokens[low - 1];
  return token !== undefined && endOf(token) === offset ? token.startOffset : offset;
}
