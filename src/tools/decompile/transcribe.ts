import { identifier, make } from "../../ast/build.ts";
import type {
  ActionExpression,
  ActionPattern,
  AnyAction,
  ConditionExpression,
  GrantStatement,
  Module,
  Predicate,
  ResourceExpression,
  StringLiteral,
  StringPart,
  ValueExpression,
} from "../../ast/source.ts";
import { parseOperator, printOperator, type Operator } from "../../iam/operators.ts";
import { escapeVariables } from "../../iam/read/escape.ts";
import type { JsonNode } from "../../iam/read/node.ts";
import type { Source, Span } from "../../text/source.ts";
import { variable } from "./texts.ts";

/** What a statement's texts mean: in a document of 2008-10-17 `${` is literal. */
interface Transcription {
  /** The text that the places are in. */
  readonly text: string;
  readonly variables: boolean;
}

/**
 * A policy's JSON tree as it stands, as a module whose nodes have the places of the JSON: the compiler then finds in it what it finds
 * in a source, at the places of the JSON. What is malformed is left out; the reader of JSON reports it.
 */
export function transcribe(tree: JsonNode, source: Source): Module {
  const version = member(tree, "Version")?.value;
  const list = member(tree, "Statement");
  const nodes = list === undefined ? [] : elementsOf(list);
  const body = nodes.flatMap((node) => transcribeStatement(node, { text: source.text, variables: version === "2012-10-17" }) ?? []);
  const place = { start: tree.offset, end: tree.offset + 1 };
  const policy = {
    ...make("PolicyDeclaration", { annotations: [], name: { ...identifier("Policy"), ...place }, parameters: [], body }),
    ...place,
  };
  return {
    ...make("Module", { source, imports: [], declarations: [policy], comments: [], broken: false }),
    start: 0,
    end: source.text.length,
  };
}

function transcribeStatement(node: JsonNode, context: Transcription): GrantStatement | undefined {
  const effect = String(member(node, "Effect")?.value).toLowerCase();
  const actions = transcribeActions(node, context);
  if (actions === undefined || (effect !== "allow" && effect !== "deny")) return undefined;
  const condition = transcribeConditions(member(node, "Condition"), context);
  return {
    ...make("GrantStatement", {
      annotations: [],
      effect: effect === "allow" ? "Allow" : "Deny",
      actions,
      resources: transcribeResources(node, context),
      ...(condition === undefined ? {} : { condition }),
    }),
    ...placeOf(node),
  };
}

function transcribeActions(node: JsonNode, context: Transcription): ActionExpression | undefined {
  const plain = member(node, "Action");
  const value = plain ?? member(node, "NotAction");
  if (value === undefined) return undefined;
  const elements = textsOf(value).flatMap((one) => transcribeAction(one, context) ?? []);
  if (elements.length === 0) return undefined;
  const listed = { ...make("ActionList", { elements }), ...placeOf(value) };
  if (plain !== undefined) return listed;
  return { ...make("ActionDifference", { base: { ...make("AnyAction", {}), ...placeOf(value) }, excluded: listed }), ...placeOf(value) };
}

function transcribeAction(node: JsonNode, context: Transcription): ActionPattern | AnyAction | undefined {
  const text = node.value as string;
  const place = insideOf(node, context);
  if (/^\*+$/.test(text)) return { ...make("AnyAction", {}), ...place };
  const colon = text.indexOf(":");
  if (colon < 1 || colon === text.length - 1) return undefined;
  const name = { ...make("QualifiedName", { prefix: text.slice(0, colon), name: text.slice(colon + 1) }), ...place };
  return { ...make("ActionPattern", { name }), ...place };
}

/** Where no resource is said the reader reports it, or none belongs there: the statement is then one of everything. */
function transcribeResources(node: JsonNode, context: Transcription): ResourceExpression {
  const plain = member(node, "Resource");
  const value = plain ?? member(node, "NotResource");
  if (value === undefined) return { ...make("AnyResource", {}), ...placeOf(node) };
  const elements = textsOf(value).map((one): ResourceExpression => {
    if (/^\*+$/.test(one.value as string)) return { ...make("AnyResource", {}), ...insideOf(one, context) };
    const text = context.variables ? (one.value as string) : escapeVariables(one.value as string, "resource");
    return transcribeText(text, one);
  });
  const listed = { ...make("ResourceList", { elements }), ...placeOf(value) };
  if (plain !== undefined) return listed;
  return {
    ...make("ResourceDifference", { base: { ...make("AnyResource", {}), ...placeOf(value) }, excluded: listed }),
    ...placeOf(value),
  };
}

