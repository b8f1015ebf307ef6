import { reportProblems } from "../canonicalize.ts";
import { createCollector, type Report } from "../diagnostics/collector.ts";
import { codes, findCode } from "../diagnostics/codes/index.ts";
import { hasErrors, type Diagnostic, type Fix } from "../diagnostics/diagnostic.ts";
import { hasLevel } from "../diagnostics/levels.ts";
import { parseJson } from "../iam/read/json.ts";
import type { JsonNode } from "../iam/read/node.ts";
import type { Problem } from "../iam/read.ts";
import { locate, type Location, type Source } from "../text/source.ts";
import { certain, didYouMean, suggest } from "../text/suggest.ts";
import type { Config, ParameterValue } from "./config.ts";
import { configShape, parametersShape, variableShape, type Shape } from "./shape.ts";

/** What became of a configuration's text. */
export interface ReadConfig {
  /** Undefined where there is an error. */
  readonly config?: Config;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of `chimepolicy.config.json`. Unknown settings are errors with the nearest name. */
export function readConfig(source: Source): ReadConfig {
  const { report, diagnostics } = createCollector();
  const tree = readTree(source, "the configuration", report);
  if (tree === undefined) return { diagnostics };
  const value = readValue(tree, configShape, "the configuration", { source, report });
  checkRules(tree, { source, report });
  // The shape is what `Config` says, and nothing else gets through.
  return hasErrors(diagnostics) ? { diagnostics } : { config: value as Config, diagnostics };
}

/** A value of a file of parameters, with the places of its name and its own. */
export interface FileValue {
  readonly value: ParameterValue;
  readonly name: Location;
  readonly location: Location;
}

/** What became of the text of a file of parameters. */
export interface ReadParameterFile {
  /** By name; undefined where there is an error. */
  readonly values?: Readonly<Record<string, FileValue>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a file of values for build parameters: one JSON object, from names to values. */
export function readParameterFile(source: Source): ReadParameterFile {
  const { report, diagnostics } = createCollector();
  const what = "the file of parameters";
  const tree = readTree(source, what, report);
  if (tree === undefined) return { diagnostics };
  const context: Context = { source, report };
  const read = readValue(tree, parametersShape, what, context) as Readonly<Record<string, ParameterValue>> | undefined;
  if (read === undefined || hasErrors(diagnostics)) return { diagnostics };
  const values = membersOf(tree, context).map(([key, name, node]): [string, FileValue] => [
    key,
    { value: read[key]!, name: placeOf(name, context), location: placeOf(node, context) },
  ]);
  return { values: Object.fromEntries(values), diagnostics };
}

/** The place of what the configuration says of a setting, given by the names that lead to it; undefined where it says nothing. */
export function placeOfSetting(source: Source, ...path: readonly string[]): Location | undefined {
  const silent: Context = { source, report: () => {} };
  let at = parseJson(source.text, () => {}, "any characters");
  for (const name of path) at = at?.type === "object" ? membersOf(at, silent).find(([key]) => key === name)?.[2] : undefined;
  return at === undefined ? undefined : placeOf(at, silent);
}

/** The tree of a JSON text that is an object of settings; what is wrong with it as JSON is reported. */
function readTree(source: Source, what: string, report: Report): JsonNode | undefined {
  const problems: Problem[] = [];
  const tree = parseJson(source.text, (place, finding) => void problems.push({ ...finding, ...place }), "any characters");
  const [first] = problems;
  if (source.text.trim() === "")
    report("invalid-setting", { problem: `${what} is empty; it is a JSON object, \`{}\` at least` }, locate(source, { start: 0, end: 0 }));
  else if (first?.kind === "syntax" && first.reason === "after-end")
    report("invalid-setting", { problem: `${what} ends before this` }, locate(source, first));
  else reportProblems(source, { problems }, report);
  return tree;
}

interface Context {
  readonly source: Source;
  readonly report: Report;
}

function readValue(node: JsonNode, shape: Shape, name: string, context: Context): unknown {
  switch (shape.kind) {
    case "text":
      if (node.type !== "string") return refuse(node, name, "a text", context);
      if (shape.form?.pattern.test(node.value as string) === false) return refuse(node, name, shape.form.words, context);
      return shape.values === undefined || shape.values.includes(node.value as string)
        ? node.value
        : refuse(node, name, shape.values.map((one) => `\`${one}\``).join(", "), context);
    case "whole number": {
      const { least, most } = shape;
      const isRight =
        node.type === "number" && Number.isInteger(node.value) && (node.value as number) >= least && (node.value as number) <= most;
      return isRight ? node.value : refuse(node, name, `a whole number from ${least} to ${most.toLocaleString("en-US")}`, context);
    }
    case "value":
      return isPlain(node)
        ? plainValue(node, name, context)
        : refuse(node, name, "a text, a number, `true`, `false` or a list of these", context);
    case "value or variable":
      if (isPlain(node)) return plainValue(node, name, context);
      if (node.type === "object") return readValue(node, variableShape, name, context);
      return refuse(node, name, 'a text, a number, `true`, `false`, a list of these, or `{ "env": "VARIABLE" }`', context);
    case "texts":
      if (node.type === "string") return [node.value];
      if (node.type === "array" && (node.children ?? []).every(({ type }) => type === "string"))
        return (node.children ?? []).map(({ value }) => value);
      return refuse(node, name, "a text or a list of texts", context);
    case "record":
    case "object":
      if (node.type !== "object") return refuse(node, name, "an object", context);
      if (shape.kind === "object") requireKeys(node, shape.required ?? [], name, context);
      return Object.fromEntries(
        membersOf(node, context).flatMap(([key, nameNode, value]) => {
          const inner = innerShape(key, shape, nameNode, name, context);
          return inner === undefined ? [] : [[key, readValue(value, inner, `\`${key}\``, context)]];
        }),
      );
  }
}

/** Reports an object that lacks an entry, unless it has another one, which most likely is meant to be it. */
function requireKeys(node: JsonNode, keys: readonly string[], name: string, context: Context): void {
  if ((node.children ?? []).length > 0) return;
  for (const key of keys) context.report("invalid-setting", { problem: `${name} has no \`${key}\`` }, placeOf(node, context));
}

/** The shape of one entry; undefined, and reported, where there is no such entry. */
function innerShape(
  key: string,
  shape: Shape & { readonly kind: "record" | "object" },
  node: JsonNode,
  parent: string,
  context: Context,
): Shape | undefined {
  if (shape.kind === "object") {
    if (Object.hasOwn(shape.keys, key)) return shape.keys[key];
    const known = Object.keys(shape.keys);
    const near = suggest(key, known);
    context.report("unknown-setting", { name: key, parent }, placeOf(node, context), {
      help: didYouMean(near) ?? `there ${known.length === 1 ? "is" : "are"} ${known.map((one) => `\`${one}\``).join(", ")}`,
      fixes: renames(key, near, placeOf(node, context)),
    });
    return undefined;
  }
  if (shape.names === undefined || shape.names.test(key)) return shape.of;
  context.report("invalid-setting", { problem: `\`${key}\` is no name for an entry of ${parent}` }, placeOf(node, context));
  return undefined;
}

/** Each entry of an object; of two with one name the second is reported. */
function membersOf(node: JsonNode, context: Context): readonly (readonly [key: string, name: JsonNode, value: JsonNode])[] {
  const first = new Map<string, JsonNode>();
  return (node.children ?? []).flatMap(({ children: [name, value] = [] }) => {
    if (name === undefined || value === undefined) return [];
    const key = name.value as string;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, name);
      return [[key, name, value] as const];
    }
    context.report("invalid-setting", { problem: `\`${key}\` is set twice` }, placeOf(name, context), {
      related: [{ message: "first used here", location: placeOf(earlier, context) }],
    });
    return [];
  });
}

