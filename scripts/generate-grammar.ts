import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import type { TokenType } from "chevrotain";
import { PolicyParser } from "../grammar/parser.ts";
import * as t from "../grammar/tokens.ts";

// Writes the artefacts of the grammar, which all come from the parser and its tokens, so that they cannot drift from
// what is parsed: an EBNF, railroad diagrams, and a TextMate grammar. `--check` only says whether they are up to date.

/** One generated file: its path from the root of the repository, and its text. */
export interface Artefact {
  readonly path: string;
  readonly text: string;
}

/** A node of the serialized grammar, with the fields that any of its kinds has. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly label?: string;
  readonly definition?: readonly Node[];
}

/** The text of every generated file. */
export function generateGrammar(): Artefact[] {
  const rules = new PolicyParser({ skipValidations: true }).getSerializedGastProductions() as unknown as readonly Node[];
  const ordered = inOrderOfUse(rules);
  return [
    { path: "grammar/chimepolicy.ebnf", text: ebnf(ordered) },
    { path: "grammar/diagrams.html", text: diagrams(ordered) },
    { path: "grammar/chimepolicy.tmLanguage.json", text: `${JSON.stringify(textMate(), null, 2)}\n` },
  ];
}

/** The rules as a reader meets them: from `module` down, each where it is first used. */
function inOrderOfUse(rules: readonly Node[]): Node[] {
  const byName = new Map(rules.map((rule) => [rule.name!, rule]));
  const found = new Set<Node>();
  const visit = (node: Node): void => {
    const rule = node.type === "NonTerminal" ? byName.get(node.name!)! : node;
    if (found.has(rule)) return;
    if (rule.type === "Rule") found.add(rule);
    rule.definition?.forEach(visit);
  };
  visit(byName.get("module")!);
  return [...found];
}

// ── EBNF ──

const header = `/* The grammar of chimepolicy, generated from grammar/parser.ts and grammar/tokens.ts by
   scripts/generate-grammar.ts. Notation: that of the W3C, https://www.w3.org/TR/xml/#sec-notation.

   White space and comments may stand between any two symbols of the first part. Keywords are contextual: those listed
   under Reference are names wherever they do not have their own meaning. A comma may stand before a closing bracket.
   The clause before a brace, "on R {" or "when C {", opens a block and does not belong to the statement before it. */
`;

function ebnf(rules: readonly Node[]): string {
  const syntax = rules.map((rule) => production(rule.name!, sequence(rule.definition!)));
  return `${header}\n${syntax.join("\n")}\n${lexicalPart()}`;
}

/** One production, its alternatives on lines of their own when it is long. */
function production(name: string, body: string): string {
  const line = `${name} ::= ${body}`;
  if (line.length <= 118) return line;
  const indent = " ".repeat(name.length + 3);
  return `${name} ::= ${splitAlternatives(body).join(`\n${indent}| `)}`;
}

/** The alternatives of the outermost level. */
function splitAlternatives(body: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < body.length; i++) {
    if (body[i] === "'") i = body.indexOf("'", i + 1);
    else if (body[i] === "(") depth += 1;
    else if (body[i] === ")") depth -= 1;
    else if (body[i] === "|" && depth === 0) {
      found.push(body.slice(from, i).trim());
      from = i + 1;
    }
  }
  return [...found, body.slice(from).trim()];
}

function sequence(nodes: readonly Node[], nested = false): string {
  const text = nodes.map((node) => expression(node, nodes.length > 1)).join(" ");
  return nested && (nodes.length > 1 || nodes[0]?.type === "Alternation") ? `( ${text} )` : text;
}

function expression(node: Node, among: boolean): string {
  const inner = node.definition ?? [];
  switch (node.type) {
    case "NonTerminal":
      return node.name!;
    case "Terminal":
      return terminal(node);
    case "Option":
      return `${sequence(inner, true)}?`;
    case "Repetition":
      return `${sequence(inner, true)}*`;
    case "Alternation": {
      const text = inner.map((alternative) => sequence(alternative.definition ?? [])).join(" | ");
      return among ? `( ${text} )` : text;
    }
    default:
      throw new Error(`the grammar uses ${node.type}, which this script does not know`);
  }
}

const literals = new Set(
  [...t.keywords.values(), ...t.parserTokens.filter((type) => typeof type.PATTERN === "string"), t.Star, t.BlockOn, t.BlockWhen].map(
    ({ name }) => name,
  ),
);

/** A literal in quotes, or the name of a kind of token. */
function terminal(node: Node): string {
  return literals.has(node.name!) ? `'${node.label!.slice(1, -1)}'` : node.name!;
}