function transcribeConditions(node: JsonNode | undefined, context: Transcription): ConditionExpression | undefined {
  if (node === undefined) return undefined;
  const operands = membersOf(node).flatMap(([name, tests]) => {
    const operator = parseOperator(name.value as string);
    if (operator === undefined) return [];
    return membersOf(tests).flatMap(([key, values]) => transcribeTest(name, operator, key, values, context) ?? []);
  });
  const [only, ...others] = operands;
  return others.length === 0 ? only : { ...make("AndCondition", { operands }), ...placeOf(node) };
}

function transcribeTest(
  name: JsonNode,
  operator: Operator,
  keyNode: JsonNode,
  node: JsonNode,
  context: Transcription,
): Predicate | undefined {
  const key = keyNode.value as string;
  const colon = key.indexOf(":");
  const elements = elementsOf(node).flatMap((one) => transcribeValue(one, operator, context) ?? []);
  if (colon < 1 || elements.length === 0) return undefined;
  const place = { start: keyNode.offset, end: node.offset + node.length };
  const value = elements.length === 1 ? elements[0]! : { ...make("ListExpression", { elements }), ...placeOf(node) };
  return {
    ...make("Predicate", {
      key: { ...make("QualifiedName", { prefix: key.slice(0, colon), name: key.slice(colon + 1) }), ...insideOf(keyNode, context) },
      operator: { ...make("PredicateOperator", { sign: undefined, name: printOperator(operator) }), ...insideOf(name, context) },
      value,
      ignoringCase: false,
      ifExists: false,
    }),
    ...place,
  };
}

function transcribeValue(node: JsonNode, { base }: Operator, context: Transcription): ValueExpression | undefined {
  if (node.type !== "string" && node.type !== "number" && node.type !== "boolean") return undefined;
  const text = String(node.value);
  const place = placeOf(node);
  if ((base.family === "Bool" || base.family === "Null") && /^(true|false)$/i.test(text))
    return { ...make("BooleanLiteral", { value: text.toLowerCase() === "true" }), ...place };
  if (base.family === "Numeric" && /^-?\d+(\.\d+)?$/.test(text)) return { ...make("NumberLiteral", { text }), ...place };
  return transcribeText(base.variables && !context.variables ? escapeVariables(text, "value") : text, node);
}

/** Any variable is one here, known or not; a `${` that begins none is text like any other. */
function transcribeText(text: string, node: JsonNode): StringLiteral {
  // Where the JSON has no escapes, a variable has a place of its own.
  const isPlain = text.length === node.length - 2;
  const parts: StringPart[] = [];
  let at = 0;
  const add = (part: StringPart, end: number): void => {
    const place = isPlain ? { start: node.offset + 1 + at, end: node.offset + 1 + end } : placeOf(node);
    if (end > at) parts.push({ ...part, ...place });
    at = end;
  };
  for (const { index, 0: whole, 1: name = "", 2: fallback } of text.matchAll(variable)) {
    if (name.trim() === "") continue;
    add(make("TextPart", { text: text.slice(at, index) }), index);
    const key = name.trim();
    add(make("PolicyVariable", fallback === undefined ? { key } : { key, default: fallback }), index + whole.length);
  }
  add(make("TextPart", { text: text.slice(at) }), text.length);
  return { ...make("StringLiteral", { parts }), ...placeOf(node) };
}

function member(node: JsonNode, name: string): JsonNode | undefined {
  return membersOf(node).find(([one]) => one.value === name)?.[1];
}

function membersOf(node: JsonNode): readonly (readonly [name: JsonNode, value: JsonNode])[] {
  if (node.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children: [name, value] = [] }) =>
    name === undefined || value === undefined ? [] : [[name, value]],
  );
}

function elementsOf(node: JsonNode): readonly JsonNode[] {
  return node.type === "array" ? (node.children ?? []) : [node];
}

function textsOf(node: JsonNode): readonly JsonNode[] {
  return elementsOf(node).filter(({ type }) => type === "string");
}

function placeOf({ offset, length }: JsonNode): Span {
  return { start: offset, end: offset + length };
}

/** A text without its quotes, which it may have none of in YAML. */
function insideOf(node: JsonNode, { text }: Transcription): Span {
  const { start, end } = placeOf(node);
  const [first, last] = [text[start], text[end - 1]];
  return end - start > 1 && first === last && (first === '"' || first === "'") ? { start: start + 1, end: end - 1 } : { start, end };
}
