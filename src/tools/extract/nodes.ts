import type { JsonNode } from "../../iam/read/node.ts";

/** A place in the text of a template, and what is wrong there. */
export interface TemplateProblem {
  readonly start: number;
  readonly end: number;
  readonly problem: string;
}

/** A document in infrastructure code. */
export interface Found {
  readonly name: string;
  /** What it belongs to there, for where several documents have one name. */
  readonly owner: string;
  readonly document: JsonNode;
}

/** Notes what cannot be made out at a node. */
export type NoteAt = (node: JsonNode, problem: string) => void;

type Children = readonly JsonNode[];

/** A string at the place of another node. */
export function textAt(at: JsonNode, value: string): JsonNode {
  return { type: "string", offset: at.offset, length: at.length, value };
}

/** A list at the place of another node. */
export function listAt(at: JsonNode, children: Children): JsonNode {
  return { type: "array", offset: at.offset, length: at.length, children };
}

/** An object at the place of another node. */
export function objectAt(at: JsonNode, entries: readonly (readonly [name: JsonNode, value: JsonNode])[]): JsonNode {
  const children = entries.map(([name, value]): JsonNode => ({
    type: "property",
    offset: name.offset,
    length: Math.max(name.length, value.offset + value.length - name.offset),
    children: [name, value],
  }));
  return { type: "object", offset: at.offset, length: at.length, children };
}

/** The entries of an object by name; none for anything else. */
export function entriesOf(node: JsonNode | undefined): readonly (readonly [name: string, value: JsonNode, key: JsonNode])[] {
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [[String(key.value), value, key] as const],
  );
}

/** What an object has under a path of names. */
export function at(node: JsonNode | undefined, ...path: readonly string[]): JsonNode | undefined {
  return path.reduce((found, name) => entriesOf(found).find(([key]) => key === name)?.[1], node);
}

/** The elements of a list, or the one thing that stands in place of a list. */
export function elementsOf(node: JsonNode | undefined): readonly JsonNode[] {
  if (node === undefined || node.type === "null") return [];
  return node.type === "array" ? (node.children ?? []) : [node];
}

/** The text of a string. */
export function textOf(node: JsonNode | undefined): string | undefined {
  return node?.type === "string" ? (node.value as string) : undefined;
}

/** The tree with every string replaced. */
export function mapTexts(node: JsonNode, change: (text: string) => string): JsonNode {
  if (node.type === "string") return { ...node, value: change(node.value as string) };
  return node.children === undefined ? node : { ...node, children: node.children.map((child) => mapTexts(child, change)) };
}

/** A tree that was read from a string, all of it at the place of that string. */
export function placedAt(node: JsonNode, place: JsonNode): JsonNode {
  if (node.type === "number" || node.type === "boolean") return textAt(place, String(node.value));
  const { offset, length } = place;
  if (node.children === undefined) return { ...node, offset, length };
  return { ...node, offset, length, children: node.children.map((child) => placedAt(child, place)) };
}
