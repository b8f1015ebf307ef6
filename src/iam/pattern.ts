import { globCovers, globsDisjoint, parseGlob, type Glob } from "./glob.ts";

export { normaliseGlob } from "./glob.ts";

/**
 * A pattern of `Action` or `Resource`, taken apart at its colons.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export interface Pattern {
  readonly text: string;
  /** True for a lone `*`, which matches what is no ARN too. */
  readonly everything: boolean;
  /** Undefined when fields are missing, and then the pattern covers nothing but itself. */
  readonly fields: readonly Field[] | undefined;
  /** The text before the first wildcard or variable, in lower case. */
  readonly prefix: string;
}

/** One field; its glob is made when it is first asked for. */
export interface Field {
  readonly text: string;
  readonly glob: () => Glob;
}

/** Takes `chime:Get*` apart; letter case does not count, as in IAM. */
export function actionPattern(action: string): Pattern {
  const text = action.toLowerCase();
  const colon = text.indexOf(":");
  const fields = colon < 0 ? undefined : [field(text.slice(0, colon)), field(text.slice(colon + 1))];
  return { text, everything: /^\*+$/.test(text), fields, prefix: literalPrefix(text) };
}

/** Takes an ARN apart into six fields; `*` crosses colons in the last one only. */
export function resourcePattern(text: string): Pattern {
  return { text, everything: /^\*+$/.test(text), fields: arnFields(text)?.map(field), prefix: literalPrefix(text).toLowerCase() };
}

function field(text: string): Field {
  let made: Glob | undefined;
  return { text, glob: () => (made ??= parseGlob(text)) };
}

/** The six fields of an ARN, or undefined where some are missing. The colons of a policy variable do not count. */
export function arnFields(text: string): readonly string[] | undefined {
  const fields: string[] = [];
  const lastClose = text.lastIndexOf("}");
  let start = 0;
  for (let at = 0; at < text.length && fields.length < 5; at++) {
    if (at < lastClose && text.startsWith("${", at)) at = text.indexOf("}", at);
    else if (text[at] === ":") {
      fields.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return fields.length === 5 ? [...fields, text.slice(start)] : undefined;
}

/** Whether `wide` matches all that `narrow` matches. */
export function covers(wide: Pattern, narrow: Pattern): boolean {
  if (wide.everything || wide.text === narrow.text) return true;
  const inner = narrow.fields;
  if (wide.fields === undefined || inner === undefined) return false;
  return wide.fields.every((one, index) => fieldCovers(one, inner[index]!));
}

/** Most fields are equal, without wildcards, or have one at the end; only the others need the long way. */
function fieldCovers(wide: Field, narrow: Field): boolean {
  if (wide.text === "*" || wide.text === narrow.text) return true;
  if (!wide.text.includes("${")) {
    const wildcard = wide.text.search(/[*?]/);
    if (wildcard < 0) return !narrow.text.includes("$") ? false : globCovers(wide.glob(), narrow.glob());
    const start = wide.text.slice(0, wildcard);
    if (!narrow.text.startsWith(start)) return narrow.text.includes("$") && globCovers(wide.glob(), narrow.glob());
    if (wide.text.endsWith("*") && wildcard === wide.text.length - 1) return true;
  }
  return globCovers(wide.glob(), narrow.glob());
}

/** Whether nothing is matched by both; false also where that cannot be said. */
export function disjoint(a: Pattern, b: Pattern): boolean {
  if (a.everything || b.everything || a.fields === undefined || b.fields === undefined) return false;
  // Most pairs differ in a letter that stands at the same place in both.
  if (!a.prefix.startsWith(b.prefix) && !b.prefix.startsWith(a.prefix)) return true;
  const other = b.fields;
  return a.fields.some((one, index) => globsDisjoint(foldedGlob(one, index), foldedGlob(other[index]!, index)));
}

/** AWS does not say whether letter case counts before the fifth colon of an ARN, and other evaluators take it that it does not. */
function foldedGlob({ text, glob }: Field, index: number): Glob {
  return index < 5 && /[A-Z]/.test(text) ? parseGlob(text.toLowerCase()) : glob();
}

/** The text before the first wildcard or variable: whatever covers it has a prefix of this. */
export function literalPrefix(text: string): string {
  const at = text.search(/[*?]|\$\{/);
  return at < 0 ? text : text.slice(0, at);
}

/** Whether a text holds a wildcard outside a policy variable. */
export function hasWildcard(text: string): boolean {
  if (!text.includes("*") && !text.includes("?")) return false;
  return parseGlob(text).some((symbol) => typeof symbol !== "string");
}
