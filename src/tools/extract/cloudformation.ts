import type { JsonNode } from "../../iam/read/node.ts";
import { resolve, type Resolver } from "./intrinsics.ts";
import { at, elementsOf, entriesOf, textOf, type Found } from "./nodes.ts";

/** The property that holds a document, and the one with its name, by type of resource. */
const documents: Readonly<Record<string, readonly [document: string, name: string]>> = {
  "AWS::IAM::Policy": ["PolicyDocument", "PolicyName"],
  "AWS::IAM::ManagedPolicy": ["PolicyDocument", "ManagedPolicyName"],
  "AWS::IAM::RolePolicy": ["PolicyDocument", "PolicyName"],
  "AWS::IAM::UserPolicy": ["PolicyDocument", "PolicyName"],
  "AWS::IAM::GroupPolicy": ["PolicyDocument", "PolicyName"],
  "AWS::SSO::PermissionSet": ["InlinePolicy", "Name"],
};
/** The types with a list of `{ PolicyName, PolicyDocument }`. */
const holders: ReadonlySet<string> = new Set(["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"]);

/** The types of SAM, whose list has names of managed policies, documents, and templates of SAM's own. */
const serverless: ReadonlySet<string> = new Set(["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]);

/** The identity policies of a CloudFormation template. Trust policies are none. */
export function findInTemplate(resolver: Resolver): readonly Found[] {
  return entriesOf(at(resolver.template, "Resources")).flatMap(([id, resource]) => {
    const type = textOf(at(resource, "Type")) ?? "";
    const properties = at(resource, "Properties");
    const known = Object.hasOwn(documents, type) ? documents[type] : undefined;
    if (known !== undefined) return found(textOf(at(properties, known[1])) ?? id, id, at(properties, known[0]), resolver);
    if (serverless.has(type)) return findInServerless(id, properties, resolver);
    if (!holders.has(type)) return [];
    return elementsOf(at(properties, "Policies")).flatMap((policy) => {
      const document = at(policy, "PolicyDocument");
      if (document === undefined) resolver.note(policy, "this policy of a list cannot be worked out here");
      return found(textOf(at(policy, "PolicyName")) ?? id, id, document, resolver);
    });
  });
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html */
function findInServerless(id: string, properties: JsonNode | undefined, resolver: Resolver): readonly Found[] {
  const policies = elementsOf(at(properties, "Policies")).filter((policy) => !isManaged(policy));
  return policies.flatMap((policy, index) => {
    if (at(policy, "Statement") !== undefined) return found(policies.length === 1 ? id : `${id}-${index + 1}`, id, policy, resolver);
    const [name = "", , key = policy] = entriesOf(policy)[0] ?? [];
    const isTemplate = /^\w+$/.test(name);
    resolver.note(
      key,
      isTemplate ? `\`${name}\` is a template of SAM, whose policy is not in this text` : "this policy of a list cannot be worked out here",
    );
    return [];
  });
}

/** Whether an element of a list is the name of a managed policy, or a reference to one. */
function isManaged(policy: JsonNode): boolean {
  const [name] = entriesOf(policy)[0] ?? [];
  return policy.type === "string" || (name !== undefined && /^(Ref|Fn::(Sub|GetAtt|Join|ImportValue))$/.test(name));
}

function found(name: string, owner: string, document: JsonNode | undefined, resolver: Resolver): readonly Found[] {
  const resolved = document === undefined ? undefined : resolve(document, resolver);
  return resolved === undefined ? [] : [{ name, owner, document: resolved }];
}
