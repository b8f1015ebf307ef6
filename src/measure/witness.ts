import type { Action, Catalog } from "../catalog/catalog.ts";
import { coversType } from "../catalog/arn.ts";
import type { ConditionTest, Statement } from "../iam/document.ts";
import { standIn } from "../iam/stand-in.ts";
import { serviceAtHand } from "../phases/4-emit/spelling.ts";
import { factsOf, type Facts, type Request } from "../tools/evaluate/request.ts";
import { holdsAction } from "../tools/evaluate/statement.ts";
import type { Change } from "./changes.ts";
import { contextFor, type Context, type Wanted } from "./contexts.ts";
import { fillVariables, variablesIn } from "./variables.ts";

/** A request that is allowed before a change and not after it, or the other way round. */
export interface Witness {
  readonly request: Required<Pick<Request, "action" | "resource" | "context">>;
  /** Before the change. */
  readonly allowed: boolean;
}

/** Whether a document allows a request: before and after a change. */
export type Compare = (facts: Facts) => { readonly before: boolean; readonly after: boolean };

/** More would take long, and hardly find anything. */
const mostRequests = 2000;
const mostActions = 200;

/** Looks for a request that shows a change of one statement, made up from what the statement says; undefined where none is found. */
export function findWitness(
  statement: Statement,
  { kind, replacement }: Change,
  others: readonly Statement[],
  compare: Compare,
  catalog: Catalog,
): Witness | undefined {
  const versions = replacement === undefined ? [statement] : [statement, replacement];
  const contexts = contextsOf(versions, others);
  let left = mostRequests;
  for (const action of actionsOf(statement, kind === "widen-action" ? replacement : undefined, others, catalog)) {
    for (const context of contexts) {
      for (const resource of resourcesOf(action, [...versions, ...others], context, catalog)) {
        const request = { action, resource, context: Object.fromEntries([...context].map(([key, values]) => [key, shorten(values)])) };
        const { before, after } = compare(factsOf(request));
        if (before !== after) return { request, allowed: before };
        left -= 1;
        if (left === 0) return undefined;
      }
    }
  }
  return undefined;
}

function shorten(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0]! : values;
}

/**
 * Actions that a statement is about, or where it is to be about others, those others; the ones that do most come first. Of a deny, those
 * that something allows.
 */
function actionsOf(
  statement: Statement,
  replacement: Statement | undefined,
  others: readonly Statement[],
  catalog: Catalog,
): readonly string[] {
  const allows = others.filter(({ effect }) => effect === "Allow");
  const patterns = [statement, ...(replacement === undefined ? [] : [replacement])].flatMap(({ actions }) =>
    actions.negated ? [...actions.patterns, anyAction] : actions.patterns,
  );
  const named = new Map<string, number>();
  for (const pattern of new Set(patterns)) {
    const [prefix = "", name = "*"] = (pattern === "*" ? anyAction : pattern).split(":");
    const service = serviceAtHand(catalog, prefix);
    if (!/[*?]/.test(pattern)) named.set(pattern, rankOf(service?.action(name)));
    else for (const action of service?.matching(name) ?? []) named.set(action.qualifiedName, rankOf(action));
  }
  const isAbout = (set: Statement, action: string): boolean => holdsAction(set.actions, action.toLowerCase());
  return [...named]
    .filter(([name]) => isAbout(statement, name) === (replacement === undefined || !isAbout(replacement, name)))
    .filter(([name]) => statement.effect === "Allow" || replacement === undefined || allows.some((allow) => isAbout(allow, name)))
    .toSorted(([, a], [, b]) => a - b)
    .map(([name]) => name)
    .slice(0, mostActions);
}

/** Stands for all services, where a statement is about all of them. */
const anyAction = "chime:*";

const levels = ["permissions", "write", "tagging", "read", "list"];

/** What deletes is what an author would least like to have allowed by mistake. */
function rankOf(action: Action | undefined): number {
  return action === undefined || action.name.startsWith("Delete") ? 0 : levels.indexOf(action.level) + 1;
}

