import type { Annotation, Declaration, Expectation, Import, ImportSpecifier, Module, Statement } from "../../../ast/source.ts";
import { nextWord } from "../../../text/blank.ts";
import type { Span } from "../../../text/source.ts";
import { brackets, sortedBrackets, textBox, type Clause, type File, type Text, type Unit, type Value } from "./boxes.ts";
import { conditionBox } from "./conditions.ts";
import { actionsBox, resourcesBox } from "./expressions.ts";
import { byFile, byName, sortedParts } from "./sort.ts";
import { spellQualified, spellString, spellTyped } from "./spelling.ts";
import { contextBox, parameterBox, parametersBox, principalBox, referenceBox, valueBox } from "./values.ts";

type Sound = Exclude<Declaration, { kind: "BrokenDeclaration" }>;
type Clauses = readonly [Clause, ...Clause[]];

/** The layout of a whole file: imports first, sorted. INVARIANT: the module is not broken. */
export function fileBox(module: Module): File {
  const { text } = module.source;
  const files = new Map(module.imports.map((node) => [node, spellString(node.from)]));
  const imports = module.imports.toSorted((a, b) => byFile(files.get(a)!.slice(1), files.get(b)!.slice(1)));
  const declarations = module.declarations.flatMap((node) => (node.kind === "BrokenDeclaration" ? [] : [declarationUnit(node, text)]));
  return { kind: "File", start: 0, end: text.length, units: [...imports.map((node) => importUnit(node, text)), ...declarations] };
}

function importUnit(node: Import, text: string): Unit {
  const parts = sortedParts(node.specifiers, text, bySpecifier).map((part) => part.map(specifierBox));
  const place = { start: node.start + "import".length, end: node.end };
  const value = sortedBrackets("{", parts, `} from ${spellString(node.from)}`, place, true);
  return { kind: "Unit", start: node.start, end: node.end, of: "import", annotations: [], clauses: [first("import", value, node, text)] };
}

function bySpecifier(one: ImportSpecifier, other: ImportSpecifier): number {
  return byName(one.name.text, other.name.text) || byName(one.alias?.text ?? "", other.alias?.text ?? "");
}

function specifierBox(specifier: ImportSpecifier): Text {
  const { name, alias } = specifier;
  return textBox(alias === undefined ? name.text : `${name.text} as ${alias.text}`, specifier);
}

function declarationUnit(node: Sound, text: string): Unit {
  const body = bodyOf(node, text);
  const unit = {
    kind: "Unit",
    start: node.start,
    end: node.end,
    of: "declaration",
    annotations: node.annotations.map(annotationBox),
  } as const;
  const clauses = declarationClauses(node, text);
  return body === undefined ? { ...unit, clauses } : { ...unit, clauses, body };
}

function bodyOf(node: Sound, text: string): readonly Unit[] | undefined {
  if (node.kind === "TestDeclaration") return node.body.map((expectation) => expectationUnit(expectation, text));
  if (node.kind === "PolicyDeclaration" || node.kind === "RoleDeclaration")
    return node.body.map((statement) => statementUnit(statement, text));
  return undefined;
}

function declarationClauses(node: Sound, text: string): Clauses {
  switch (node.kind) {
    case "ParamDeclaration": {
      if (node.default !== undefined) return [first(`param ${spellTyped(node)} =`, valueBox(node.default), node, text)];
      return [first("param", parameterBox({ ...node, kind: "Parameter", start: node.name.start }), node, text)];
    }
    case "LetDeclaration": {
      const { name, type, value } = node;
      return [first(`let ${type === undefined ? name.text : spellTyped({ name, type })} =`, valueBox(value), node, text)];
    }
    case "ActionsDeclaration":
      return [first(`actions ${node.name.text} =`, actionsBox(node.actions, text), node, text)];
    case "ResourceDeclaration":
      return defined("resource", node, resourcesBox(node.resources), text);
    case "ConditionDeclaration":
      return defined("condition", node, conditionBox(node.condition), text);
    case "PolicyDeclaration": {
      const { name, parameters, documentKind: kind } = node;
      const behind = kind === undefined ? "" : ` for ${kind.kind === "Identifier" ? kind.text : spellQualified(kind)}`;
      return [first("policy", parametersBox(name.text, parameters, behind, headSpan(node)), node, text)];
    }
    case "RoleDeclaration":
      return [first("role", parametersBox(node.name.text, node.parameters, "", headSpan(node)), node, text)];
    case "TestDeclaration":
      return [first("test", textBox(spellString(node.title), node.title), node, text)];
  }
}

/** `resource Name(parameters) = value`: the value is a clause without a word where there are parameters. */
function defined(
  word: string,
  node: Extract<Sound, { kind: "ResourceDeclaration" | "ConditionDeclaration" }>,
  value: Value,
  text: string,
): Clauses {
  const { name, parameters } = node;
  if (parameters.length === 0) return [first(`${word} ${name.text} =`, value, node, text)];
  return [first(word, parametersBox(name.text, parameters, " =", headSpan(node)), node, text), clause("", value)];
}

