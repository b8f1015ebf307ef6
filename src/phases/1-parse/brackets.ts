import type { IToken, TokenType } from "chevrotain";
import { endOf } from "../../../grammar/problem.ts";
import * as t from "../../../grammar/tokens.ts";
import type { Span } from "../../text/source.ts";
import { nestingLimit, type Survey } from "./survey.ts";
import type { SyntaxReport } from "./syntax-errors.ts";

interface Tokens {
  readonly tokens: IToken[];
  readonly muted: readonly Span[];
  readonly survey: Survey;
}

/** Tokens whose brackets are balanced. */
export interface Balanced {
  readonly tokens: IToken[];
  /** Spans in which something has been reported and mended, so that more findings there would be noise. */
  readonly muted: readonly Span[];
}

const closerOf = new Map<TokenType, TokenType>([
  [t.LCurly, t.RCurly],
  [t.LParen, t.RParen],
  [t.LSquare, t.RSquare],
  [t.GroupOpen, t.RCurly],
]);
const closers: ReadonlySet<TokenType> = new Set(closerOf.values());
const statements: ReadonlySet<TokenType> = new Set([t.Allow, t.Deny, t.Include, t.Trust, t.Expect, t.Prove]);
const clauses: ReadonlySet<TokenType> = new Set([t.To, t.On, t.When]);
const namedDeclarations: ReadonlySet<TokenType> = new Set([t.Param, t.Let, t.Actions, t.Resource, t.Condition, t.Policy, t.Role]);
const bodied: ReadonlySet<TokenType> = new Set([t.Policy, t.Role, t.Test]);

/**
 * Checks that brackets are balanced and not nested too deep, and mends them where they are not: a missing bracket is
 * put where the next statement or declaration begins, one too many is dropped. The parser can then rely on them.
 */
export function balance({ tokens, muted, survey }: Tokens, text: string, report: SyntaxReport): Balanced {
  const deep = survey.brackets;
  if (deep === "balanced") return { tokens, muted };
  if (deep === "unbalanced") return repair(tokens, muted, text, report);
  report("nesting-too-deep", { limit: nestingLimit }, { start: tokens[deep]!.startOffset, end: endOf(tokens[deep]!) });
  return { tokens: tokens.slice(0, lastDeclaration(tokens, deep, text)), muted };
}

/** Where the declaration that a token lies in begins, so that those before it can still be read. */
function lastDeclaration(tokens: readonly IToken[], index: number, text: string): number {
  for (let i = index; i > 0; i--) {
    if (beginsDeclaration(tokens, i, text)) return i;
  }
  return 0;
}

function beginsLine(token: IToken, text: string): boolean {
  let at = token.startOffset - 1;
  while (at >= 0 && (text[at] === " " || text[at] === "\t")) at--;
  return at < 0 || text[at] === "\n" || text[at] === "\r";
}

/** Whether a token can be nothing but the beginning of a declaration, wherever it stands: `policy P`; at the left edge `polcy P {`, too. */
function beginsDeclaration(tokens: readonly IToken[], i: number, text: string): boolean {
  const type = tokens[i]!.tokenType;
  const next = tokens[i + 1]?.tokenType;
  const fits =
    (namedDeclarations.has(type) && (next === t.Identifier || next === t.QualifiedName)) ||
    (type === t.Test && next === t.StringToken) ||
    (type === t.Import && next === t.LCurly);
  if (fits) return beginsLine(tokens[i]!, text);
  const last = tokens[i + 2]?.tokenType;
  const misspelt = type === t.Identifier && next === t.Identifier && (last === t.LCurly || last === t.LParen || last === t.Colon);
  const nameless = bodied.has(type) && next === t.LCurly;
  return (misspelt || nameless) && (tokens[i]!.startOffset === 0 || /[\r\n]/.test(text[tokens[i]!.startOffset - 1]!));
}