/** Resources that an action takes: one for each pattern of the statements, and one of each type that nobody has named. */
function resourcesOf(action: string, statements: readonly Statement[], context: Context, catalog: Catalog): readonly string[] {
  const [prefix = "", name = ""] = action.split(":");
  const service = serviceAtHand(catalog, prefix);
  const known = service?.action(name);
  const patterns = [...new Set(statements.flatMap(({ resources }) => resources.patterns))].filter((pattern) => pattern !== "*");
  const values = new Map([...context].map(([key, [value]]) => [key.toLowerCase(), value]));
  const filled = patterns
    .map((pattern) => standIn(fillVariables(pattern, (variable) => values.get(variable.toLowerCase()))))
    .filter((arn) => !arn.includes("${"));
  if (service === undefined || known === undefined) return filled.length === 0 ? ["*"] : filled;
  const types = [...known.resourceTypes, ...known.toleratedTypes].flatMap((type) => service.resourceType(type) ?? []);
  const own = filled.filter((arn) => types.some((type) => coversType(service, type, arn)));
  const head = /^arn:[^:]*:[^:]*:([^:]*):([^:]*):/.exec(filled[0] ?? "");
  const anyOf = types.map(({ arn }) =>
    standIn(
      arn
        .replace("${Region}", head?.[1] === undefined || head[1] === "" ? "*" : head[1])
        .replace("${Account}", head?.[2] === undefined || head[2] === "" ? "*" : head[2])
        .replaceAll(/\$\{[^}]*\}/g, "*"),
    ),
  );
  return [...new Set([...(known.resourceTypes.length === 0 ? ["*"] : []), ...own, ...anyOf])];
}

/** Contexts in which the statements apply, or would but for one test: with as few keys as may be, and such that other statements let it show. */
function contextsOf(versions: readonly Statement[], others: readonly Statement[]): readonly Context[] {
  const conditional = others.filter(({ conditions }) => conditions.length > 0);
  const denies = conditional.filter(({ effect }) => effect === "Deny");
  // What another statement allows as well shows nothing.
  const rivals = versions[0]!.effect === "Deny" ? denies : conditional;
  const allows = others.filter(
    ({ effect, conditions, resources }) => effect === "Allow" && conditions.length + resources.patterns.length > 0,
  );
  const around = versions[0]!.effect === "Deny" ? [...distinct(allows.map(holdingOf)), nothing] : [nothing];
  const names = new Set([...versions, ...others].flatMap(({ resources }) => resources.patterns.flatMap(literalEnd)));
  const wanted = distinct(versions.map(holdingOf)).flatMap((whole): readonly Wanted[] => [
    whole,
    ...whole.holding.map((failing) => ({ ...whole, holding: whole.holding.filter((test) => test !== failing), failing })),
  ]);
  const found = around.flatMap((outer) =>
    wanted.flatMap((own) => {
      const variables = [...(outer.variables ?? []), ...(own.variables ?? [])];
      const together = { ...own, holding: [...outer.holding, ...own.holding], variables };
      const plain = contextFor(together);
      if (plain === undefined) return [];
      return [
        plain,
        ...[denies, rivals].map((list) => list.reduce((context, { conditions }) => avoid(conditions, context, together), plain)),
      ];
    }),
  );
  return [...new Map(found.map((context) => [JSON.stringify([...context]), context])).values()];
}

/** What a variable may have to stand for, so that a pattern with it meets another: the name at the end of that. */
function literalEnd(pattern: string): readonly string[] {
  const name = /[^/:]*$/.exec(pattern)![0];
  return name === "" || /[*?$}]/.test(name) ? [] : [name];
}

const nothing: Wanted = { holding: [] };

function holdingOf({ conditions, resources }: Statement): Wanted {
  return { holding: conditions, variables: resources.patterns.flatMap(variablesIn) };
}

const mostContexts = 8;

function distinct(all: readonly Wanted[]): readonly Wanted[] {
  return [...new Map(all.map((wanted) => [JSON.stringify(wanted), wanted])).values()].slice(0, mostContexts);
}

/** The context with a key more, where that is enough for some test not to hold and all that is wanted stays. */
function avoid(tests: readonly ConditionTest[], context: Context, wanted: Wanted): Context {
  if (!isMet({ holding: tests }, context)) return context;
  for (const failing of tests) {
    const more = contextFor({ holding: [], failing }, context);
    if (more !== undefined && isMet(wanted, more)) return more;
  }
  return context;
}

function isMet(wanted: Wanted, context: Context): boolean {
  return contextFor(wanted, context)?.size === context.size;
}
