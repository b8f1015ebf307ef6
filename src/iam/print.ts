import type { ConditionTest, PatternSet, PolicyDocument, Statement } from "./document.ts";

/** How a document is written. */
export interface PrintOptions {
  /** Without white space outside strings, and without the final new line. */
  readonly minify?: boolean;
}

/** The JSON of a document: elements in IAM's usual order, a list of one as the value itself, `Statement` always a list. */
export function print(document: PolicyDocument, options: PrintOptions = {}): string {
  const json = documentJson(document);
  return options.minify === true ? JSON.stringify(json) : `${JSON.stringify(json, null, 2)}\n`;
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
  return JSON.stringify(statementJson(statement)).length;
}

function documentJson(document: PolicyDocument): object {
  return {
    Version: document.version,
    ...(document.id === undefined ? {} : { Id: document.id }),
    Statement: document.statements.map(statementJson),
  };
}

function statementJson(statement: Statement): object {
  return {
    ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
    Effect: statement.effect,
    ...patternsJson("Action", statement.actions),
    ...patternsJson("Resource", statement.resources),
    ...(statement.conditions.length === 0 ? {} : { Condition: conditionJson(statement.conditions) }),
  };
}

function patternsJson(element: "Action" | "Resource", { negated, patterns }: PatternSet): object {
  return { [negated ? `Not${element}` : element]: oneOrMore(patterns) };
}

function oneOrMore(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0]! : values;
}

/** INVARIANT: keys hold a colon or are no integers, so that JavaScript keeps their order. */
function conditionJson(tests: readonly ConditionTest[]): object {
  const operators = new Map<string, [string, string | readonly string[]][]>();
  for (const { operator, key, values } of tests) {
    const keys = operators.get(operator) ?? [];
    operators.set(operator, keys);
    keys.push([key, oneOrMore(values)]);
  }
  return Object.fromEntries([...operators].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}
