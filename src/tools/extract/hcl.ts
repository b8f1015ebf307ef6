import type { JsonNode } from "../../iam/read/node.ts";
import { listAt, objectAt, textAt } from "./nodes.ts";
import type { Parameters } from "./parameters.ts";

/** What an expression is worth: data with the place of the text it stands in; undefined where that cannot be said. */
export type Evaluated = JsonNode | undefined;

/** Reads an expression of Terraform at an offset, and where it ends. */
interface Reader {
  readonly text: string;
  readonly place: JsonNode;
  readonly parameters: Parameters;
  at: number;
  /** How many brackets are open. */
  depth: number;
}

/** Deeper than any policy, and shallow enough for every stack. */
const depthLimit = 100;

/** What a string of Terraform's JSON syntax is worth: https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping */
export function evaluateTemplate(node: JsonNode, parameters: Parameters): Evaluated {
  const text = node.value as string;
  const whole = text.startsWith("${") ? readInsertion({ text, place: node, parameters, at: 2, depth: 0 }) : undefined;
  if (whole !== undefined && whole.end === text.length) return whole.value;
  return readTemplate({ text, place: node, parameters, at: 0, depth: 0 }, "");
}

function readInsertion(reader: Reader): { readonly value: Evaluated; readonly end: number } {
  const value = readExpression(reader);
  skipSpace(reader);
  if (reader.text[reader.at] !== "}") return { value: undefined, end: -1 };
  return { value, end: reader.at + 1 };
}

/** Text with `${…}` in it, up to a quote or the end. */
function readTemplate(reader: Reader, close: string): Evaluated {
  let value: string | undefined = "";
  while (!isEnd(reader, close)) {
    if (reader.text.startsWith("$${", reader.at)) {
      value += "${";
      reader.at += 3;
    } else if (reader.text.startsWith("${", reader.at)) {
      reader.at += 2;
      const { value: inserted, end } = readInsertion(reader);
      if (inserted?.type !== "string") return undefined;
      value += inserted.value as string;
      reader.at = end;
    } else if (reader.text.startsWith("%{", reader.at)) return undefined;
    else if (close !== "" && reader.text[reader.at] === "\\") {
      value += escapes[reader.text[reader.at + 1] ?? ""] ?? "";
      reader.at += 2;
    } else value += reader.text[reader.at++];
  }
  return textAt(reader.place, value);
}

function isEnd({ text, at }: Reader, close: string): boolean {
  return at >= text.length || (close !== "" && text[at] === close);
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

function skipSpace(reader: Reader): void {
  while (/\s/.test(reader.text[reader.at] ?? "")) reader.at += 1;
}

function readExpression(reader: Reader): Evaluated {
  reader.depth += 1;
  const value = reader.depth > depthLimit ? undefined : readAny(reader);
  reader.depth -= 1;
  return value;
}

function readAny(reader: Reader): Evaluated {
  skipSpace(reader);
  const first = reader.text[reader.at];
  if (first === "{") return readObject(reader);
  if (first === "[") return readList(reader);
  if (first === '"') return readString(reader);
  const [name] = /^(?:[A-Za-z_][\w-]*(?:\.[\w*-]+|\[[^\]]*\])*|-?\d+(?:\.\d+)?)/.exec(reader.text.slice(reader.at)) ?? [];
  if (name === undefined) return undefined;
  reader.at += name.length;
  if (/^(true|false|-?\d+(\.\d+)?)$/.test(name)) return textAt(reader.place, name);
  skipSpace(reader);
  if (reader.text[reader.at] === "(") return name === "jsonencode" ? readCall(reader) : undefined;
  return reference(name, reader);
}

function readCall(reader: Reader): Evaluated {
  reader.at += 1;
  const argument = readExpression(reader);
  skipSpace(reader);
  if (reader.text[reader.at] !== ")") return undefined;
  reader.at += 1;
  return argument;
}

function readString(reader: Reader): Evaluated {
  reader.at += 1;
  const value = readTemplate(reader, '"');
  reader.at += 1;
  return value;
}

function readList(reader: Reader): Evaluated {
  const elements: JsonNode[] = [];
  reader.at += 1;
  for (;;) {
    skipSpace(reader);
    if (reader.text[reader.at] === "]") break;
    const element = readExpression(reader);
    if (element === undefined) return undefined;
    elements.push(element);
    skipSpace(reader);
    if (reader.text[reader.at] === ",") reader.at += 1;
    else if (reader.text[reader.at] !== "]") return undefined;
  }
  reader.at += 1;
  return listAt(reader.place, elements);
}

function readObject(reader: Reader): Evaluated {
  const entries: [JsonNode, JsonNode][] = [];
  reader.at += 1;
  for (;;) {
    skipSpace(reader);
    if (reader.text[reader.at] === "}") break;
    const key = reader.text[reader.at] === '"' ? readString(reader) : readKey(reader);
    skipSpace(reader);
    if (key === undefined || !/[=:]/.test(reader.text[reader.at] ?? "")) return undefined;
    reader.at += 1;
    const value = readExpression(reader);
    if (value === undefined) return undefined;
    entries.push([key, value]);
    skipSpace(reader);
    if (reader.text[reader.at] === ",") reader.at += 1;
  }
  reader.at += 1;
  return objectAt(reader.place, entries);
}

function readKey(reader: Reader): Evaluated {
  const [word] = /^[\w-]+/.exec(reader.text.slice(reader.at)) ?? [];
  if (word === undefined) return undefined;
  reader.at += word.length;
  return textAt(reader.place, word);
}

/** What is known at deployment only: an attribute, a variable. */
function reference(name: string, { place, parameters }: Reader): Evaluated {
  const path = name.replaceAll(/\[[^\]]*\]/g, "");
  if (!/^[A-Za-z_][\w-]*(\.[\w*-]+)+$/.test(path)) return undefined;
  const [root = "", ...rest] = path.split(".");
  if (/^data\.aws_caller_identity\..*account_id$/.test(path)) return textAt(place, parameters.use("account", "account"));
  if (path.startsWith("data.aws_region.")) return textAt(place, parameters.use("region", "region"));
  if (/^data\.aws_partition\..*partition$/.test(path)) return textAt(place, parameters.use("partition", "partition", "aws"));
  const own = root === "var" || root === "local" || root === "each" ? rest : root === "data" ? rest.slice(1) : rest;
  return textAt(place, parameters.use(own.join("."), path.endsWith(".arn") ? "arn" : "string"));
}
