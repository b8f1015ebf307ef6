import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node } from "yaml";
import type { JsonNode } from "../../iam/read/node.ts";
import { objectAt, textAt, textOf, type TemplateProblem } from "./nodes.ts";

/** More nodes than aliases stand for in any template: they can multiply it without end. */
const mostAliased = 20_000;

/** The tree of a YAML or JSON text; short forms of CloudFormation's functions (`!Sub x`) are written out (`Fn::Sub: x`). */
export function parseYaml(text: string): { readonly tree?: JsonNode; readonly problem?: TemplateProblem } {
  const failed = (problem: string, start = 0, end = start) => ({
    problem: { start, end: Math.max(start, Math.min(end, text.length)), problem },
  });
  try {
    const document = parseDocument(text, { logLevel: "silent", prettyErrors: false, uniqueKeys: true });
    const [error] = document.errors;
    // The parser takes a full stack for a mistake of the text.
    if (error?.message.includes("call stack") === true) return failed("this text is nested too deep");
    if (error !== undefined)
      return failed(`this is no YAML or JSON: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`, ...error.pos);
    const counter = { left: mostAliased, within: 0 };
    const tree = convert(document.contents, document, counter);
    return counter.left < 0 ? failed("the aliases of this text stand for too much") : { tree };
  } catch (error) {
    if (error instanceof RangeError) return failed("this text is nested too deep");
    throw error;
  }
}

/** How many nodes aliases may still stand for, and how many aliases the present node is within. */
interface Counter {
  left: number;
  within: number;
}

function convert(node: Node | null, document: Document.Parsed, counter: Counter): JsonNode {
  const [offset = 0, end = 0] = node?.range ?? [];
  const place = { offset, length: end - offset };
  if (counter.within > 0) counter.left -= 1;
  if (counter.left < 0 || node === null) return { type: "null", ...place };
  if (isAlias(node)) {
    counter.within += 1;
    const target = convert((node.resolve(document) as Node | undefined) ?? null, document, counter);
    counter.within -= 1;
    return target;
  }
  const bare = convertBare(node, place, document, counter);
  const tag = /^!([A-Z]\w*)$/.exec(node.tag ?? "")?.[1];
  if (tag === undefined) return bare;
  return objectAt(bare, [[textAt(bare, tag === "Ref" || tag === "Condition" ? tag : `Fn::${tag}`), bare]]);
}

function convertBare(
  node: Exclude<Node, { kind: "alias" }>,
  place: Pick<JsonNode, "offset" | "length">,
  document: Document.Parsed,
  counter: Counter,
): JsonNode {
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => {
      const name = convert(key as Node, document, counter);
      return [textAt(name, textOf(name) ?? ""), convert(value as Node | null, document, counter)] as const;
    });
    return objectAt({ type: "object", ...place }, entries);
  }
  if (isSeq(node)) return { type: "array", ...place, children: node.items.map((item) => convert(item as Node, document, counter)) };
  if (!isScalar(node) || node.value === null) return { type: "null", ...place };
  const { value } = node;
  // As written: `012` is an account to IAM, and `1.10` is not 1.1.
  return { type: "string", ...place, value: typeof value === "string" ? value : (node.source ?? "") };
}
