import type { PolicyType } from "../policy-type.ts";
import { members, typeName, type Member, type Members } from "./members.ts";
import type { JsonNode } from "./node.ts";
import { placeOf, type Note } from "./problem.ts";

/** The elements that say who. */
export const principalElements = ["Principal", "NotPrincipal"] as const;

const kinds = ["AWS", "CanonicalUser", "Federated", "Service"];

/** The elements of a statement that a policy of each type has none of; that an identity policy has no principal is a problem of its own. */
const misplaced: Readonly<Record<PolicyType, readonly string[]>> = {
  identity: [],
  trust: ["NotPrincipal", "Resource", "NotResource"],
  resource: [],
  scp: principalElements,
};

/**
 * Notes what is wrong with who a statement is about, in a policy of a type.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function notePrincipals(found: Members, node: JsonNode, type: PolicyType, note: Note): void {
  const written = principalElements.flatMap((name) => found.get(name) ?? []);
  if (type === "identity")
    for (const { name } of written) note(placeOf(name), { kind: "principal", element: name.value as (typeof principalElements)[number] });
  for (const element of misplaced[type]) {
    const member = found.get(element);
    if (member !== undefined) note(placeOf(member.name), { kind: "misplaced-element", element, type });
  }
  if (type !== "trust" && type !== "resource") return;
  const [first, second] = written.toSorted((a, b) => a.name.offset - b.name.offset);
  if (first === undefined) return note({ start: node.offset, end: node.offset + 1 }, { kind: "missing-principal", type });
  if (second !== undefined && type === "resource")
    note(placeOf(second.name), {
      kind: "both-elements",
      element: String(second.name.value),
      other: String(first.name.value),
      first: placeOf(first.name),
    });
  for (const member of written) notePrincipal(member, type, note);
}

function notePrincipal({ name, value }: Member, type: "trust" | "resource", note: Note): void {
  const element = String(name.value);
  if (value.type === "string") {
    const text = value.value as string;
    if (text !== "*") note(placeOf(value), { kind: "invalid-principal", reason: "format", value: text });
    else if (type === "trust") note(placeOf(value), { kind: "invalid-principal", reason: "everyone", value: text });
  } else if (value.type === "object") {
    for (const kind of members(value, "principal", undefined, note).all) noteKind(kind, type, note);
  } else note(placeOf(value), { kind: "wrong-type", element, expected: '"*" or an object of principals', found: typeName(value) });
}

function noteKind({ name, value }: Member, type: "trust" | "resource", note: Note): void {
  const kind = name.value as string;
  if (!kinds.includes(kind)) return note(placeOf(name), { kind: "invalid-principal", reason: "kind", value: kind });
  if (kind === "Federated" && type === "resource") note(placeOf(name), { kind: "invalid-principal", reason: "federated", value: kind });
  for (const one of value.type === "array" ? (value.children ?? []) : [value]) {
    if (one.type !== "string")
      note(placeOf(one), { kind: "wrong-type", element: kind, expected: "a string or a list of strings", found: typeName(one) });
    else if (one.value !== "*" && /[*?]/.test(one.value as string))
      note(placeOf(one), { kind: "invalid-principal", reason: "wildcard", value: one.value as string });
  }
}
