import type {
  ActionExpression, Annotation, Argument, ConditionExpression, Declaration, Expectation, Identifier, Import, ImportSpecifier, Module, NamedType, Parameter,
  PredicateOperator, QualifiedName, ResourceExpression, Statement, StringLiteral, StringPart, TypeExpression, ValueExpression,
} from "./source.ts"; // prettier-ignore

/** Every node that a tree is built of. */
type Node =
  | ActionExpression
  | Annotation
  | Argument
  | ConditionExpression
  | Declaration
  | Expectation
  | Identifier
  | Import
  | ImportSpecifier
  | Module
  | NamedType
  | Parameter
  | PredicateOperator
  | QualifiedName
  | ResourceExpression
  | Statement
  | StringPart
  | TypeExpression
  | ValueExpression;

type NodeOf<K extends Node["kind"]> = Extract<Node, { readonly kind: K }>;

/** A node that was not read from a text, such as `make("AnyResource", {})`. */
export function make<K extends Node["kind"]>(kind: K, fields: Omit<NodeOf<K>, "kind" | "start" | "end">): NodeOf<K> {
  return { kind, start: 0, end: 0, ...fields } as unknown as NodeOf<K>;
}

/** A name of the language. */
export function identifier(text: string): Identifier {
  return make("Identifier", { text });
}

/** `prefix:name`, divided at the first colon. */
export function qualifiedName(text: string): QualifiedName {
  const colon = text.indexOf(":");
  return make("QualifiedName", { prefix: text.slice(0, colon), name: text.slice(colon + 1) });
}

/** A string without names and variables. */
export function plainText(text: string): StringLiteral {
  return make("StringLiteral", { content: text });
}

/** A string of parts, of which no two texts are neighbours. */
export function stringOf(parts: readonly StringPart[]): StringLiteral {
  const [only, ...others] = parts;
  if (only === undefined) return plainText("");
  return only.kind === "TextPart" && others.length === 0 ? plainText(only.text) : make("StringLiteral", { content: parts });
}

/** The use of a declared name. */
export function reference(name: string, values?: readonly ValueExpression[]): NodeOf<"NameReference"> {
  if (values === undefined) return make("NameReference", { name: identifier(name) });
  return make("NameReference", { name: identifier(name), arguments: values.map((value) => make("Argument", { value })) });
}
