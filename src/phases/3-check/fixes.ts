import type { ActionExpression, GrantStatement } from "../../ast/source.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../text/source.ts";
import type { ActionEntry } from "./actions.ts";
import type { Frame } from "./frame.ts";

/**
 * The fix that moves actions out of a statement into one of their own below it, on `resource`, or on `*` implied where that is undefined.
 * Nothing is offered where the actions come from a named or computed set, which a text edit cannot take apart.
 */
export function splitStatement(
  node: GrantStatement,
  moved: readonly ActionEntry[],
  resource: string | undefined,
  frame: Frame,
): readonly Fix[] {
  const written = writtenActions(node.actions);
  if (written === undefined || frame.chain.length > 0) return [];
  const isMoved = (span: Span): boolean => moved.some(({ place }) => place.start === span.start && place.end === span.end);
  const out = written.filter(({ span }) => isMoved(span));
  const kept = written.filter(({ span }) => !isMoved(span));
  if (out.length === 0 || kept.length === 0) return [];

  const { text } = frame.module.source;
  const lineStart = text.lastIndexOf("\n", node.start - 1) + 1;
  const before = text.slice(lineStart, node.start);
  const indent = /^[ \t]*/.exec(before)![0] + (before.trim() === "" ? "" : "  ");
  const condition = node.condition === undefined ? "" : ` when ${text.slice(node.condition.start, node.condition.end)}`;
  const keyword = node.effect === "Allow" ? "allow" : "deny";
  const statement = `\n${indent}${keyword} ${printActions(out)}${resource === undefined ? "" : ` on ${resource}`}${condition}`;
  const keep = frame.fix("", node.actions, printActions(kept)).edits;
  const add = frame.fix("", { start: node.end, end: node.end }, statement).edits;
  return [
    {
      title: `give ${out.length === 1 ? "it" : "them"} a statement${resource === undefined ? "" : ` on \`${resource}\``}`,
      edits: [...keep, ...add],
    },
  ];
}

interface WrittenAction {
  readonly service: string;
  readonly name: string;
  readonly span: Span;
}

/** The actions of a plain list of names, patterns and groups; undefined for anything else. */
function writtenActions(expression: ActionExpression): readonly WrittenAction[] | undefined {
  switch (expression.kind) {
    case "QualifiedName":
      return [{ service: expression.prefix, name: expression.name, span: expression }];
    case "ActionGroup":
      return expression.names.map((name) => ({ service: expression.service.text, name: name.text, span: name }));
    case "ActionList": {
      const elements = expression.elements.map(writtenActions);
      return elements.some((element) => element === undefined) ? undefined : elements.flatMap((element) => element!);
    }
    case "ActionDifference":
    case "ActionFilter":
    case "AnyAction":
    case "NameReference":
      return undefined;
  }
}

function printActions(actions: readonly WrittenAction[]): string {
  const services = new Map<string, string[]>();
  for (const { service, name } of actions) services.set(service, [...(services.get(service) ?? []), name]);
  return [...services]
    .map(([service, names]) => (names.length === 1 ? `${service}:${names[0]}` : `${service}:{${names.join(", ")}}`))
    .join(", ");
}