/** From the name of a declaration to the last of its parameters. */
function headSpan({ name, parameters }: { readonly name: Span; readonly parameters: readonly Span[] }): Span {
  return { start: name.start, end: parameters.at(-1)?.end ?? name.end };
}

function statementUnit(node: Statement, text: string): Unit {
  const unit = unitOf(node, statementClauses(node, text));
  return node.kind === "BlockStatement" ? { ...unit, body: node.body.map((statement) => statementUnit(statement, text)) } : unit;
}

function unitOf({ start, end, annotations }: Statement | Expectation, clauses: Clauses): Unit {
  return { kind: "Unit", start, end, of: "statement", annotations: annotations.map(annotationBox), clauses };
}

function statementClauses(node: Statement, text: string): Clauses {
  switch (node.kind) {
    case "GrantStatement": {
      const { effect, actions, principals, resources, condition, sid } = node;
      return [
        first(effect === "Allow" ? "allow" : "deny", actionsBox(actions, text), node, text),
        ...maybe(principals, (list) => clause("to", listed(list.map(principalBox)))),
        ...maybe(resources, (list) => clause("on", resourcesBox(list))),
        ...maybe(condition, (one) => clause("when", conditionBox(one))),
        ...maybe(sid, (one) => clause("as", textBox(one.kind === "Identifier" ? one.text : spellString(one), one))),
      ];
    }
    case "IncludeStatement":
      return [first("include", listed(node.references.map(referenceBox)), node, text)];
    case "TrustStatement":
      return [
        first("trust", listed(node.principals.map(principalBox)), node, text),
        ...maybe(node.condition, (one) => clause("when", conditionBox(one))),
      ];
    case "BlockStatement": {
      const { resources, condition } = node;
      if (resources === undefined) return [first("when", conditionBox(condition!), node, text)];
      return [first("on", resourcesBox(resources), node, text), ...maybe(condition, (one) => clause("when", conditionBox(one)))];
    }
  }
}

function expectationUnit(node: Expectation, text: string): Unit {
  return unitOf(node, expectationClauses(node, text));
}

function expectationClauses(node: Expectation, text: string): Clauses {
  const subject = flatText(referenceBox(node.subject));
  switch (node.kind) {
    case "AccessExpectation": {
      const { allowed, actions, resources, context } = node;
      const place = { start: nextBrace(text, (resources ?? actions).end), end: node.end };
      return [
        first(`expect ${subject} ${allowed ? "can" : "cannot"}`, actionsBox(actions, text), node, text),
        ...maybe(resources, (list) => clause("on", resourcesBox(list))),
        ...(context.length === 0 ? [] : [clause("with", brackets("{", context.map(contextBox), "}", place, true))]),
      ];
    }
    case "NeverProof":
      return [
        first(`prove ${subject} never`, actionsBox(node.actions, text), node, text),
        ...maybe(node.resources, (list) => clause("on", resourcesBox(list))),
        ...maybe(node.unless, (one) => clause("unless", conditionBox(one))),
      ];
    case "RelationProof":
      return [first(`prove ${subject} ${node.relation}`, referenceBox(node.other), node, text)];
  }
}

// ── parts ──

function annotationBox(node: Annotation): Text {
  const args = node.arguments.length === 0 ? "" : `(${node.arguments.map(spellString).join(", ")})`;
  return textBox(`@${node.name.text}${args}`, node);
}

/** The clause that begins a unit: it reaches from the keyword, behind the annotations, to its value. */
function first(word: string, value: Value, node: Span & { readonly annotations?: readonly Span[] }, text: string): Clause {
  const last = node.annotations?.at(-1);
  return { kind: "Clause", start: last === undefined ? node.start : nextWord(text, last.end), end: value.end, word, value };
}

/** Where the next brace is that stands in no comment. */
function nextBrace(text: string, from: number): number {
  let at = nextWord(text, from);
  while (at < text.length && text[at] !== "{") at = nextWord(text, at + 1);
  return at;
}

function clause(word: string, value: Value): Clause {
  return { kind: "Clause", start: value.start, end: value.end, word, value };
}

function listed(items: readonly Value[]): Value {
  return items.length === 1 ? items[0]! : { kind: "Items", start: items[0]!.start, end: items.at(-1)!.end, items };
}

function maybe<T>(node: T | undefined, make: (node: T) => Clause): Clause[] {
  return node === undefined ? [] : [make(node)];
}

/** A box on one line. */
function flatText(value: Value): string {
  if (value.kind === "Text") return value.text;
  if (value.kind !== "Brackets") return "";
  return `${value.open}${value.items.map(flatText).join(", ")}${value.close}`;
}
