/** Why a `${…}` is no policy variable, by the names that IAM Access Analyzer has for it. */
export type VariableFault = "EMPTY_VARIABLE" | "MISSING_BRACE_IN_VARIABLE" | "MISSING_QUOTE_IN_VARIABLE" | "UNSUPPORTED_SPACE_IN_VARIABLE";

/**
 * What is wrong with a policy variable, from its `${` to its brace or to the end of the text; undefined where it has the form of one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function variableFault(text: string): VariableFault | undefined {
  if (!text.endsWith("}")) return "MISSING_BRACE_IN_VARIABLE";
  const inner = text.slice(2, -1);
  if (inner.trim() === "") return "EMPTY_VARIABLE";
  const comma = inner.indexOf(",");
  const name = comma < 0 ? inner : inner.slice(0, comma);
  if (/\s/.test(name)) return "UNSUPPORTED_SPACE_IN_VARIABLE";
  return comma < 0 || /^\s*'[^']*'\s*$/.test(inner.slice(comma + 1)) ? undefined : "MISSING_QUOTE_IN_VARIABLE";
}

/** The `${…}` of a text, each to its brace or to the end of the text, with where it begins. */
export function variablesIn(text: string): readonly { readonly start: number; readonly text: string }[] {
  return [...text.matchAll(/\$\{[^}]*\}?/g)].map((match) => ({ start: match.index, text: match[0] }));
}
