import { identifier, make, stringOf } from "../../ast/build.ts";
import type {
  ActionExpression,
  AnyAction,
  ConditionExpression,
  GrantStatement,
  Module,
  NameReference,
  Predicate,
  QualifiedName,
  ResourceExpression,
  StringLiteral,
  StringPart,
  ValueExpression,
} from "../../ast/source.ts";
import { parseOperator, printOperator, type Operator } from "../../iam/operators.ts";
import { escapeVariables } from "../../iam/read/escape.ts";
import type { JsonNode } from "../../iam/read/node.ts";
import { elementsOf, memberOf, membersOf } from "../../iam/read/walk.ts";
import type { Source, Span } from "../../text/source.ts";
import { variable } from "./texts.ts";

/** What a statement's texts mean: in a document of 2008-10-17 `${` is literal. */
interface Transcription {
  /** The text that the places are in. */
  readonly text: string;
  readonly variables: boolean;
  /** Where the reader found something wrong. */
  readonly faults: readonly Span[];
}

/**
 * A policy's JSON tree as it stands, as a module whose nodes have the places of the JSON: the compiler then finds in it what it finds
 * in a source, at the places of the JSON. What is malformed, which the reader of JSON reports, becomes a name that stands for nothing:
 * the statement is then one of which a part is unknown, and the rest of it is still looked at.
 */
export function transcribe(tree: JsonNode, source: Source, faults: readonly Span[] = []): Module {
  const version = memberOf(tree, "Version")?.value;
  const list = memberOf(tree, "Statement");
  const nodes = list === undefined ? [] : elementsOf(list);
  const context = { text: source.text, variables: version === "2012-10-17", faults };
  const body = nodes.flatMap((node) => (node.type === "object" ? transcribeStatement(node, context) : []));
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

function transcribeStatement(node: JsonNode, context: Transcription): GrantStatement {
  const effect = String(memberOf(node, "Effect")?.value).toLowerCase();
  const condition = transcribeConditions(node, context);
  return {
    ...make("GrantStatement", {
      annotations: [],
      effect: effect === "deny" ? "Deny" : "Allow",
      actions: transcribeActions(node, context),
      resources: transcribeResources(node, context),
      ...(condition === undefined ? {} : { condition }),
    }),
    ...placeOf(node),
  };
}

/** What stands in place of what is malformed. */
function unknown(node: JsonNode): NameReference {
  return { ...make("NameReference", { name: { ...identifier(""), ...placeOf(node) } }), ...placeOf(node) };
}

function transcribeActions(node: JsonNode, context: Transcription): ActionExpression {
  const plain = memberOf(node, "Action");
  const value = plain ?? memberOf(node, "NotAction");
  if (value === undefined || elementsOf(value).length === 0) return unknown(value ?? node);
  const elements = elementsOf(value).map((one) => transcribeAction(one, context));
  const listed = { ...make("ActionList", { elements }), ...placeOf(value) };
  if (plain !== undefined) return listed;
  return { ...make("ActionDifference", { base: { ...make("AnyAction", {}), ...placeOf(value) }, excluded: listed }), ...placeOf(value) };
}

function transcribeAction(node: JsonNode, context: Transcription): QualifiedName | AnyAction | NameReference {
  const text = String(node.value);
  const place = insideOf(node, context);
  if (/^\*+$/.test(text)) return { ...make("AnyAction", {}), ...place };
  const colon = text.indexOf(":");
  if (node.type !== "string" || colon < 1 || colon === text.length - 1) return unknown(node);
  return { ...make("QualifiedName", { prefix: text.slice(0, colon), name: text.slice(colon + 1) }), ...place };
}

/** A statement that has principals needs no resource: it is then one of everything. */
function transcribeResources(node: JsonNode, context: Transcription): ResourceExpression {
  const plain = memberOf(node, "Resource");
  const value = plain ?? memberOf(node, "NotResource");
  if (value === undefined && (memberOf(node, "Principal") ?? memberOf(node, "NotPrincipal")) !== undefined)
    return { ...make("AnyResource", {}), ...placeOf(node) };
  if (value === undefined || elementsOf(value).length === 0) return unknown(value ?? node);
  const elements = elementsOf(value).map((one): ResourceExpression => {
    if (one.type !== "string") return unknown(one);
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

function transcribeConditions(statement: JsonNode, context: Transcription): ConditionExpression | undefined {
  const node = memberOf(statement, "Condition") ?? statement;
  const tests = node === statement ? [] : membersOf(node);
  const operands = tests.flatMap(([name, keys]): readonly ConditionExpression[] => {
    const operator = parseOperator(name.value as string);
    if (operator === undefined) return [unknown(name)];
    return membersOf(keys).map(([key, values]) => transcribeTest(name, operator, key, values, context) ?? unknown(key));
  });
  const { start, end } = placeOf(statement);
  if (context.faults.some((fault) => start <= fault.start && fault.end <= end)) operands.push(unknown(statement));
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
  const elements = elementsOf(node).map((one) => transcribeValue(one, operator, context));
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

function transcribeValue(node: JsonNode, { base }: Operator, context: Transcription): ValueExpression {
  if (node.type !== "string" && node.type !== "number" && node.type !== "boolean") return unknown(node);
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
  return { ...stringOf(parts), ...placeOf(node) };
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