function lexicalPart(): string {
  const kinds = [t.QualifiedName, t.GroupOpen, t.Identifier, t.Wild, t.StringToken, t.NumberToken];
  const categories = [t.Reference, t.Name, t.ActionName, t.Comparison];
  const spelled = (type: TokenType): string => (literals.has(type.name) ? `'${type.LABEL!.slice(1, -1)}'` : type.name);
  const members = (category: TokenType): string => {
    const own = t.parserTokens.filter((type) => type.CATEGORIES?.includes(category));
    return wrap(`${category.name} ::= `, own.map(spelled));
  };
  return `
/* ── words ── */

${categories.map(members).join("\n")}

/* ── tokens, as regular expressions; keywords before Identifier ── */

${kinds.map((type) => `${type.name} ::= /${(type.PATTERN as RegExp).source.replace(t.notKeyword, "")}/`).join("\n")}
Comment ::= /${(t.CommentToken.PATTERN as RegExp).source}/
WhiteSpace ::= /[ \\t\\r\\n]+/

/* ── inside a String ── */

escape ::= '\\"' | '\\\\' | '\\n' | '\\t' | '\\$' | '\\u{' [0-9A-Fa-f]+ '}'
interpolation ::= '\${' Identifier '}'
policyVariable ::= '\${' ( key ( ',' "'" [^']* "'" )? | '*' | '?' | '$' ) '}'   /* a key holds a colon */
`;
}

function wrap(head: string, words: readonly string[]): string {
  const lines = [head];
  words.forEach((word, i) => {
    const piece = i === 0 ? word : ` | ${word}`;
    if (lines.at(-1)!.length + piece.length > 118) lines.push(`${" ".repeat(head.length - 2)}| ${word}`);
    else lines[lines.length - 1] += piece;
  });
  return lines.join("\n");
}

// ── diagrams ──

/** The parts of railroad-diagrams (Tab Atkins Jr., CC0) that are used; chevrotain ships it. */
type Railroad = Record<
  "Diagram" | "Sequence" | "Choice" | "Optional" | "ZeroOrMore" | "Terminal" | "NonTerminal" | "Skip",
  (...args: unknown[]) => unknown
>;

function loadRailroad(): Railroad {
  const file = new URL("../../diagrams/vendor/railroad-diagrams.js", import.meta.resolve("chevrotain"));
  const exports = {};
  runInNewContext(readFileSync(file, "utf8"), { exports });
  return exports as Railroad;
}

function diagrams(rules: readonly Node[]): string {
  const railroad = loadRailroad();
  const sections = rules.map((rule) => {
    const svg = String(railroad.Diagram(...rule.definition!.map((node) => track(node, railroad)))).replaceAll(
      / (?:occurrenceIdx|topRuleName|ruleName)="[^"]*"/g,
      "",
    );
    return `<section id="${rule.name}">\n<h2><a href="#${rule.name}">${rule.name}</a></h2>\n${svg.trim()}\n</section>`;
  });
  return `<!doctype html>
<!-- Generated by scripts/generate-grammar.ts. The drawing is done by railroad-diagrams of Tab Atkins Jr., CC0. -->
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The grammar of chimepolicy</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1b1b1b; background: #fff; }
section { overflow-x: auto; }
h2 { font: bold 1rem ui-monospace, monospace; margin: 1.5rem 0 0; }
h2 a { color: inherit; text-decoration: none; }
svg path { stroke-width: 2; stroke: #555; fill: none; }
svg text { font: 14px ui-monospace, monospace; text-anchor: middle; }
svg rect { stroke-width: 2; stroke: #555; fill: #e6f4ea; }
svg g.non-terminal rect { fill: #e8eefc; }
svg a text { fill: #1a4fa3; }
</style>
<h1>The grammar of chimepolicy</h1>
<p>The same as <a href="chimepolicy.ebnf">chimepolicy.ebnf</a>, drawn. Rounded boxes stand in the text as they are; the others lead to their rule.</p>
${sections.join("\n")}
</html>
`;
}