/** Whether a token begins a statement or clause, though its keyword may be misspelt: `alow chime:GetMeeting`. */
function beginsStatement(tokens: readonly IToken[], i: number, text: string): boolean {
  const { tokenType: type } = tokens[i]!;
  const next = tokens[i + 1]?.tokenType;
  const misspelt = type === t.Identifier && (next === t.QualifiedName || next === t.GroupOpen) && !goesOn(tokens[i - 1]);
  return (misspelt && beginsLine(tokens[i]!, text)) || statements.has(type) || clauses.has(type);
}

/** The state of one repair, which reads the tokens once and writes them anew. */
interface Repair {
  readonly text: string;
  readonly report: SyntaxReport;
  readonly out: IToken[];
  readonly open: IToken[];
  readonly muted: Span[];
  /** Braces that open no body: those of `import` and `with`. */
  readonly lists: Set<IToken>;
  /** How many closing braces there are too many in the declaration that is being read. */
  excess: number;
  /** How many brackets of each kind stand in strings that are not closed: those are missed elsewhere, and excused. */
  readonly swallowed: Map<string, number>;
}

function repair(tokens: readonly IToken[], muted: readonly Span[], text: string, report: SyntaxReport): Balanced {
  const r: Repair = {
    text,
    report,
    out: [],
    open: [],
    muted: [...muted],
    lists: new Set(),
    excess: 0,
    swallowed: countSwallowed(tokens),
  };
  let header = false;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const type = token.tokenType;
    if (i === 0 || beginsDeclaration(tokens, i, text)) {
      closeAll(r, 0);
      r.excess = countExcess(tokens, i, text);
    } else if (type === t.From && r.open.length === 1 && r.lists.has(r.open[0]!)) closeAll(r, 0);
    else if (beginsStatement(tokens, i, text)) closeAll(r, innermostBody(r) + 1);
    else if (type === t.LCurly && r.open.length > 0 && !isBody(r, r.open.at(-1)!) && !goesOn(r.out.at(-1)))
      closeAll(r, innermostBody(r) + 1);
    if (r.open.length === 0) {
      if (bodied.has(type)) header = true;
      else if (header && statements.has(type) && r.excess > 0) {
        const at = endOf(r.out.at(-1)!);
        const remedies = [{ title: "add `{`", changes: [{ start: at, end: at, text: " {" }] }];
        report("unexpected-token", { expected: "`{`", found: `\`${token.image}\`` }, span(token), { remedies });
        insert(r, t.LCurly);
        r.excess -= 1;
      }
    }
    if (closerOf.has(type)) {
      const before = r.out.at(-1)?.tokenType;
      if (type === t.LCurly) header = false;
      if (before === t.Import || before === t.With) r.lists.add(token);
      r.open.push(token);
      r.out.push(token);
    } else if (closers.has(type)) close(r, token, tokens[i + 1]);
    else r.out.push(token);
  }
  closeAll(r, 0);
  return { tokens: r.out, muted: r.muted };
}

/** Whether a token wants something behind it, so that a brace there opens no body: that of `with {`, or one in JSON. */
function goesOn(token: IToken | undefined): boolean {
  return token !== undefined && [t.With, t.LSquare, t.LParen, t.Comma, t.Colon].includes(token.tokenType);
}

/** How many closing braces there are too many from one token to where the next declaration begins. */
function countExcess(tokens: readonly IToken[], from: number, text: string): number {
  let excess = 0;
  for (let i = from; i < tokens.length && (i === from || !beginsDeclaration(tokens, i, text)); i++) {
    const type = tokens[i]!.tokenType;
    excess += type === t.RCurly ? 1 : type === t.LCurly || type === t.GroupOpen ? -1 : 0;
  }
  return excess;
}

function countSwallowed(tokens: readonly IToken[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { tokenType, image } of tokens) {
    if (tokenType !== t.StringToken || isClosed(image)) continue;
    for (const [bracket] of image.matchAll(/[()[\]{}]/g)) counts.set(bracket, (counts.get(bracket) ?? 0) + 1);
  }
  return counts;
}

