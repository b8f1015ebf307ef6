import type { IToken, TokenType } from "chevrotain";
import * as t from "../../../grammar/tokens.ts";

/** How deep brackets and `not`s may be nested: whatever walks the tree later may do so by recursion. */
export const nestingLimit = 100;

/** What one look at all tokens tells about them. */
export interface Survey {
  /** Whether brackets match, or the index of the token that is nested too deep. */
  readonly brackets: "balanced" | "unbalanced" | number;
  /** Whether any token is not of the language. */
  readonly foreign: boolean;
  /** Whether any brace stands inside another, as those of blocks do. */
  readonly blocks: boolean;
}

const roles = { opener: 1, closer: 2, not: 3, foreign: 4, declaration: 5, statement: 6 } as const;

/** The role of each token type by its index: a table, since this runs over every token of every file. */
const roleOf = new Uint8Array(1024);
/** The closer that each opener wants, by index. */
const closerOf = new Uint16Array(1024);

function give(role: number, ...types: TokenType[]): void {
  for (const { tokenTypeIdx } of types) roleOf[tokenTypeIdx!] = role;
}

give(roles.opener, t.LCurly, t.LParen, t.LSquare, t.GroupOpen);
give(roles.closer, t.RCurly, t.RParen, t.RSquare);
give(roles.not, t.Not, t.Bang);
give(roles.declaration, t.Param, t.Let, t.Actions, t.Resource, t.Condition, t.Policy, t.Role);
give(roles.statement, t.Allow, t.Deny, t.Include, t.Trust, t.Expect, t.Prove);
give(roles.foreign, t.UnterminatedString, t.SingleQuoted, t.AndAnd, t.OrOr, t.TripleEquals);
closerOf[t.LCurly.tokenTypeIdx!] = t.RCurly.tokenTypeIdx!;
closerOf[t.GroupOpen.tokenTypeIdx!] = t.RCurly.tokenTypeIdx!;
closerOf[t.LParen.tokenTypeIdx!] = t.RParen.tokenTypeIdx!;
closerOf[t.LSquare.tokenTypeIdx!] = t.RSquare.tokenTypeIdx!;

/** Looks over the tokens of a file. */
export function survey(tokens: readonly IToken[]): Survey {
  const open: number[] = [];
  const levels: number[] = [];
  const brace = t.RCurly.tokenTypeIdx!;
  const identifier = t.Identifier.tokenTypeIdx!;
  const curly = t.LCurly.tokenTypeIdx!;
  let level = 0;
  let nots = 0;
  let balanced = true;
  let foreign = false;
  let blocks = false;
  for (let i = 0; i < tokens.length; i++) {
    const type = tokens[i]!.tokenTypeIdx;
    const role = roleOf[type];
    if (role === 0) {
      nots = 0;
      continue;
    }
    if (role === roles.not) {
      nots += 1;
      foreign ||= type === t.Bang.tokenTypeIdx;
    } else if (role === roles.opener) {
      blocks ||= type === curly && open.length > 0;
      levels.push(level);
      open.push(closerOf[type]!);
      level += nots + 1;
      nots = 0;
    } else {
      nots = 0;
      foreign ||= role === roles.foreign;
      // What never stands in brackets: one is missing before it, though one too many behind may make up for that.
      if (role === roles.declaration && open.length > 0 && tokens[i + 1]?.tokenTypeIdx === identifier) balanced = false;
      if (role === roles.statement && open.length > 0 && open[open.length - 1] !== brace) balanced = false;
      if (role === roles.closer) {
        if (open.pop() !== type) balanced = false;
        level = levels.pop() ?? 0;
      }
    }
    if (level + nots > nestingLimit) return { brackets: i, foreign, blocks };
  }
  return { brackets: balanced && open.length === 0 ? "balanced" : "unbalanced", foreign, blocks };
}
