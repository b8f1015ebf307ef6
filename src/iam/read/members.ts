import type { JsonNode } from "./node.ts";
import { placeOf, type Note } from "./problem.ts";

/** One entry of an object. */
export interface Member {
  readonly name: JsonNode;
  readonly value: JsonNode;
}

/** The entries of an object, each name once. */
export interface Members {
  readonly get: (name: string) => Member | undefined;
  readonly all: readonly Member[];
}

/** The entries of an object; a second one of the same name is noted, and so is a name that is not known or allowed for. */
export function members(
  node: JsonNode,
  parent: string,
  known: readonly string[] | undefined,
  note: Note,
  besides: readonly string[] = [],
): Members {
  const byName = new Map<string, Member>();
  for (const property of node.children ?? []) {
    const [name, value] = property.children ?? [];
    if (name === undefined || value === undefined) continue;
    const text = name.value as string;
    const first = byName.get(text);
    if (first !== undefined) note(placeOf(name), { kind: "duplicate-key", name: text, first: placeOf(first.name) });
    else if (known !== undefined && !known.includes(text) && !besides.includes(text))
      note(placeOf(name), { kind: "unknown-element", name: text, parent, known });
    else byName.set(text, { name, value });
  }
  return { get: (name) => byName.get(name), all: [...byName.values()] };
}

/** What a piece of JSON is, in words. */
export function typeName(node: JsonNode): string {
  switch (node.type) {
    case "array":
      return "a list";
    case "object":
      return "an object";
    case "null":
      return "`null`";
    case "boolean":
      return `\`${String(node.value)}\``;
    default:
      return `a ${node.type}`;
  }
}
