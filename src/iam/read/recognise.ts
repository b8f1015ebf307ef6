import type { PolicyType } from "../policy-type.ts";
import type { JsonNode } from "./node.ts";
import { principalElements } from "./principal.ts";
import { elementsOf, memberOf } from "./walk.ts";

/** What a policy that names principals is by what it says: one about taking a role alone is a trust policy. Undefined where it names none. */
export function recogniseType(tree: JsonNode): PolicyType | undefined {
  const statements = elementsOf(memberOf(tree, "Statement"));
  if (!statements.some((one) => principalElements.some((name) => memberOf(one, name) !== undefined))) return undefined;
  const isAbout = (one: JsonNode): boolean => {
    const actions = elementsOf(memberOf(one, "Action"));
    return actions.length > 0 && actions.every(({ value }) => /^sts:(AssumeRole|TagSession$|SetSourceIdentity$)/i.test(String(value)));
  };
  return statements.every(isAbout) ? "trust" : "resource";
}
