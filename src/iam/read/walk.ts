import type { JsonNode } from "./node.ts";

/** The value of the first entry of that name; undefined where there is none, or no object. */
export function memberOf(node: JsonNode, name: string): JsonNode | undefined {
  return membersOf(node).find(([one]) => one.value === name)?.[1];
}

/** The entries of an object; none of anything else. */
export function membersOf(node: JsonNode | undefined): readonly (readonly [name: JsonNode, value: JsonNode])[] {
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children: [name, value] = [] }) =>
    name === undefined || value === undefined ? [] : [[name, value]],
  );
}

/** The elements of a list; anything else is its own one. */
export function elementsOf(node: JsonNode | undefined): readonly JsonNode[] {
  if (node === undefined) return [];
  return node.type === "array" ? (node.children ?? []) : [node];
}
