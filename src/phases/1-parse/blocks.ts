import type { IToken, TokenType } from "chevrotain";
import { endOf } from "../../../grammar/problem.ts";
import * as t from "../../../grammar/tokens.ts";
import type { SyntaxReport } from "./syntax-errors.ts";

const openers: ReadonlySet<TokenType> = new Set([t.LParen, t.LSquare, t.GroupOpen]);
const closers: ReadonlySet<TokenType> = new Set([t.RParen, t.RSquare, t.RCurly]);
const statementStarts: ReadonlySet<TokenType> = new Set([t.Allow, t.Deny, t.Include, t.Trust, t.Expect, t.Prove]);
/** Behind these any word is a name. */
const wantName: ReadonlySet<TokenType> = new Set([t.As, t.At]);

/**
 * Marks each `on` and `when` that opens a block. `allow A when C` and `when C { … }` begin a clause and a block with
 * the same word, and new lines do not matter, so only the brace that follows tells: the clause before a brace belongs
 * to the block. Of two clauses before a brace, `on R when C {`, the first may belong to the statement before; there the
 * one that begins a line (or is indented less) opens the block, and where that does not tell either, neither do we.
 */
export function markBlocks(tokens: readonly IToken[], text: string, report: SyntaxReport): void {
  let depth = 0;
  let lastClosed = -1;
  const bodies: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const type = tokens[i]!.tokenType;
    if (type === t.LCurly) {
      if (bodies.length > 0 && depth === 0) markBlock(tokens, i, Math.max(lastClosed, bodies.at(-1)!), text, report);
      bodies.push(i);
    } else if (openers.has(type)) depth += 1;
    else if (closers.has(type)) {
      if (depth > 0) depth -= 1;
      else {
        bodies.pop();
        lastClosed = i;
      }
    }
  }
}

/** Marks the clause that opens the block whose brace is at `brace`; `floor` is where the statements before must end. */
function markBlock(tokens: readonly IToken[], brace: number, floor: number, text: string, report: SyntaxReport): void {
  const clauses: number[] = [];
  let statement = floor;
  for (let i = brace - 1, depth = 0; i > floor; i--) {
    const type = tokens[i]!.tokenType;
    if (closers.has(type)) depth += 1;
    else if (openers.has(type)) depth -= 1;
    else if (depth === 0 && !wantName.has(tokens[i - 1]!.tokenType)) {
      if (type === t.On || type === t.When) clauses.unshift(i);
      else if (statementStarts.has(type)) {
        statement = i;
        break;
      }
    }
  }
  const last = clauses.at(-1);
  if (last === undefined || tokens[brace - 1]!.tokenType === t.With) return;
  const before = clauses.at(-2);
  const paired = before !== undefined && tokens[before]!.tokenType === t.On && tokens[last]!.tokenType === t.When;
  mark(tokens[paired && opensWith(tokens, before, last, statement, clauses, text, report) ? before : last]!);
}

/** Whether `on R` of `on R when C {` belongs to the block rather than to the statement that begins at `statement`. */
function opensWith(
  tokens: readonly IToken[],
  on: number,
  when: number,
  statement: number,
  clauses: readonly number[],
  text: string,
  report: SyntaxReport,
): boolean {
  const owner = tokens[statement]!.tokenType;
  if (owner !== t.Allow && owner !== t.Deny) return true;
  const onIndent = indentation(tokens[on]!, text);
  const whenIndent = indentation(tokens[when]!, text);
  if (onIndent !== whenIndent) {
    if (whenIndent === undefined) return true;
    return onIndent !== undefined && onIndent < whenIndent;
  }
  report(
    "ambiguous-block",
    {},
    { start: tokens[on]!.startOffset, end: endOf(tokens[on]!) },
    { help: "begin a new line with the clause that opens the block" },
  );
  return true;
}

/** How far a token that begins a line is indented; undefined when it does not begin one. */
function indentation(token: IToken, text: string): number | undefined {
  let at = token.startOffset - 1;
  while (at >= 0 && (text[at] === " " || text[at] === "\t")) at--;
  return at < 0 || text[at] === "\n" || text[at] === "\r" ? token.startOffset - at : undefined;
}

function mark(token: IToken): void {
  const type = token.tokenType === t.On ? t.BlockOn : t.BlockWhen;
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx!;
}
