import type { Action, Catalog } from "../catalog/catalog.ts";
import { coversType } from "../catalog/arn.ts";
import type { Statement } from "../iam/document.ts";
import { standIn } from "../iam/stand-in.ts";
import { serviceAtHand } from "../phases/4-emit/spelling.ts";
import { factsOf, type Facts, type Request } from "../tools/evaluate/request.ts";
import { holdsAction } from "../tools/evaluate/statement.ts";
import type { Change } from "./changes.ts";
import type { Context } from "./contexts.ts";
import { contextsThatShow } from "./scenes.ts";
import { fillVariables } from "./variables.ts";

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
  const contexts = contextsThatShow(versions, others, catalog);
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
