import type { JsonNode } from "../../iam/read/node.ts";
import { elementsOf, entriesOf, mapTexts } from "./nodes.ts";

/** A value that is known only at deployment. */
export interface TemplateParameter {
  readonly name: string;
  readonly type: "string" | "arn" | "account" | "region" | "partition";
  /** What stands for it in the documents. */
  readonly text: string;
  readonly default?: string;
}

/** The values that the documents of a template wait for, each once. */
export interface Parameters {
  /** What stands for a value in a text, for now. */
  readonly use: (name: string, type: TemplateParameter["type"], fallback?: string) => string;
  /** The documents with the final stand-ins, and what these stand for. */
  readonly finish: (documents: readonly JsonNode[]) => {
    readonly documents: readonly JsonNode[];
    readonly parameters: readonly TemplateParameter[];
  };
}

interface Known {
  readonly path: string;
  readonly name: string;
  readonly type: TemplateParameter["type"];
  readonly fallback: string | undefined;
}

/** Marks a stand-in: characters of private use, which IAM takes in no document. */
const marked = /\uE000(\d+)\uE001/g;

/** Parameters whose stand-ins do not occur in a text. */
export function createParameters(text: string): Parameters {
  const known: Known[] = [];
  return {
    use(path, type, fallback) {
      const before = known.findIndex((one) => one.path === path && one.type === type);
      if (before >= 0) return `\uE000${before}\uE001`;
      const name = freeName(type === "string" || type === "arn" ? nameOf(path) : path, new Set(known.map((one) => one.name)));
      return `\uE000${known.push({ path, name, type, fallback }) - 1}\uE001`;
    },
    finish(documents) {
      const arns = new Set(documents.flatMap(leadingMarks));
      const parameters = known.map(({ name, type, fallback }, index): TemplateParameter => {
        const isArn = type === "string" && arns.has(index);
        return {
          name,
          type: isArn ? "arn" : type,
          text: standIn(isArn ? "arn" : type, index, text),
          ...(fallback === undefined ? {} : { default: fallback }),
        };
      });
      const replace = (value: string): string => value.replaceAll(marked, (_, index: string) => parameters[Number(index)]!.text);
      return { documents: documents.map((document) => mapTexts(document, replace)), parameters };
    },
  };
}

/** Parameters of these names are read by every typed resource. */
const ambient: ReadonlySet<string> = new Set(["partition", "region", "account"]);

/** `AppBucket.Arn` gives `appBucketArn`. */
function nameOf(path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
  const name = joined.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase());
  return /^[a-z]/.test(name) && !ambient.has(name) ? name : `own${joined}`;
}

/** The name, or the name with the first number behind it that makes it a new one. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}${number}`;
  return free;
}

/** The stand-ins with which a resource begins: they are ARNs. */
function leadingMarks(document: JsonNode): readonly number[] {
  const statements = entriesOf(document).find(([name]) => name === "Statement")?.[1];
  const resources = elementsOf(statements).flatMap((statement) =>
    entriesOf(statement).flatMap(([name, value]) => (name === "Resource" || name === "NotResource" ? elementsOf(value) : [])),
  );
  return resources.flatMap(({ value }) => {
    const [, index] = /^\uE000(\d+)\uE001/.exec(String(value)) ?? [];
    return index === undefined ? [] : [Number(index)];
  });
}

/** A value of a type that stands nowhere in a text. */
function standIn(type: TemplateParameter["type"], index: number, text: string): string {
  for (let round = index; ; round += 1000) {
    const candidate = {
      string: `StandIn${round}X`,
      arn: `arn:aws:stand-in-${round}:::stand-in-${round}-x`,
      account: String(900_000_000_000 + round),
      region: `zz-standin-${round + 1}`,
      partition: round < 1000 ? "aws-iso-f" : "aws-iso-e",
    }[type];
    if (!text.includes(candidate) || (type === "partition" && round > 1000)) return candidate;
  }
}
