import type { ConditionTest, PatternSet, PolicyDocument, Statement } from "./document.ts";

/** How a document is written. */
export interface PrintOptions {
  /** Without white space outside strings, and without the final new line. */
  readonly minify?: boolean;
}

/** The JSON of a document: elements in IAM's usual order, a list of one as the value itself, `Statement` always a list. */
export function print(document: PolicyDocument, options: PrintOptions = {}): string {
  return options.minify === true ? printDocument(document, minified) : `${printDocument(document, indented)}\n`;
}

/**
 * The characters that count against a quota. IAM does not count white space; whether it counts the white space
 * inside strings is not documented, so this is the larger figure.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function size(document: PolicyDocument): number {
  return print(document, { minify: true }).length;
}

/** The characters of one statement among others, without the comma that divides them. */
export function statementSize(statement: Statement): number {
  return printStatement(statement, minified, "").length;
}

/** A text in double quotes, escaped as JSON asks. */
export function quote(text: string): string {
  // Nearly every text of a policy is as plain as this, and asking is cheaper than JSON.stringify.
  return /^[\w:*/.\- ?$,'{}@+=]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** What stands between the pieces. */
interface Layout {
  readonly colon: string;
  /** What follows a bracket and each comma. */
  readonly newLine: string;
  readonly step: string;
}

const indented: Layout = { colon: ": ", newLine: "\n", step: "  " };
const minified: Layout = { colon: ":", newLine: "", step: "" };

function printDocument({ version, id, statements }: PolicyDocument, layout: Layout): string {
  const inner = layout.step + layout.step;
  const entries = [
    entry("Version", quote(version), layout),
    ...(id === undefined ? [] : [entry("Id", quote(id), layout)]),
    entry(
      "Statement",
      list(
        statements.map((statement) => printStatement(statement, layout, inner)),
        layout,
        layout.step,
      ),
      layout,
    ),
  ];
  return object(entries, layout, "");
}

function printStatement({ sid, effect, actions, resources, conditions }: Statement, layout: Layout, indent: string): string {
  const inner = indent + layout.step;
  const entries = [
    entry("Effect", quote(effect), layout),
    entry(elementName("Action", actions), oneOrMore(actions.patterns, layout, inner), layout),
    entry(elementName("Resource", resources), oneOrMore(resources.patterns, layout, inner), layout),
  ];
  if (sid !== undefined) entries.unshift(entry("Sid", quote(sid), layout));
  if (conditions.length > 0) entries.push(entry("Condition", printConditions(conditions, layout, inner), layout));
  return object(entries, layout, indent);
}

function elementName(name: string, { negated }: PatternSet): string {
  return negated ? `Not${name}` : name;
}

function printConditions(tests: readonly ConditionTest[], layout: Layout, indent: string): string {
  const inner = indent + layout.step;
  const operators = new Map<string, string[]>();
  for (const { operator, key, values } of tests) {
    const text = entry(key, oneOrMore(values, layout, inner + layout.step), layout);
    const known = operators.get(operator);
    if (known === undefined) operators.set(operator, [text]);
    else known.push(text);
  }
  return object(
    [...operators].map(([operator, keys]) => entry(operator, object(keys, layout, inner), layout)),
    layout,
    indent,
  );
}

function oneOrMore(values: readonly string[], layout: Layout, indent: string): string {
  return values.length === 1 ? quote(values[0]!) : list(values.map(quote), layout, indent);
}

function entry(name: string, value: string, { colon }: Layout): string {
  return quote(name) + colon + value;
}

function object(entries: readonly string[], layout: Layout, indent: string): string {
  return enclose("{", entries, "}", layout, indent);
}

function list(entries: readonly string[], layout: Layout, indent: string): string {
  return entries.length === 0 ? "[]" : enclose("[", entries, "]", layout, indent);
}

function enclose(open: string, entries: readonly string[], close: string, { newLine, step }: Layout, indent: string): string {
  const lead = newLine === "" ? "" : newLine + indent + step;
  return open + lead + entries.join(`,${lead}`) + newLine + indent + close;
}
