import type { Variables } from "../../iam/glob-test.ts";
import { parseArn, type Arn } from "../../iam/match.ts";

/** What a condition key holds: one value or several. */
export type ContextValue = string | readonly string[];

/** One call that somebody wants to make. A call on several resources is a request for each. */
export interface Request {
  /** Who calls, as an ARN. Identity policies name nobody: what conditions ask of the caller stands in the context. */
  readonly principal?: string;
  /** `chime:GetMeeting`, in any letter case. */
  readonly action: string;
  /** The ARN of the resource, or `*` where the action takes none. */
  readonly resource: string;
  /** The condition keys that the call comes with, in any letter case; a key that is not here, or has no values, is missing. */
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** A request, taken apart as far as somebody asks. */
export interface Facts {
  readonly request: Request;
  /** What has been taken apart; null for a resource that is no ARN. */
  readonly memo: { arn: Arn | null | undefined; context: ReadonlyMap<string, readonly string[]> | undefined };
  /** The value of a key that has exactly one. */
  readonly variables: Variables;
}

/** The facts of a request. */
export function factsOf(request: Request): Facts {
  const facts: Facts = {
    request,
    memo: { arn: undefined, context: undefined },
    variables: (name) => {
      const values = valuesOf(facts, name);
      return values.length === 1 ? values[0] : undefined;
    },
  };
  return facts;
}

/** The resource of a request; undefined where it is no ARN. */
export function arnOf({ memo, request }: Facts): Arn | undefined {
  if (memo.arn === undefined) memo.arn = parseArn(request.resource) ?? null;
  return memo.arn ?? undefined;
}

/** The values of a key by its name in lower case; none where it is missing. */
export function valuesOf({ memo, request }: Facts, key: string): readonly string[] {
  return (memo.context ??= readContext(request.context)).get(key) ?? none;
}

const none: readonly string[] = [];

/** Of two spellings of one key the first counts. */
function readContext(context: Request["context"] = {}): ReadonlyMap<string, readonly string[]> {
  const read = new Map<string, readonly string[]>();
  for (const key of Object.keys(context)) {
    const name = key.toLowerCase();
    if (!read.has(name)) read.set(name, textsOf(context[key]));
  }
  return read;
}

/** What comes from JSON may hold numbers and Booleans too. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === "string") return [value];
  return typeof value === "number" || typeof value === "boolean" ? [String(value)] : none;
}
