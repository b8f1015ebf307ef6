import type { PolicyType } from "../policy-type.ts";
import type { JsonNode } from "./node.ts";
import { principalElements } from "./principal.ts";

/** What a policy that names principals is by what it says: one about taking a role alone is a trust policy. Undefined where it names none. */
export function recogniseType(tree: JsonNode): PolicyType | undefined {
  const statements = elementsOf(childOf(tree, "Statement"));
  if (!statements.some((one) => principalElements.some((name) => childOf(one, name) !== undefined))) return undefined;
  const isAbout = (one: JsonNode): boolean => {
    const actions = elementsOf(childOf(one, "Action"));
    return actions.length > 0 && actions.every(({ value }) => /^sts:(AssumeRole|TagSession$|SetSourceIdentity$)/i.test(String(value)));
  };
  return statements.every(isAbout) ? "trust" : "resource";
}

function childOf(node: JsonNode, name: string): JsonNode | undefined {
  if (node.type !== "object") return undefined;
  return node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

function elementsOf(node: JsonNode | undefined): readonly JsonNode[] {
  if (node === undefined) return [];
  return node.type === "array" ? (node.children ?? []) : [node];
}
