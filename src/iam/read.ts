import type { JsonNode } from "./read/node.ts";
import type { PolicyDocument } from "./document.ts";
import type { PolicyType } from "./policy-type.ts";
import { parseJson } from "./read/json.ts";
import { members, typeName } from "./read/members.ts";
import { placeOf, type Note, type Place, type Problem } from "./read/problem.ts";
import { readStatement, type ReadStatement, type StatementPlaces } from "./read/statement.ts";

export type { Place, PrincipalReason, Problem, SyntaxReason } from "./read/problem.ts";
export type { StatementPlaces } from "./read/statement.ts";

/** What became of a policy's text. */
export interface ReadResult {
  /** Undefined where there is any problem, and for policies with principals, which the shape does not hold. */
  readonly document?: PolicyDocument;
  /** For each statement of the document its place. */
  readonly statements: readonly StatementPlaces[];
  /** Everything that is wrong, each once, in the order of the text. */
  readonly problems: readonly Problem[];
  /** The statements in which nothing is wrong, whatever is wrong beside them; none of policies with principals. */
  readonly sound: ReadDocument;
}

/** A document and the places of its statements. */
export interface ReadDocument {
  readonly document: PolicyDocument;
  readonly statements: readonly StatementPlaces[];
}

const elements = ["Version", "Id", "Statement"];
const versions = ["2012-10-17", "2008-10-17"];

/** Reads the JSON text of an identity policy, as strictly as IAM does. */
export function read(text: string): ReadResult {
  return readWith(text, "identity", (note) => parseJson(text, note));
}

/** Reads a policy of a type that stands as a tree in a text. */
export function readTree(tree: JsonNode, text: string, type: PolicyType = "identity"): ReadResult {
  return readWith(text, type, () => tree);
}

function readWith(text: string, type: PolicyType, treeOf: (note: Note) => JsonNode | undefined): ReadResult {
  const problems: Problem[] = [];
  const note: Note = (place, finding) => {
    problems.push({ ...finding, start: place.start, end: place.end });
  };
  const tree = treeOf(note);
  const found = (tree === undefined ? undefined : readDocument(tree, text, type, note)) ?? nothing;
  problems.sort((a, b) => a.start - b.start);
  if (type === "trust" || type === "resource") return { statements: [], problems, sound: nothing };
  if (problems.length > 0) return { statements: [], problems, sound: without(found, problems) };
  return { ...found, problems, sound: found };
}

const nothing: ReadDocument = { document: { version: "2012-10-17", statements: [] }, statements: [] };

/** What is left of a document without the statements in which something is wrong. */
function without({ document, statements }: ReadDocument, problems: readonly Problem[]): ReadDocument {
  const isSound = (_: unknown, index: number): boolean =>
    !problems.some(({ start, end }) => statements[index]!.start <= start && end <= statements[index]!.end);
  return { document: { ...document, statements: document.statements.filter(isSound) }, statements: statements.filter(isSound) };
}

function readDocument(tree: JsonNode, text: string, type: PolicyType, note: Note): ReadDocument | undefined {
  if (tree.type !== "object") {
    note(placeOf(tree), { kind: "wrong-type", element: "policy", expected: "an object", found: typeName(tree) });
    return undefined;
  }
  const found = members(tree, "document", elements, note);
  const version = readText(found.get("Version")?.value, "Version", note);
  if (version !== undefined && !versions.includes(version.text))
    note(version.place, { kind: "invalid-value", element: "Version", value: version.text, known: versions });
  const id = readText(found.get("Id")?.value, "Id", note)?.text;
  const list = found.get("Statement")?.value;
  if (list === undefined) {
    note({ start: tree.offset, end: tree.offset + 1 }, { kind: "missing-element", elements: ["Statement"], parent: "policy" });
    return undefined;
  }
  const nodes = list.type === "array" ? (list.children ?? []) : [list];
  const context = { text, type, variables: version?.text === "2012-10-17", note };
  const statements = nodes.map((node) => readStatement(node, context)).filter((one) => one !== undefined);
  noteDuplicateSids(statements, note);
  return {
    document: { version: "2012-10-17", ...(id === undefined ? {} : { id }), statements: statements.map(({ statement }) => statement) },
    statements: statements.map(({ places }) => places),
  };
}

function readText(node: JsonNode | undefined, element: string, note: Note): { text: string; place: Place } | undefined {
  if (node === undefined) return undefined;
  if (node.type === "string") return { text: node.value as string, place: placeOf(node) };
  note(placeOf(node), { kind: "wrong-type", element, expected: "a string", found: typeName(node) });
  return undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function noteDuplicateSids(statements: readonly ReadStatement[], note: Note): void {
  const first = new Map<string, Place>();
  for (const { statement, places } of statements) {
    if (statement.sid === undefined || places.sid === undefined) continue;
    const before = first.get(statement.sid);
    if (before === undefined) first.set(statement.sid, places.sid);
    else note(places.sid, { kind: "duplicate-sid", sid: statement.sid, first: before });
  }
}
