/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
const variable = /\$\{\s*([^},'{\s]+)\s*(?:,\s*'([^']*)'\s*)?\}/g;

/** The names of the policy variables of a text that have no default, as written. */
export function variablesIn(text: string): readonly string[] {
  if (!text.includes("${")) return [];
  return [...text.matchAll(variable)].flatMap(([, name = "", fallback]) => (fallback === undefined && name.length > 1 ? [name] : []));
}

/** A text with values in place of its variables; a variable without either value or default stays. */
export function fillVariables(text: string, valueOf: (name: string) => string | undefined): string {
  if (!text.includes("${")) return text;
  return text.replaceAll(variable, (whole, name: string, fallback: string | undefined) =>
    name.length === 1 ? name : (valueOf(name) ?? fallback ?? whole),
  );
}
