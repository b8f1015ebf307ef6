import type { Module } from "../../../src/ast/source.ts";
import { parse } from "../../../src/phases/1-parse/parse.ts";

type Node = { readonly kind: string; readonly [key: string]: unknown };

/**
 * What a text says, without how it is written: two texts that differ in places, in sorting, in grouping that makes no
 * difference, and in spellings of one meaning have the same. Written against the tree alone, knowing nothing of layout.
 */
export function normalForm(text: string): unknown {
  return normalTree(readModule(text));
}

/** The same of a text that has been read. */
export function normalTree({ imports, declarations }: Module): unknown {
  return { imports: sorted(imports.map(normal)), declarations: declarations.map(normal) };
}

/** The tree of a text that can be read. */
export function readModule(text: string): Module {
  const { module, diagnostics } = parse({ uri: "a.chimepolicy", text });
  if (diagnostics.length > 0) throw new Error(`${diagnostics[0]!.message} in:\n${text}`);
  return module;
}

/** The comments in their order, without what the formatter may take from them. */
export function commentsOf({ comments }: Module): readonly string[] {
  return comments.map((comment) => `${comment.doc ? "/" : ""}${comment.text}`.replace(/^\//, "").trim());
}

/** The same of a part of a tree. */
export function normalNode(value: unknown): unknown {
  return normal(value);
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "start" && key !== "end");
  const node = Object.fromEntries(entries.map(([key, inner]) => [key, normal(inner)])) as Node;
  return rules[node.kind]?.(node) ?? node;
}

const rules: Readonly<Record<string, (node: Node) => unknown>> = {
  Import: (node) => ({ ...node, specifiers: sorted(node["specifiers"]) }),
  ActionGroup: (node) => {
    const names = node["names"] as readonly Node[];
    if (names.length !== 1) return { ...node, names: sorted(names) };
    return { kind: "QualifiedName", prefix: (node["service"] as Node)["text"], name: names[0]!["text"] };
  },
  ActionFilter: (node) => ({ ...node, levels: sorted(node["levels"]) }),
  ActionList: (node) => flattened(node, "elements"),
  ResourceList: (node) => flattened(node, "elements"),
  AndCondition: (node) => flattened(node, "operands"),
  OrCondition: (node) => flattened(node, "operands"),
  Predicate: (node) => {
    const { value, operator } = node as unknown as { readonly value?: Node; readonly operator: Node };
    const elements = (value?.kind === "ListExpression" ? value["elements"] : []) as readonly Node[];
    const isLiteral = elements.length === 1 && ["StringLiteral", "NumberLiteral", "BooleanLiteral"].includes(elements[0]!.kind);
    if (!isLiteral || node["quantifier"] !== undefined || !["in", "not in", "like", "not like"].includes(String(operator["sign"])))
      return node;
    const sign = { in: "==", "not in": "!=" }[String(operator["sign"])] ?? operator["sign"];
    return { ...node, value: elements[0], operator: { ...operator, sign, name: sign } };
  },
};

function flattened(node: Node, key: string): unknown {
  const all = (node[key] as readonly Node[]).flatMap((inner) => (inner.kind === node.kind ? (inner[key] as readonly Node[]) : [inner]));
  return all.length === 1 ? all[0] : { ...node, [key]: all };
}

function sorted(list: unknown): readonly unknown[] {
  const keyed = (list as readonly unknown[]).map((item) => ({ item, key: JSON.stringify(item) }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}
