import type { JsonNode } from "../../iam/read/node.ts";
import { at, elementsOf, entriesOf, listAt, objectAt, textAt, textOf, type NoteAt } from "./nodes.ts";
import type { Parameters } from "./parameters.ts";

/** What the functions of a template are resolved with. */
export interface Resolver {
  readonly template: JsonNode;
  readonly parameters: Parameters;
  readonly note: NoteAt;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const pseudoParameters: Readonly<Record<string, readonly ["account" | "region" | "partition" | "string", string, string?]>> = {
  "AWS::AccountId": ["account", "account"],
  "AWS::Region": ["region", "region"],
  "AWS::Partition": ["partition", "partition", "aws"],
  "AWS::StackId": ["string", "stackId"],
  "AWS::StackName": ["string", "stackName"],
  "AWS::URLSuffix": ["string", "urlSuffix", "amazonaws.com"],
};

/** A policy document without CloudFormation's functions: what they give is a stand-in for a parameter. Undefined where nothing is left. */
export function resolve(node: JsonNode, resolver: Resolver): JsonNode | undefined {
  const call = callOf(node);
  if (call !== undefined) return resolveCall(node, call, resolver);
  if (node.type === "array")
    return listAt(
      node,
      (node.children ?? []).flatMap((child) => resolve(child, resolver) ?? []),
    );
  if (node.type !== "object") return node;
  const entries = entriesOf(node).flatMap(([, value, key]) => {
    const resolved = resolve(value, resolver);
    return resolved === undefined ? [] : [[key, resolved] as const];
  });
  return objectAt(node, entries);
}

type Call = readonly [name: string, argument: JsonNode];

function callOf(node: JsonNode): Call | undefined {
  const [first, ...others] = entriesOf(node);
  if (first === undefined || others.length > 0) return undefined;
  const [name, argument] = first;
  return name === "Ref" || name.startsWith("Fn::") ? [name, argument] : undefined;
}

function resolveCall(node: JsonNode, [name, argument]: Call, resolver: Resolver): JsonNode | undefined {
  if (name === "Ref" && textOf(argument) === "AWS::NoValue") return undefined;
  const text = callText([name, argument], resolver);
  if (text === undefined) resolver.note(node, `\`${name}\` cannot be worked out here`);
  return textAt(node, text ?? "");
}

/** The text that a call gives; undefined where that cannot be said. */
function callText([name, argument]: Call, resolver: Resolver): string | undefined {
  switch (name) {
    case "Ref":
      return referenced(textOf(argument) ?? "", resolver);
    case "Fn::GetAtt": {
      const path = elementsOf(argument).map(textOf);
      return path.includes(undefined) ? undefined : attribute(path.join("."), resolver);
    }
    case "Fn::ImportValue": {
      const imported = textOf(argument);
      return imported === undefined ? undefined : resolver.parameters.use(imported, "string");
    }
    case "Fn::Join": {
      const [separator, parts] = elementsOf(argument);
      const glue = textOf(separator);
      const texts = parts?.type === "array" ? elementsOf(parts).map((part) => partText(part, resolver)) : [undefined];
      return glue === undefined || texts.includes(undefined) ? undefined : texts.join(glue);
    }
    case "Fn::Sub":
      return substituted(argument, resolver);
    default:
      return undefined;
  }
}

function partText(node: JsonNode, resolver: Resolver): string | undefined {
  const call = callOf(node);
  return call === undefined ? textOf(node) : callText(call, resolver);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html */
function substituted(argument: JsonNode, resolver: Resolver): string | undefined {
  const [template, own] = elementsOf(argument);
  const text = textOf(template);
  if (text === undefined) return undefined;
  let whole: string | undefined = "";
  let end = 0;
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
    const [found, inner = ""] = match;
    const local = at(own, inner);
    // `${!x}` is how a template writes `${x}`.
    const value = inner.startsWith("!")
      ? `\${${inner.slice(1)}}`
      : local !== undefined
        ? partText(local, resolver)
        : inner.includes(".")
          ? attribute(inner, resolver)
          : referenced(inner.trim(), resolver);
    if (value === undefined) return undefined;
    whole += text.slice(end, match.index) + value;
    end = match.index + found.length;
  }
  return whole + text.slice(end);
}

function referenced(name: string, { template, parameters }: Resolver): string | undefined {
  const pseudo = Object.hasOwn(pseudoParameters, name) ? pseudoParameters[name] : undefined;
  if (pseudo !== undefined) return parameters.use(pseudo[1], pseudo[0], pseudo[2]);
  const declared = at(template, "Parameters", name);
  if (declared === undefined) return /^\w+$/.test(name) ? parameters.use(name, "string") : undefined;
  if (/^(List<|CommaDelimitedList)/.test(textOf(at(declared, "Type")) ?? "")) return undefined;
  return parameters.use(name, "string", textOf(at(declared, "Default")));
}

function attribute(path: string, { parameters }: Resolver): string | undefined {
  return /^[\w.]+$/.test(path) ? parameters.use(path, path.endsWith("Arn") ? "arn" : "string") : undefined;
}
