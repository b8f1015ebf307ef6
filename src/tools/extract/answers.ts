import { parseJson } from "../../iam/read/json.ts";
import type { JsonNode } from "../../iam/read/node.ts";
import { at, elementsOf, placedAt, textOf, type Found, type NoteAt } from "./nodes.ts";

/** What IAM's answers have at their top, by which they are known. */
export const answerNames = [
  "PolicyVersion",
  "PolicyDocument",
  "Policy",
  "UserDetailList",
  "GroupDetailList",
  "RoleDetailList",
  "Policies",
] as const;

/** The lists of inline policies in what IAM tells of a user, a group or a role; trust policies are no identity policies. */
const details = [
  ["UserDetailList", "UserPolicyList", "UserName"],
  ["GroupDetailList", "GroupPolicyList", "GroupName"],
  ["RoleDetailList", "RolePolicyList", "RoleName"],
] as const;

/**
 * The identity policies in what IAM answers, as the AWS command line prints it: to `get-policy-version`, to `get-role-policy` and its like,
 * and to `get-account-authorization-details`. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export function findInAnswer(root: JsonNode, note: NoteAt): readonly Found[] {
  if (at(root, "Policy") !== undefined) {
    note(at(root, "Policy")!, "this tells of a policy, not what is in it: `aws iam get-policy-version` prints that");
    return [];
  }
  const found = (document: JsonNode | undefined, name: string, owner: string): readonly Found[] => {
    const read = document === undefined ? undefined : documentOf(document, note);
    return read === undefined ? [] : [{ name, owner, document: read }];
  };
  const own = textOf(at(root, "PolicyName")) ?? "";
  return [
    ...found(at(root, "PolicyVersion", "Document"), own, own),
    ...found(at(root, "PolicyDocument"), own, own),
    ...details.flatMap(([list, policies, title]) =>
      elementsOf(at(root, list)).flatMap((holder) => {
        const owner = textOf(at(holder, title)) ?? "";
        return elementsOf(at(holder, policies)).flatMap((policy) =>
          found(at(policy, "PolicyDocument"), textOf(at(policy, "PolicyName")) ?? owner, owner),
        );
      }),
    ),
    ...elementsOf(at(root, "Policies")).flatMap((policy) => {
      const name = textOf(at(policy, "PolicyName")) ?? "";
      return found(at(defaultVersion(policy), "Document"), name, name);
    }),
  ];
}

/** The version of a managed policy that is in force. */
function defaultVersion(policy: JsonNode): JsonNode | undefined {
  const versions = elementsOf(at(policy, "PolicyVersionList"));
  return versions.find((version) => String(at(version, "IsDefaultVersion")?.value) === "true") ?? versions[0];
}

/** A document as the command line prints it, or as text with `%` codes, which IAM itself answers with. */
function documentOf(node: JsonNode, note: NoteAt): JsonNode | undefined {
  const text = textOf(node);
  if (text === undefined) return node;
  const tree = parseJson(decoded(text), () => {});
  if (tree === undefined) note(node, "this string holds no JSON policy");
  return tree === undefined ? undefined : placedAt(tree, node);
}

function decoded(text: string): string {
  if (!text.startsWith("%7B")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