/** A rule is known, and its level may be chosen. */
function checkRules(tree: JsonNode, context: Context): void {
  const silent = { ...context, report: () => {} };
  const rules = tree.type === "object" ? membersOf(tree, silent).find(([key]) => key === "rules")?.[2] : undefined;
  if (rules?.type !== "object") return;
  for (const [key, node] of membersOf(rules, silent)) {
    const found = findCode(key);
    const place = placeOf(node, context);
    if (found?.slug !== key) {
      const near = suggest(key, Object.keys(codes));
      context.report("invalid-setting", { problem: `there is no rule \`${key}\`` }, place, {
        help: didYouMean(near),
        fixes: renames(key, near, place),
      });
    } else if (!hasLevel(key)) {
      context.report("invalid-setting", { problem: `the level of \`${key}\` cannot be chosen: what it finds has to be mended` }, place);
    }
  }
}

function renames(name: string, near: readonly string[], location: Location): readonly Fix[] {
  return certain(name, near).map((text) => ({ title: `write \`${text}\``, edits: [{ location, newText: JSON.stringify(text) }] }));
}

function isPlain(node: JsonNode): boolean {
  return isSimple(node) || (node.type === "array" && (node.children ?? []).every(isSimple));
}

function plainValue(node: JsonNode, name: string, context: Context): unknown {
  const { type, value, children = [] } = node;
  if (type === "array") return children.map((child) => plainValue(child, name, context));
  if (type !== "number" || isExact(node, context)) return value;
  const problem = `${name} has a number that would be rounded; write it as a text`;
  context.report("invalid-setting", { problem }, placeOf(node, context));
  return undefined;
}

/** Whether a number has no more digits than are kept, and is written with digits alone. */
function isExact({ offset, length, value }: JsonNode, { source }: Context): boolean {
  const digits = source.text.slice(offset, offset + length).replaceAll(/[-.]|^-?0+(?=\d)/g, "");
  return digits.length <= 15 && /^-?[\d.]+$/.test(String(value));
}

function isSimple({ type }: JsonNode): boolean {
  return type === "string" || type === "number" || type === "boolean";
}

function refuse(node: JsonNode, name: string, wanted: string, context: Context): undefined {
  context.report("invalid-setting", { problem: `${name} takes ${wanted}` }, placeOf(node, context));
  return undefined;
}

function placeOf({ offset, length }: JsonNode, { source }: Context): Location {
  return locate(source, { start: offset, end: offset + length });
}
