import type { JsonNode } from "../../iam/read/node.ts";
import { parseJson } from "../../iam/read/json.ts";
import { evaluateTemplate } from "./hcl.ts";
import { at, elementsOf, entriesOf, listAt, mapTexts, objectAt, placedAt, textAt, textOf, type Found, type NoteAt } from "./nodes.ts";
import type { Parameters } from "./parameters.ts";

/** The argument that holds a policy as JSON, by type of resource. */
const policies: Readonly<Record<string, string>> = {
  aws_iam_policy: "policy",
  aws_iam_role_policy: "policy",
  aws_iam_user_policy: "policy",
  aws_iam_group_policy: "policy",
  aws_ssoadmin_permission_set_inline_policy: "inline_policy",
};
const documentType = "aws_iam_policy_document";

interface Terraform {
  readonly root: JsonNode;
  readonly parameters: Parameters;
  readonly note: NoteAt;
}

/** The identity policies of what `terraform show -json` prints: https://developer.hashicorp.com/terraform/internals/json-format */
export function findInState({ root, parameters, note }: Terraform): readonly Found[] {
  const modules = [
    at(root, "planned_values", "root_module"),
    at(root, "values", "root_module"),
    at(root, "prior_state", "values", "root_module"),
  ];
  const found: Found[] = [];
  const seen = new Set<string>();
  const visit = (module: JsonNode | undefined): void => {
    for (const resource of elementsOf(at(module, "resources"))) {
      const name = textOf(at(resource, "name")) ?? "policy";
      const values = at(resource, "values");
      for (const one of inResource(textOf(at(resource, "type")) ?? "", name, values, (node) => node, { root, parameters, note })) {
        const text = treeText(one.document);
        if (!seen.has(text)) found.push(one);
        seen.add(text);
      }
    }
    for (const child of elementsOf(at(module, "child_modules"))) visit(child);
  };
  for (const module of modules) visit(module);
  return found;
}

/** The identity policies of a file in Terraform's JSON syntax: https://developer.hashicorp.com/terraform/language/syntax/json */
export function findInConfiguration(terraform: Terraform): readonly Found[] {
  const evaluate = (node: JsonNode): JsonNode | undefined => evaluateTree(node, terraform.parameters);
  return ["resource", "data"].flatMap((block) =>
    elementsOf(at(terraform.root, block))
      .flatMap(entriesOf)
      .flatMap(([type, bodies]) =>
        elementsOf(bodies)
          .flatMap(entriesOf)
          .flatMap(([name, body]) => elementsOf(body).flatMap((one) => inResource(type, name, one, evaluate, terraform))),
      ),
  );
}

