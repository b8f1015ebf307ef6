import { compileText, type GlobTest, type Variables } from "./glob-test.ts";
import { arnFields } from "./pattern.ts";

/** Patterns of actions, resources and ARNs held against single ones. */

/**
 * Whether a pattern of `Action` matches an action in lower case. It is held against service and name apart; letter case does not count.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function matchesAction(pattern: string, action: string): boolean {
  const wildcard = pattern.search(/[*?]/);
  if (wildcard < 0) return pattern.length === action.length && pattern.toLowerCase() === action && action.includes(":");
  // Most patterns of a policy differ from the action before their first wildcard.
  return action.startsWith(pattern.slice(0, wildcard).toLowerCase()) && compileAction(pattern)(action);
}

/** The same, for a pattern that is held against many actions. */
export function compileAction(pattern: string): (action: string) => boolean {
  const text = pattern.toLowerCase();
  if (isEverything(text)) return () => true;
  const colon = text.indexOf(":");
  if (colon < 0) return () => false;
  const service = compileText(text.slice(0, colon));
  const name = compileText(text.slice(colon + 1));
  return (action) => {
    const at = action.indexOf(":");
    return at >= 0 && name(action.slice(at + 1), none) && service(action.slice(0, at), none);
  };
}

/** A resource that a request names. */
export interface Arn {
  readonly text: string;
  /** Partition, service, Region and account, with the `arn` before them, in lower case. */
  readonly head: readonly string[];
  readonly resource: string;
}

/** Takes an ARN apart at its first five colons; undefined where it has fewer. */
export function parseArn(text: string): Arn | undefined {
  const fields = splitArn(text);
  return fields === undefined ? undefined : { text, head: fields.slice(0, 5).map((field) => field.toLowerCase()), resource: fields[5]! };
}

/** Whether a pattern of `Resource` matches what a request names: an ARN, or undefined for `*` and whatever else is no ARN. */
export type ResourceTest = (arn: Arn | undefined, variables: Variables) => boolean;

/** The test of the pattern `*`. */
export const everyResource: ResourceTest = () => true;

/** What becomes of the fields that a resource pattern lacks: `*` stands in for them, always or only behind a `*`, or nothing is matched. */
export type MissingFields = "any" | "any behind a star";

/**
 * A test for a pattern of `Resource`. A star crosses colons in the last field only, which alone may hold variables and where letter
 * case counts. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function compileResource(pattern: string, missing: MissingFields): ResourceTest {
  if (isEverything(pattern)) return everyResource;
  const fields = fieldsOf(pattern) ?? completed(pattern, missing);
  if (fields === undefined) return () => false;
  const resource = compileText(fields[5]!);
  const head = fields.slice(0, 5).flatMap((field, index) => (field === "*" ? [] : [{ index, test: compileField(field.toLowerCase()) }]));
  return (arn, variables) => {
    if (arn === undefined || !resource(arn.resource, variables)) return false;
    for (const { index, test } of head) if (!test(arn.head[index]!, none)) return false;
    return true;
  };
}

/** The first five fields of a resource pattern take no variables. */
function compileField(field: string): GlobTest {
  return compileText(field.replaceAll("${", "${$}{"));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function completed(pattern: string, missing: MissingFields): readonly string[] | undefined {
  if (!pattern.startsWith("arn:") || pattern.includes("${") || (missing === "any behind a star" && !pattern.endsWith("*")))
    return undefined;
  const fields = pattern.split(":");
  return [...fields, ...Array.from({ length: 6 - fields.length }, () => "*")];
}

/**
 * A test for a value of the `Arn` operators, which compare six fields one by one; undefined where the value is no ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function compileArn(pattern: string): GlobTest | undefined {
  const fields = fieldsOf(pattern);
  if (fields === undefined) return undefined;
  const tests = fields.flatMap((field, index) => (field === "*" ? [] : [{ index, test: compileText(field) }]));
  return (text, variables) => {
    const given = splitArn(text);
    return given !== undefined && tests.every(({ index, test }) => test(given[index]!, variables));
  };
}

/** The six fields of a pattern, in whose variables colons do not count. */
function fieldsOf(pattern: string): readonly string[] | undefined {
  return pattern.includes("${") ? arnFields(pattern) : splitArn(pattern);
}

/** The six fields of an ARN without variables. */
function splitArn(text: string): readonly string[] | undefined {
  const fields: string[] = [];
  let start = 0;
  for (let field = 0; field < 5; field++) {
    const colon = text.indexOf(":", start);
    if (colon < 0) return undefined;
    fields.push(text.slice(start, colon));
    start = colon + 1;
  }
  fields.push(text.slice(start));
  return fields;
}

const isEverything = (pattern: string): boolean => /^\*+$/.test(pattern);

const none: Variables = () => undefined;
