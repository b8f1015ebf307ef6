import type { ActionExpression, ActionGroup, Identifier, ResourceExpression } from "../../../ast/source.ts";
import type { Span } from "../../../text/source.ts";
import { between, enclosed, sortedBrackets, textBox, type Value } from "./boxes.ts";
import { byName, sortedParts } from "./sort.ts";
import { spellQualified, spellString } from "./spelling.ts";
import { callBox, referenceBox } from "./values.ts";

/** The box of actions. */
export function actionsBox(expression: ActionExpression, text: string): Value {
  const inner = (part: ActionExpression): Value => actionsBox(part, text);
  switch (expression.kind) {
    case "ActionList":
      return listBox(flat<ActionExpression>(expression), inner, expression);
    case "ActionDifference":
      return differenceBox(primary(expression.base, inner), primary(expression.excluded, inner), expression);
    case "ActionFilter":
      return between("", primary(expression.base, inner), `[${levels(expression.levels)}]`, expression);
    case "QualifiedName":
      return textBox(spellQualified(expression), expression);
    case "ActionGroup":
      return groupBox(expression, text);
    case "AnyAction":
      return textBox("*", expression);
    case "NameReference":
      return referenceBox(expression);
  }
}

/** The box of resources. */
export function resourcesBox(expression: ResourceExpression): Value {
  switch (expression.kind) {
    case "ResourceList":
      return listBox(flat<ResourceExpression>(expression), resourcesBox, expression);
    case "ResourceDifference":
      return differenceBox(primary(expression.base, resourcesBox), primary(expression.excluded, resourcesBox), expression);
    case "ResourceConstructor":
      return callBox(spellQualified(expression.type), expression.arguments, expression);
    case "AnyResource":
      return textBox("*", expression);
    case "StringLiteral":
      return textBox(spellString(expression), expression);
    case "NameReference":
      return referenceBox(expression);
  }
}

/** `chime:{Get*, List*}`; of one name, `chime:Get*`. */
function groupBox(group: ActionGroup, text: string): Value {
  const { service, names } = group;
  if (names.length === 1) return textBox(`${service.text}:${names[0]!.text}`, group);
  const parts = sortedParts(names, text, (one, other) => byName(one.text, other.text));
  const boxes = parts.map((part) => part.map((name) => textBox(name.text, name)));
  return sortedBrackets(`${service.text}:{`, boxes, "}", group);
}

const levelOrder = ["list", "read", "write", "tagging", "permissions"];

/** Access levels in the order of what they let one do. */
function levels(names: readonly Identifier[]): string {
  const texts = names.map(({ text }) => text);
  return texts.toSorted((a, b) => levelOrder.indexOf(a) - levelOrder.indexOf(b)).join(", ");
}

// ── lists and differences, of actions and of resources ──

interface Node extends Span {
  readonly kind: string;
}

/** The elements of a list, those of lists in it among them: a union is one, however it is grouped. */
function flat<T extends Node>(list: { readonly elements: readonly T[] }): readonly T[] {
  if (!list.elements.some(isList)) return list.elements;
  return list.elements.flatMap((element) =>
    "elements" in element && isList(element) ? flat(element as { readonly elements: readonly T[] }) : [element],
  );
}

function isList({ kind }: Node): boolean {
  return kind === "ActionList" || kind === "ResourceList";
}

function isDifference({ kind }: Node): boolean {
  return kind === "ActionDifference" || kind === "ResourceDifference";
}

function listBox<T extends Node>(elements: readonly T[], boxOf: (element: T) => Value, { start, end }: Span): Value {
  if (elements.length === 1) return boxOf(elements[0]!);
  const items = elements.map((element) => (isDifference(element) ? enclosed(boxOf(element)) : boxOf(element)));
  return { kind: "Items", start, end, items };
}

/** What can stand beside `except` and before access levels: lists and differences only in parentheses. */
function primary<T extends Node>(expression: T, boxOf: (expression: T) => Value): Value {
  const box = boxOf(expression);
  return box.kind === "Items" || isDifference(only(expression)) ? enclosed(box) : box;
}

/** What is left of an expression without the parentheses around it. */
function only(expression: Node): Node {
  if (!isList(expression)) return expression;
  const elements = flat(expression as Node & { readonly elements: readonly Node[] });
  return elements.length === 1 ? elements[0]! : expression;
}

function differenceBox(base: Value, excluded: Value, span: Span): Value {
  if (base.kind === "Text") return between(`${base.text} except `, excluded, "", span);
  if (excluded.kind === "Text") return between("", base, ` except ${excluded.text}`, span);
  const { start, end } = span;
  return { kind: "Joined", start, end, parts: [base, between(" except ", excluded, "", excluded)] };
}