/** Whether a string token has its closing quote; a last quote behind a backslash is none. */
function isClosed(image: string): boolean {
  const slashes = /\\*(?="$)/.exec(image.slice(1))?.[0].length ?? 0;
  return image.startsWith("'") || (image.length > 1 && image.endsWith('"') && slashes % 2 === 0);
}

function span(token: IToken): Span {
  return { start: token.startOffset, end: endOf(token) };
}

/** Whether a bracket that seems to be missing stands in an unclosed string. */
function excused(r: Repair, bracket: string): boolean {
  const left = r.swallowed.get(bracket) ?? 0;
  if (left > 0) r.swallowed.set(bracket, left - 1);
  return left > 0;
}

function innermostBody(r: Repair): number {
  return r.open.findLastIndex((token) => isBody(r, token));
}

function isBody(r: Repair, token: IToken): boolean {
  return token.tokenType === t.LCurly && !r.lists.has(token);
}

/** Puts a bracket that has no text behind the last token. */
function insert(r: Repair, type: TokenType): void {
  const last = r.out.at(-1);
  if (type === t.LCurly) r.open.push({ ...virtual(t.LCurly, last) });
  r.out.push(virtual(type, last));
}

function virtual(type: TokenType, last: IToken | undefined): IToken {
  return { image: "", startOffset: last === undefined ? 0 : endOf(last), tokenType: type, tokenTypeIdx: type.tokenTypeIdx! };
}

/** Closes all open brackets but the outermost `keep`, and reports each. */
function closeAll(r: Repair, keep: number): void {
  while (r.open.length > keep) {
    const token = r.open.pop()!;
    const closer = closerOf.get(token.tokenType)!;
    const at = endOf(r.out.at(-1)!);
    insert(r, closer);
    const bracket = closer.LABEL!.slice(1, -1);
    if (!isBody(r, token)) r.muted.push({ start: token.startOffset, end: at });
    if (token.image === "" || excused(r, bracket)) continue;
    const newText = isBody(r, token) ? "\n}" : bracket;
    const opening = endOf(token) - 1;
    r.report(
      "unclosed-bracket",
      { bracket: r.text[opening]! },
      { start: opening, end: opening + 1 },
      {
        remedies: [{ title: `add \`${bracket}\``, changes: [{ start: at, end: at, text: newText }] }],
      },
    );
  }
}

function close(r: Repair, token: IToken, next: IToken | undefined): void {
  const type = token.tokenType;
  const bracket = token.image;
  const from = type === t.RCurly ? 0 : innermostBody(r) + 1;
  const match = r.open.findLastIndex((opener, i) => i >= from && closerOf.get(opener.tokenType) === type);
  const top = r.open.at(-1);
  const endsBodyTooSoon =
    type === t.RCurly && match === 0 && r.open.length === 1 && r.excess > 0 && next !== undefined && statements.has(next.tokenType);
  if (match !== -1 && !endsBodyTooSoon) {
    closeAll(r, match + 1);
    r.open.pop();
    r.out.push(token);
  } else if (top !== undefined && top.tokenType !== t.LCurly && type !== t.RCurly) {
    const wanted = closerOf.get(top.tokenType)!;
    r.report("unexpected-token", { expected: wanted.LABEL!, found: `\`${bracket}\`` }, span(token), {
      remedies: [{ title: `write ${wanted.LABEL!}`, changes: [{ ...span(token), text: wanted.LABEL!.slice(1, -1) }] }],
    });
    r.open.pop();
    r.out.push({ ...token, tokenType: wanted, tokenTypeIdx: wanted.tokenTypeIdx! });
  } else {
    if (type === t.RCurly) r.excess -= 1;
    r.muted.push(span(token));
    if (excused(r, bracket === "}" ? "{" : bracket === ")" ? "(" : "[")) return;
    r.report("unopened-bracket", { bracket }, span(token), {
      remedies: [{ title: `remove \`${bracket}\``, changes: [{ ...span(token), text: "" }] }],
    });
  }
}
