import { literalText } from "./ast/literal.ts";
import type { Declaration, Module, Statement } from "./ast/source.ts";
import { layOut } from "./ast/write/layout.ts";
import { writeStatement } from "./ast/write/statements.ts";
import { isPolicyText } from "./check-policy.ts";
import { parseJson } from "./iam/read/json.ts";
import type { JsonNode } from "./iam/read/node.ts";
import { parse } from "./phases/1-parse/parse.ts";
import type { Location, Source, Span } from "./text/source.ts";
import { parseYaml } from "./tools/extract/yaml.ts";

/** Gives a short name to a text, a different one to each. */
export type Hash = (text: string) => string;

/**
 * Gives places a name that stays when lines move and layout changes: the policy, the Sid of the statement or else what it says,
 * and the text of the place. `MeetingHost[#3f2a91c0].chime:CreateMeting`, `Statement[Meetings].Action[chime:CreateMeting]`
 */
export function stablePaths(hash: Hash): (location: Location) => string {
  const known = new Map<Source, (location: Location) => string>();
  return (location) => {
    const { source } = location;
    let pathOf = known.get(source);
    if (pathOf === undefined) known.set(source, (pathOf = isPolicyText(source) ? inTree(source, hash) : inModule(source, hash)));
    return pathOf(location);
  };
}

function inModule(source: Source, hash: Hash): (location: Location) => string {
  const { module } = parse(source);
  return (location) => {
    const declaration = declarationAt(module, location);
    if (declaration === undefined) return textAt(location, hash);
    const name = nameOf(declaration);
    const statement = "body" in declaration && declaration.kind !== "TestDeclaration" ? statementAt(declaration.body, location) : undefined;
    if (statement === undefined) return `${name}.${textAt(location, hash)}`;
    const path = `${name}[${sidOf(statement) ?? `#${hash(meaningOf(statement))}`}]`;
    return isSame(statement, location) ? path : `${path}.${textAt(location, hash)}`;
  };
}

function declarationAt({ declarations }: Module, location: Location): Declaration | undefined {
  return declarations.find((declaration) => holds(declaration, location));
}

function nameOf(declaration: Declaration): string {
  if (declaration.kind === "BrokenDeclaration") return "";
  return declaration.kind === "TestDeclaration" ? `test ${literalText(declaration.title)}` : declaration.name.text;
}

/** The statement at a place; a block where it is about the block itself. */
function statementAt(body: readonly Statement[], location: Location): Statement | undefined {
  const statement = body.find((one) => holds(one, location));
  if (statement?.kind !== "BlockStatement") return statement;
  return statementAt(statement.body, location) ?? { ...statement, body: [] };
}

function sidOf(statement: Statement): string | undefined {
  if (statement.kind !== "GrantStatement" || statement.sid === undefined) return undefined;
  return statement.sid.kind === "Identifier" ? statement.sid.text : literalText(statement.sid);
}

function meaningOf(statement: Statement): string {
  return layOut(writeStatement({ ...statement, annotations: [] }), Number.POSITIVE_INFINITY);
}

function inTree(source: Source, hash: Hash): (location: Location) => string {
  const tree = parseJson(source.text, () => {}) ?? parseYaml(source.text).tree;
  return (location) => (tree === undefined ? textAt(location, hash) : steps(tree, undefined, location, hash).join("").replace(/^\./, ""));
}

/** The names and elements on the way to the innermost piece of a tree that holds a place. */
function steps(node: JsonNode, name: string | undefined, location: Location, hash: Hash): readonly string[] {
  const own = name === "Statement" && node.type === "object" ? [`[${elementName(node, hash)}]`] : [];
  if (node.type === "string" && name !== undefined) return [`[${shorten(String(node.value), hash)}]`];
  const child = node.children?.find((one) => holds(spanOf(one), location));
  if (child === undefined || isSame(spanOf(node), location)) return own;
  if (child.type !== "property")
    return [`[${elementName(child, hash)}]`, ...(child.type === "string" ? [] : steps(child, undefined, location, hash))];
  const [key, value] = child.children ?? [];
  const inner = value !== undefined && holds(spanOf(value), location) ? steps(value, String(key?.value), location, hash) : [];
  return [...own, `.${String(key?.value)}`, ...inner];
}

/** How templates name the elements of their lists. */
const names = ["Sid", "PolicyName", "address", "name"];

function elementName(node: JsonNode, hash: Hash): string {
  if (node.type !== "object") return shorten(meaningOfTree(node), hash);
  const named = node.children?.find(({ children: [key] = [] }) => names.includes(String(key?.value)))?.children?.[1];
  if (named?.type === "string" && named.value !== "") return String(named.value);
  return `#${hash(meaningOfTree(node))}`;
}

/** A tree as text, without regard to the order of names and of texts in lists, or to a list of one. */
function meaningOfTree(node: JsonNode): string {
  if (node.type === "array") {
    const elements = (node.children ?? []).map(meaningOfTree);
    return elements.length === 1 ? elements[0]! : `[${elements.toSorted().join()}]`;
  }
  if (node.type !== "object") return String(node.value);
  const entries = (node.children ?? []).map(
    ({ children: [key, value] = [] }) => `${String(key?.value)}:${value === undefined ? "" : meaningOfTree(value)}`,
  );
  return `{${entries.toSorted().join()}}`;
}

const longest = 80;

function textAt({ source, start, end }: Location, hash: Hash): string {
  return shorten(source.text.slice(start, end).replaceAll(/\s+/g, " "), hash);
}

function shorten(text: string, hash: Hash): string {
  return text.length > longest ? `#${hash(text)}` : text;
}

function spanOf({ offset, length }: JsonNode): Span {
  return { start: offset, end: offset + length };
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function isSame(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}