/** The policies of one resource. */
function inResource(
  type: string,
  name: string,
  values: JsonNode | undefined,
  evaluate: (node: JsonNode) => JsonNode | undefined,
  { note }: Terraform,
): readonly Found[] {
  const evaluated = (node: JsonNode): JsonNode | undefined => {
    const value = evaluate(node);
    if (value === undefined) note(node, "this expression cannot be worked out here");
    return value;
  };
  const title = textOf(at(values, "name")) ?? name;
  const own = /[\uE000${]/.test(title) ? name : title;
  const argument = Object.hasOwn(policies, type) ? at(values, policies[type]!) : undefined;
  if (argument !== undefined) return embedded(own, argument, evaluated, note);
  if (type === "aws_iam_role") {
    return elementsOf(at(values, "inline_policy")).flatMap((policy) => {
      const document = at(policy, "policy");
      return document === undefined ? [] : embedded(textOf(at(policy, "name")) ?? own, document, evaluated, note);
    });
  }
  if (type !== documentType || values === undefined) return [];
  const json = at(values, "json");
  if (json?.type === "string") return embedded(name, json, evaluated, note);
  const document = evaluated(values);
  return document === undefined ? [] : [{ name, owner: name, document: fromBlocks(document, note) }];
}

/** A policy that stands as JSON in a string; none where it is that of a policy document, which is found by itself. */
function embedded(name: string, node: JsonNode, evaluated: (node: JsonNode) => JsonNode | undefined, note: NoteAt): readonly Found[] {
  if (new RegExp(`^\\$\\{data\\.${documentType}\\.[^}]+\\.json\\}$`).test(textOf(node) ?? "")) return [];
  const value = evaluated(node);
  if (value === undefined) return [];
  if (value.type !== "string") return [{ name, owner: name, document: value }];
  const tree = parseJson(guarded(value.value as string), () => {});
  if (tree === undefined) note(node, "this string holds no JSON policy");
  if (tree === undefined) return [];
  const document = mapTexts(placedAt(tree, node), (text) => text.replaceAll(/\u00A4(\d+)\u00A4/g, "\uE000$1\uE001"));
  return [{ name, owner: name, document }];
}

/** Stand-ins are characters that a policy may not hold; they pass as text of another kind. */
function guarded(text: string): string {
  return text.replaceAll(/\uE000(\d+)\uE001/g, "\u00A4$1\u00A4");
}

/** The data that a tree of strings with expressions stands for. */
function evaluateTree(node: JsonNode, parameters: Parameters): JsonNode | undefined {
  if (node.type === "string") return evaluateTemplate(node, parameters);
  if (node.type !== "array" && node.type !== "object") return node;
  if (node.type === "array") {
    const elements = (node.children ?? []).map((child) => evaluateTree(child, parameters));
    return elements.includes(undefined) ? undefined : listAt(node, elements as JsonNode[]);
  }
  const entries = entriesOf(node).map(([, value, key]) => [key, evaluateTree(value, parameters)] as const);
  return entries.some(([, value]) => value === undefined) ? undefined : objectAt(node, entries as [JsonNode, JsonNode][]);
}

/** A document that is written as blocks: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document */
function fromBlocks(document: JsonNode, note: NoteAt): JsonNode {
  for (const name of ["source_policy_documents", "override_policy_documents", "source_json", "override_json"]) {
    const merged = at(document, name);
    if (elementsOf(merged).length > 0) note(merged!, `\`${name}\` cannot be worked out here`);
  }
  const statements = elementsOf(at(document, "statement")).map((statement) => {
    const lists = (["actions", "not_actions", "resources", "not_resources"] as const).flatMap((name) => {
      const values = elementsOf(at(statement, name));
      const element = { actions: "Action", not_actions: "NotAction", resources: "Resource", not_resources: "NotResource" }[name];
      return values.length === 0 ? [] : [[textAt(statement, element), listAt(statement, values.map(withVariables))] as const];
    });
    const effect = textOf(at(statement, "effect")) ?? "Allow";
    const sid = textOf(at(statement, "sid")) ?? "";
    return objectAt(statement, [
      ...(sid === "" ? [] : [[textAt(statement, "Sid"), textAt(statement, sid)] as const]),
      [textAt(statement, "Effect"), textAt(statement, effect)],
      ...principalsOf(statement, "principals", "Principal"),
      ...principalsOf(statement, "not_principals", "NotPrincipal"),
      ...lists,
      ...conditionOf(statement),
    ]);
  });
  return objectAt(document, [
    [textAt(document, "Version"), textAt(document, textOf(at(document, "version")) ?? "2012-10-17")],
    [textAt(document, "Statement"), listAt(document, statements)],
  ]);
}

/** Blocks of `type` and `identifiers` as an object of kinds; the type `*` is everyone. */
function principalsOf(statement: JsonNode, block: string, element: string): readonly (readonly [JsonNode, JsonNode])[] {
  const principals = elementsOf(at(statement, block));
  const [first] = principals;
  if (first === undefined) return [];
  const kindOf = (principal: JsonNode): string => textOf(at(principal, "type")) ?? "";
  const name = textAt(first, element);
  const everyone = principals.find((principal) => kindOf(principal) === "*");
  if (everyone !== undefined) return [[name, textAt(everyone, "*")]];
  const kinds = [...new Set(principals.map(kindOf))].map((kind) => {
    const same = principals.filter((principal) => kindOf(principal) === kind);
    const identifiers = same.flatMap((principal) => elementsOf(at(principal, "identifiers")));
    return [textAt(same[0]!, kind), listAt(same[0]!, identifiers)] as const;
  });
  return [[name, objectAt(first, kinds)]];
}

function conditionOf(statement: JsonNode): readonly (readonly [JsonNode, JsonNode])[] {
  const tests = elementsOf(at(statement, "condition"));
  if (tests.length === 0) return [];
  const operators = tests.map((test) => {
    const values = listAt(test, elementsOf(at(test, "values")).map(withVariables));
    const keys = objectAt(test, [[textAt(test, textOf(at(test, "variable")) ?? ""), values]]);
    return [textAt(test, textOf(at(test, "test")) ?? ""), keys] as const;
  });
  return [[textAt(statement, "Condition"), objectAt(statement, merged(operators))]];
}

/** Blocks of one operator as one object. */
function merged(operators: readonly (readonly [JsonNode, JsonNode])[]): readonly (readonly [JsonNode, JsonNode])[] {
  const byName = new Map<string, readonly [JsonNode, JsonNode]>();
  for (const [name, keys] of operators) {
    const before = byName.get(String(name.value));
    const children = [...(before?.[1].children ?? []), ...(keys.children ?? [])];
    byName.set(String(name.value), [name, { ...keys, children }]);
  }
  return [...byName.values()];
}

/** Blocks write `&{aws:username}` for IAM's `${aws:username}`. */
function withVariables(node: JsonNode): JsonNode {
  return node.type === "string" ? textAt(node, (node.value as string).replaceAll("&{", "${")) : node;
}

function treeText(node: JsonNode): string {
  return JSON.stringify(node, ["type", "value", "children"]);
}
