import type { ConditionTest, PatternSet, PolicyDocument, Statement } from "../../../src/iam/document.ts";

/** A second, slow reading of IAM's rules, that shares no code with `src/`. */

export interface Request {
  readonly action: string;
  /** An ARN, or `*` for an action that takes none. */
  readonly resource: string;
  /** Values by the key's name in lower case. */
  readonly context: ReadonlyMap<string, readonly string[]>;
}

export function decide(documents: readonly PolicyDocument[], request: Request): "allow" | "deny" | "none" {
  const effects = documents.flatMap(({ statements }) =>
    statements.filter((statement) => applies(statement, request)).map(({ effect }) => effect),
  );
  return effects.includes("Deny") ? "deny" : effects.includes("Allow") ? "allow" : "none";
}

export function applies(statement: Statement, request: Request): boolean {
  return (
    inSet(statement.actions, (pattern) => actionMatches(pattern, request.action)) &&
    inSet(statement.resources, (pattern) => resourceMatches(pattern, request)) &&
    statement.conditions.every((test) => holds(test, request))
  );
}

function inSet({ negated, patterns }: PatternSet, matches: (pattern: string) => boolean): boolean {
  return patterns.some(matches) !== negated;
}

export function actionMatches(pattern: string, action: string): boolean {
  if (pattern === "*") return true;
  const [prefix, name] = pattern.split(":");
  const [service, own] = action.split(":");
  return prefix!.toLowerCase() === service!.toLowerCase() && name !== undefined && regex(name, "i").test(own!);
}

export function resourceMatches(pattern: string, request: Request): boolean {
  if (pattern === "*") return true;
  const wanted = sixFields(pattern);
  const given = sixFields(request.resource);
  if (wanted === undefined || given === undefined) return pattern === request.resource;
  return wanted.every((field, index) => {
    const resolved = resolve(field, request);
    return resolved !== undefined && resolved.test(given[index]!);
  });
}

function sixFields(text: string): readonly string[] | undefined {
  const fields = text.split(":");
  return fields.length < 6 ? undefined : [...fields.slice(0, 5), fields.slice(5).join(":")];
}

/** A regular expression of a text with wildcards and variables; undefined where a variable has no value. */
function resolve(text: string, { context }: Request, wildcards = true, flags = ""): RegExp | undefined {
  let missing = false;
  const pieces = text.split(/(\$\{[^}]*\})/).map((piece) => {
    const variable = /^\$\{([^,}]*)(?:, '([^']*)')?\}$/.exec(piece);
    if (variable === null) return wildcards ? glob(piece) : quote(piece);
    const name = variable[1]!;
    if (name === "*" || name === "?" || name === "$") return quote(name);
    const value = context.get(name.toLowerCase())?.[0] ?? variable[2];
    if (value === undefined) missing = true;
    return quote(value ?? "");
  });
  return missing ? undefined : new RegExp(`^${pieces.join("")}$`, `s${flags}`);
}

export function regex(text: string, flags = ""): RegExp {
  return new RegExp(`^${glob(text)}$`, `s${flags}`);
}

function glob(text: string): string {
  return quote(text).replaceAll("\\*", ".*").replaceAll("\\?", ".");
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

export function holds({ operator, key, values }: ConditionTest, request: Request): boolean {
  const match = /^(?:(forallvalues|foranyvalue):)?(\w+?)(ifexists)?$/.exec(operator.toLowerCase())!;
  const [, quantifier, name, ifExists] = match;
  const given = request.context.get(key.toLowerCase()) ?? [];
  if (name === "null") return values.some((value) => (value === "true") === (given.length === 0));
  const negated = name!.includes("not");
  if (given.length === 0) {
    if (ifExists !== undefined) return true;
    return quantifier === undefined ? negated : quantifier === "forallvalues";
  }
  const one = (value: string): boolean => values.some((wanted) => compare(name!, wanted, value, request)) !== negated;
  if (quantifier === "forallvalues") return given.every(one);
  if (quantifier === "foranyvalue") return given.some(one);
  return given.length === 1 && one(given[0]!);
}

function compare(name: string, wanted: string, value: string, request: Request): boolean {
  switch (name) {
    case "stringequals":
    case "stringnotequals":
      return resolve(wanted, request, false)?.test(value) ?? false;
    case "stringequalsignorecase":
      return resolve(wanted, request, false, "i")?.test(value) ?? false;
    case "stringlike":
    case "stringnotlike":
      return resolve(wanted, request)?.test(value) ?? false;
    case "bool":
      return wanted.toLowerCase() === value;
    case "numericequals":
      return Number(wanted) === Number(value);
    case "numericlessthan":
      return Number(value) < Number(wanted);
    default:
      throw new Error(`the test does not know ${name}`);
  }
}
