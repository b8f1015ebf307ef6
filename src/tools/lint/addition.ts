import type { Action, Catalog, ResourceType } from "../../catalog/catalog.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import { covers, resourcePattern } from "../../iam/pattern.ts";
import { locate } from "../../text/source.ts";
import type { LintDocument, LintStatement } from "./subject.ts";

/** Statements that rules propose to write below others, in the language or in JSON. */

/** What an action would be allowed on. */
export interface Scope {
  /** As it is written in the language, or in JSON where the document is JSON; undefined for an action that takes no resource. */
  readonly text: string | undefined;
}

/** The resources of an action's usual type: those that the document names already, else all of the type, never `*` for an action that takes a type. */
export function scopeOf(action: Action, document: LintDocument, statement: LintStatement): Scope {
  const type = usualType(action, document.catalog);
  if (type === undefined) return { text: undefined };
  const { source } = statement.location;
  const own = document.statements
    .filter(({ effect, resources }) => effect === "Allow" && !resources.negated)
    .flatMap(({ resources }) => resources.patterns)
    .find((pattern) => pattern.source === source && isOf(type, pattern.text));
  if (own !== undefined) return { text: source.text.slice(own.written.start, own.written.end) };
  return {
    text: isJson(statement) ? JSON.stringify(anyOf(type)) : `${type.service}:${type.name}(${type.fields.map(() => "*").join(", ")})`,
  };
}

/** Of the types that an action takes, the one that most actions of its service take: buckets rather than access points. */
function usualType({ service: prefix, requiredTypes, resourceTypes }: Action, catalog: Catalog): ResourceType | undefined {
  const service = catalog.service(prefix);
  const takers = (type: string): number => service?.actions.filter((one) => one.resourceTypes.includes(type)).length ?? 0;
  const [name] = (requiredTypes[0] ?? resourceTypes).toSorted((a, b) => takers(b) - takers(a) || a.length - b.length);
  return name === undefined ? undefined : service?.resourceType(name);
}

/** Whether a pattern is about resources of one type alone. */
function isOf(type: ResourceType, text: string): boolean {
  return text !== "*" && type.arns.some((arn) => covers(resourcePattern(arn.replaceAll(/\$\{[^}]*\}/g, "*")), resourcePattern(text)));
}

function anyOf(type: ResourceType): string {
  return type.arn.replace("${Partition}", "aws").replaceAll(/\$\{[^}]*\}/g, "*");
}

/** A statement that allows actions of one scope. */
export interface Addition {
  readonly actions: readonly string[];
  readonly scope: Scope;
}

/** Actions grouped by what they would be allowed on. */
export function additionsOf(actions: readonly Action[], document: LintDocument, statement: LintStatement): readonly Addition[] {
  const byScope = new Map<string | undefined, { actions: string[]; scope: Scope }>();
  for (const action of actions) {
    const scope = scopeOf(action, document, statement);
    const group = byScope.get(scope.text) ?? { actions: [], scope };
    group.actions.push(action.qualifiedName);
    byScope.set(scope.text, group);
  }
  return [...byScope.values()];
}

/** How a statement to add reads. */
export function writeAddition({ actions, scope: { text } }: Addition): string {
  return `allow ${actions.join(", ")}${text === undefined ? "" : ` on ${text}`}`;
}

/** The fix that writes statements below one. */
export function addBelow(statement: LintStatement, additions: readonly Addition[]): Fix {
  const { source, start, end } = statement.location;
  const lineStart = source.text.lastIndexOf("\n", start - 1) + 1;
  const indent = /^[ \t]*/.exec(source.text.slice(lineStart, start))![0];
  const json = isJson(statement);
  const texts = additions.map((addition) => (json ? `,\n${indent}${jsonOf(addition)}` : `\n${indent}${writeAddition(addition)}`));
  const names = additions.flatMap(({ actions }) => actions.map((action) => `\`${action}\``)).join(" and ");
  return { title: `allow ${names} too`, edits: [{ location: locate(source, { start: end, end }), newText: texts.join("") }] };
}

function jsonOf({ actions, scope: { text } }: Addition): string {
  const action = actions.length === 1 ? JSON.stringify(actions[0]) : `[${actions.map((name) => JSON.stringify(name)).join(", ")}]`;
  return `{ "Effect": "Allow", "Action": ${action}, "Resource": ${text ?? '"*"'} }`;
}

/** Whether a statement stands in JSON. */
function isJson({ location: { source, start } }: LintStatement): boolean {
  return source.text[start] === "{";
}
