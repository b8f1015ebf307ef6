import { canonical } from "../../iam/canonical/canonical.ts";
import type { Spelling } from "../../iam/canonical/spelling.ts";
import type { PolicyDocument, Statement } from "../../iam/document.ts";
import type { LibraryPolicy } from "./library.ts";

/** A part of a policy's body: one of its statements, or a policy of the library that says what some of them say. */
export type Part = { readonly kind: "statement"; readonly index: number } | { readonly kind: "include"; readonly policy: LibraryPolicy };

/** The statements of a document, those that are a policy of the library replaced by it. */
export function planBody({ statements }: PolicyDocument, policies: readonly LibraryPolicy[], spelling: Spelling): readonly Part[] {
  const keys = policies.length === 0 ? [] : statements.map((statement) => keyOf(statement, spelling));
  const places = new Map(keys.map((key, index) => [key, index]));
  const included = new Map<number, LibraryPolicy>();
  const gone = new Set<number>();
  for (const policy of policies.toSorted((a, b) => b.statements.length - a.statements.length)) {
    const used = policy.statements.map((key) => places.get(key) ?? -1);
    if (used.some((index) => index < 0 || gone.has(index))) continue;
    included.set(Math.min(...used), policy);
    for (const index of used) gone.add(index);
  }
  return statements.flatMap((_, index): readonly Part[] => {
    const policy = included.get(index);
    if (policy !== undefined) return [{ kind: "include", policy }];
    return gone.has(index) ? [] : [{ kind: "statement", index }];
  });
}

/** The text of a statement's canonical form; what becomes several statements has none. */
function keyOf(statement: Statement, spelling: Spelling): string | undefined {
  const { statements } = canonical({ version: "2012-10-17", statements: [statement] }, spelling).document;
  return statements.length === 1 ? statementKey(statements[0]!) : undefined;
}

/** The text by which statements in canonical form are held against each other. */
export function statementKey({ sid, effect, actions, resources, conditions }: Statement): string {
  const tests = conditions.map(({ operator, key, values }) => [operator, key, ...values]);
  const sets = [actions, resources].map(({ negated, patterns }) => [negated, ...patterns]);
  return JSON.stringify([sid ?? null, effect, sets, tests]);
}