function track(node: Node, railroad: Railroad): unknown {
  const inner = node.definition ?? [];
  const all = (nodes: readonly Node[]): unknown =>
    nodes.length === 1 ? track(nodes[0]!, railroad) : railroad.Sequence(...nodes.map((each) => track(each, railroad)));
  switch (node.type) {
    case "NonTerminal":
      return railroad.NonTerminal(node.name, `#${node.name}`);
    case "Terminal":
      return literals.has(node.name!) ? railroad.Terminal(node.label!.slice(1, -1)) : railroad.NonTerminal(node.name);
    case "Option":
      return railroad.Optional(all(inner));
    case "Repetition":
      return railroad.ZeroOrMore(all(inner));
    case "Alternation":
      return railroad.Choice(0, ...inner.map((alternative) => all(alternative.definition ?? [])));
    default:
      throw new Error(`the grammar uses ${node.type}, which this script does not know`);
  }
}

// ── TextMate ──

function textMate(): unknown {
  const scopes: Readonly<Record<string, readonly TokenType[]>> = {
    "keyword.control": [
      t.Allow,
      t.Deny,
      t.Include,
      t.Trust,
      t.Expect,
      t.Prove,
      t.To,
      t.On,
      t.When,
      t.As,
      t.With,
      t.Can,
      t.Cannot,
      t.Never,
      t.Within,
      t.EqualsWord,
      t.Unless,
    ],
    "storage.type": [t.Param, t.Let, t.Actions, t.Resource, t.Condition, t.Policy, t.Role, t.Test, t.Import, t.From, t.For],
    "keyword.operator": [t.And, t.Or, t.Not, t.Except, t.In, t.Like, t.If, t.Exists, t.Ignoring, t.Case, t.Any, t.All],
    "constant.language": [t.True, t.False],
  };
  const word = (type: TokenType): string => type.LABEL!.slice(1, -1);
  const words = Object.entries(scopes).map(([scope, types]) => ({
    name: `${scope}.chimepolicy`,
    match: String.raw`\b(?:${types.map(word).join("|")})\b(?![\w.*?:-])`,
  }));
  const listed = new Set(Object.values(scopes).flat());
  const missing = [...t.keywords.values()].filter((type) => !listed.has(type));
  if (missing.length > 0) throw new Error(`no colour for ${missing.map(word).join(", ")}`);
  const pattern = (type: TokenType): string => (type.PATTERN as RegExp).source;
  return {
    $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
    name: "chimepolicy",
    scopeName: "source.chimepolicy",
    fileTypes: ["chimepolicy"],
    patterns: [
      { name: "comment.line.documentation.chimepolicy", match: "///(?!/).*$" },
      { name: "comment.line.double-slash.chimepolicy", match: "//.*$" },
      { include: "#strings" },
      { name: "entity.name.function.decorator.chimepolicy", match: String.raw`@\s*[A-Za-z_][\w-]*` },
      {
        match: String.raw`\b(policy|role|actions|resource|condition)\s+([A-Za-z_][\w-]*)`,
        captures: { 1: { name: "storage.type.chimepolicy" }, 2: { name: "entity.name.type.chimepolicy" } },
      },
      {
        match: String.raw`\b(param|let)\s+([A-Za-z_][\w-]*)`,
        captures: { 1: { name: "storage.type.chimepolicy" }, 2: { name: "variable.other.constant.chimepolicy" } },
      },
      { name: "entity.name.function.chimepolicy", match: pattern(t.QualifiedName) },
      { begin: String.raw`[A-Za-z_][\w-]*:\{`, end: String.raw`\}`, name: "entity.name.function.chimepolicy" },
      ...words,
      { name: "constant.numeric.chimepolicy", match: String.raw`-?\b\d[\w.:/-]*` },
      { name: "keyword.operator.chimepolicy", match: "==|!=|<=|>=|<|>|=|\\||\\*" },
    ],
    repository: {
      strings: {
        name: "string.quoted.double.chimepolicy",
        begin: '"',
        end: '"|$',
        patterns: [
          { name: "constant.character.escape.chimepolicy", match: String.raw`\\(?:["\\nt$]|u\{[0-9A-Fa-f]{1,6}\})` },
          { name: "invalid.illegal.chimepolicy", match: String.raw`\\.` },
          { name: "variable.other.chimepolicy", match: String.raw`\$\{[^}"]*\}` },
        ],
      },
    },
  };
}

// ── command ──

function main(check: boolean): void {
  const stale = generateGrammar().filter(({ path, text }) => current(path) !== text);
  for (const { path, text } of stale) {
    if (check) console.error(`${path} is stale: run npx tsx scripts/generate-grammar.ts`);
    else writeFileSync(fileUrl(path), text);
  }
  if (check && stale.length > 0) process.exitCode = 1;
}

function fileUrl(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}

function current(path: string): string | undefined {
  try {
    return readFileSync(fileUrl(path), "utf8");
  } catch {
    return undefined;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.includes("--check"));
