import { listOf, matchesGlob, type JsonDocument, type JsonStatement } from "./grants.ts";

/** One request; a key that is not in the context is missing. */
export interface Request {
  readonly action: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** Whether a document alone allows a request: an allow matches, and no deny does. */
export function allows({ Statement }: JsonDocument, request: Request): boolean {
  const matching = listOf(Statement).filter((statement) => matches(statement, request));
  return matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny");
}

function matches(statement: JsonStatement, { action, resource = "*", context = {} }: Request): boolean {
  const { Action, NotAction, Resource, Condition = {} } = statement;
  const isNamed = (patterns: string | readonly string[]): boolean =>
    listOf(patterns).some((pattern) => matchesGlob(pattern.toLowerCase(), action.toLowerCase()));
  if (Action === undefined ? isNamed(NotAction ?? []) : !isNamed(Action)) return false;
  if (!listOf(Resource ?? []).some((pattern) => matchesGlob(fill(pattern, context), resource))) return false;
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      holds(
        operator,
        context[key],
        listOf(values).map((value) => fill(value, context)),
      ),
    ),
  );
}

function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  switch (operator) {
    case "Bool":
    case "StringEquals":
      return value !== undefined && wanted.includes(value);
    case "BoolIfExists":
      return value === undefined || wanted.includes(value);
    case "DateLessThan":
      return value !== undefined && wanted.some((moment) => Date.parse(value) < Date.parse(moment));
    default:
      throw new Error(`\`${operator}\` is not known here`);
  }
}

/** Policy variables replaced; one without a value makes a text that matches nothing. */
function fill(text: string, context: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([^}]+)\}/g, (_, key: string) => context[key] ?? "\u0000");
}
