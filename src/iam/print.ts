import type { ConditionTest, PolicyDocument, Statement } from "./document.ts";

/** How a document is written. */
export interface PrintOptions {
  /** Without white space outside strings, and without the final new line. */
  readonly minify?: boolean;
  /** `quote` itself, or a faster way to the same. */
  readonly quote?: (text: string) => string;
}

export interface Printed {
  readonly text: string;
  /** The characters that count against a quota. */
  readonly size: number;
}

/**
 * An identity policy as JSON has it, which is what the compiler writes. Its lists may be changed, so that libraries take it which declare
 * theirs so. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface PolicyJson {
  Version: "2012-10-17";
  Statement: StatementJson[];
}

/** One of its statements. A list of one is written as the value itself. */
export interface StatementJson {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  /** By operator and key. */
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** The JSON of a document: elements in IAM's usual order, a list of one as the value itself, `Statement` always a list. */
export function print(document: PolicyDocument, options: PrintOptions = {}): string {
  return printSized(document, options).text;
}

/**
 * The JSON of a document and its size. IAM does not count white space; whether it counts the white space inside strings
 * is not documented, so this is the larger figure.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function printSized(document: PolicyDocument, options: PrintOptions = {}): Printed {
  const layout = options.minify === true ? minified : indented;
  const text = printDocument(document, layout, options.quote ?? quote);
  return { text, size: text.length - whiteSpace(document, layout) };
}

/** The characters that count against a quota. */
export function size(document: PolicyDocument): number {
  return print(document, { minify: true }).length;
}

/** The characters of a policy as it was written, without the white space between its parts. */
export function bareSize(text: string): number {
  let inString = false;
  let white = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (inString && character === "\\") at += 1;
    else if (character === '"') inString = !inString;
    else if (!inString && " \t\r\n\uFEFF".includes(character)) white += 1;
  }
  return text.length - white;
}

/** The characters of one statement among others, without the comma that divides them. */
export function statementSize(statement: Statement): number {
  return printStatement(statement, minified, quote).length;
}

/** A text in double quotes, escaped as JSON asks. */
export function quote(text: string): string {
  // Nearly every text of a policy is as plain as this, and asking is cheaper than JSON.stringify.
  return /^[\w:*/.\- ?$,'{}@+=]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** What stands between the pieces. */
interface Layout {
  readonly colon: string;
  /** What follows a bracket and each comma, by how many brackets are open. */
  readonly lines: readonly string[];
  /** Those after a comma, with it. */
  readonly next: readonly string[];
  readonly end: string;
}

const indented = layoutOf(": ", "\n", "  ");
const minified = layoutOf(":", "", "");

function layoutOf(colon: string, end: string, step: string): Layout {
  const lines = [0, 1, 2, 3, 4, 5, 6].map((depth) => end + step.repeat(depth));
  return { colon, lines, next: lines.map((line) => `,${line}`), end };
}

function printDocument({ version, id, statements }: PolicyDocument, layout: Layout, write: (text: string) => string): string {
  const { colon, lines, next, end } = layout;
  let text = `{${lines[1]!}"Version"${colon}${write(version)},${lines[1]!}`;
  if (id !== undefined) text += `"Id"${colon}${write(id)},${lines[1]!}`;
  text += `"Statement"${colon}[`;
  for (let index = 0; index < statements.length; index++)
    text += (index === 0 ? lines[2]! : next[2]!) + printStatement(statements[index]!, layout, write);
  return `${text}${statements.length === 0 ? "" : lines[1]!}]${lines[0]!}}${end}`;
}

function printStatement(
  { sid, effect, actions, resources, conditions }: Statement,
  layout: Layout,
  write: (text: string) => string,
): string {
  const { colon, lines, next } = layout;
  const line = next[3]!;
  let text = `{${lines[3]!}`;
  if (sid !== undefined) text += `"Sid"${colon}${write(sid)}${line}`;
  text += `"Effect"${colon}${write(effect)}${line}${actions.negated ? `"NotAction"` : `"Action"`}${colon}`;
  text += printList(actions.patterns, 4, layout, write);
  text += `${line}${resources.negated ? `"NotResource"` : `"Resource"`}${colon}`;
  text += printList(resources.patterns, 4, layout, write);
  if (conditions.length > 0) text += `${line}"Condition"${colon}${printConditions(conditions, layout, write)}`;
  return `${text}${lines[2]!}}`;
}

function printConditions(tests: readonly ConditionTest[], layout: Layout, write: (text: string) => string): string {
  const { colon, lines } = layout;
  let text = "";
  for (let index = 0; index < tests.length; index++) {
    if (!isFirstOfOperator(tests, index)) continue;
    const { operator } = tests[index]!;
    text += `${index === 0 ? "{" : ","}${lines[4]!}${write(operator)}${colon}{`;
    let before = "";
    for (const test of tests) {
      if (test.operator !== operator) continue;
      text += `${before}${lines[5]!}${write(test.key)}${colon}${printList(test.values, 6, layout, write)}`;
      before = ",";
    }
    text += `${lines[4]!}}`;
  }
  return `${text}${lines[3]!}}`;
}

function isFirstOfOperator(tests: readonly ConditionTest[], index: number): boolean {
  const { operator } = tests[index]!;
  for (let before = 0; before < index; before++) if (tests[before]!.operator === operator) return false;
  return true;
}

/** A list of one as the value itself. */
function printList(values: readonly string[], depth: number, { lines, next }: Layout, write: (text: string) => string): string {
  if (values.length === 1) return write(values[0]!);
  if (values.length === 0) return "[]";
  const line = next[depth]!;
  let text = `[${lines[depth]!}${write(values[0]!)}`;
  for (let index = 1; index < values.length; index++) text += line + write(values[index]!);
  return `${text}${lines[depth - 1]!}]`;
}

/** How many characters of the printed document are white space outside strings. */
function whiteSpace({ id, statements }: PolicyDocument, { colon, lines, end }: Layout): number {
  if (lines === minified.lines) return 0;
  const space = colon.length - 1;
  const line = (depth: number): number => lines[depth]!.length;
  const list = (values: readonly string[], depth: number): number =>
    values.length < 2 ? 0 : values.length * line(depth) + line(depth - 1);
  let total = (id === undefined ? 2 : 3) * (line(1) + space) + line(0) + end.length + (statements.length === 0 ? 0 : line(1));
  for (const { sid, actions, resources, conditions } of statements) {
    total += 2 * line(2) + (sid === undefined ? 3 : 4) * (line(3) + space) + list(actions.patterns, 4) + list(resources.patterns, 4);
    if (conditions.length === 0) continue;
    total += 2 * line(3) + space;
    for (let index = 0; index < conditions.length; index++) {
      if (isFirstOfOperator(conditions, index)) total += 2 * line(4) + space;
      total += line(5) + space + list(conditions[index]!.values, 6);
    }
  }
  return total;
}
