import type { TokenType } from "chevrotain";
import * as t from "./tokens.ts";

/** The words in which each keyword is often wanted though another one is written. */
export const foreignWords: Readonly<Record<string, string>> = {
  permit: "allow", grant: "allow", forbid: "deny", reject: "deny", refuse: "deny", if: "when", where: "when", provided: "when",
  extends: "include", inherit: "include", use: "include", const: "let", var: "let", parameter: "param", group: "role", assert: "expect", minus: "except",
}; // prettier-ignore

/** The tokens that a statement or an expectation begins with. */
export const statementStarts: ReadonlySet<TokenType> = new Set([
  t.Allow,
  t.Deny,
  t.Include,
  t.Trust,
  t.Expect,
  t.Prove,
  t.At,
  t.BlockOn,
  t.BlockWhen,
]);
/** The tokens that a declaration or an import begins with. */
export const declarationStarts: ReadonlySet<TokenType> = new Set([
  t.Param,
  t.Let,
  t.Actions,
  t.Resource,
  t.Condition,
  t.Policy,
  t.Role,
  t.Test,
  t.Import,
]);
/** The tokens that a clause of a statement begins with. */
export const clauseStarts: ReadonlySet<TokenType> = new Set([t.To, t.On, t.When, t.As]);
/** The brackets that open something. */
export const openers: ReadonlySet<TokenType> = new Set([t.LCurly, t.LParen, t.LSquare, t.GroupOpen]);
/** The brackets that close something. */
export const closers: ReadonlySet<TokenType> = new Set([t.RCurly, t.RParen, t.RSquare]);

/** What a misspelt word at the beginning of a statement may be meant for. */
export const statementWords = ["allow", "deny", "include", "trust", "expect", "prove", "when", "on"];
/** The same at the beginning of a declaration. */
export const declarationWords = ["param", "let", "actions", "resource", "condition", "policy", "role", "test", "import"];
/** The same at the beginning of a clause. */
export const clauseWords = ["to", "on", "when", "as", "except"];

/** What to say to one who pasted IAM JSON. */
export const pastedJson = "`chimepolicy import` turns IAM JSON into a policy";
