import { identifier, make, plainText } from "../../ast/build.ts";
import type { GrantStatement, Identifier, StringLiteral } from "../../ast/source.ts";
import type { Action } from "../../catalog/catalog.ts";
import type { Spelling } from "../../iam/canonical/spelling.ts";
import type { Statement } from "../../iam/document.ts";
import { normaliseGlob } from "../../iam/pattern.ts";
import { readActions } from "./actions.ts";
import { readConditions } from "./conditions.ts";
import type { Context } from "./context.ts";
import { sortResources, writeResources, type ResourceEntry } from "./resources.ts";
import { readText, type Note } from "./texts.ts";

/** A statement with what is known of its actions and resources. */
export interface Sorted {
  readonly statement: Statement;
  readonly entries: readonly ResourceEntry[];
  /** Undefined where it speaks of all actions, or of all but some. */
  readonly actions: readonly Action[] | undefined;
}

/** Looks a statement up in the catalog, whose spelling its names then have. */
export function sortStatement(written: Statement, spelling: Spelling, context: Context): Sorted {
  const { negated, patterns } = written.actions;
  const names = patterns.map((pattern) => spelling.action(normaliseGlob(pattern)));
  const statement: Statement = {
    ...written,
    actions: { negated, patterns: names },
    conditions: written.conditions.map((test) => ({ ...test, key: spelling.key(test.key) })),
  };
  const actions = negated || names.includes("*") ? undefined : names.flatMap((pattern) => context.catalog.expand(pattern));
  return { statement, actions, entries: sortResources(statement.resources, actions ?? [], context) };
}

/** A statement as source. */
export function writeStatement({ statement, entries, actions }: Sorted, context: Context, note: Note): GrantStatement {
  const { sid, effect, resources } = statement;
  const condition = readConditions(statement.conditions, context, note);
  return make("GrantStatement", {
    annotations: [],
    effect,
    actions: readActions(statement.actions, note),
    ...(isImplied(statement, actions, context) ? {} : { resources: writeResources(entries, resources.negated, context, note) }),
    ...(condition === undefined ? {} : { condition }),
    ...(sid === undefined ? {} : { sid: readSid(sid, context) }),
  });
}

function readSid(sid: string, { names }: Context): Identifier | StringLiteral {
  const text =
    readText(
      sid,
      names.filter(({ anywhere }) => anywhere),
    ) ?? plainText(sid);
  return /^[A-Za-z]/.test(sid) && typeof text.content === "string" ? identifier(sid) : text;
}

/** Whether `on *` need not be said, since no action of the statement takes anything else. */
function isImplied(
  { actions: { patterns }, resources }: Statement,
  actions: readonly Action[] | undefined,
  { catalog, plain }: Context,
): boolean {
  if (plain || actions === undefined || resources.negated || !resources.patterns.includes("*")) return false;
  return actions.every(({ resourceTypes }) => resourceTypes.length === 0) && patterns.every((one) => catalog.expand(one).length > 0);
}
