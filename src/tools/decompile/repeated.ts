import type { Context } from "./context.ts";
import type { ResourceEntry } from "./resources.ts";
import type { NamedText } from "./texts.ts";

const ambientFields = ["partition", "region", "account"] as const;

/** What a typed resource has in the fields that it does not name, where no parameter says otherwise. */
export const usualFields: Context["ambient"] = { partition: "aws", region: "*", account: "*" };

/** What typed resources are to take for the fields that they do not name: what most of them have, where that is one value. */
export function findAmbient(entries: readonly ResourceEntry[]): Context["ambient"] {
  const ambient = { ...usualFields };
  for (const field of ambientFields) {
    const counts = new Map<string, number>();
    for (const entry of entries) {
      const value = entry.kind === "typed" ? entry[field] : undefined;
      if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const usualCount = counts.get(usualFields[field]) ?? 0;
    counts.delete(usualFields[field]);
    const [only, ...others] = counts;
    if (only === undefined || others.length > 0 || /[*?]/.test(only[0])) continue;
    if (only[1] > 1 && only[1] > usualCount) ambient[field] = only[0];
  }
  return ambient;
}

/** The fields of typed resources that repeat a long text, as constants named after the field. */
export function findConstants(entries: readonly ResourceEntry[], parameters: readonly { readonly text: string }[]): readonly NamedText[] {
  const counts = new Map<string, Map<string, number>>();
  for (const entry of entries) {
    if (entry.kind !== "typed") continue;
    for (const [index, values] of entry.fields.entries()) {
      const [text, ...others] = values;
      if (text === undefined || others.length > 0 || /[*?$:/]/.test(text)) continue;
      if (parameters.some((one) => text.includes(one.text))) continue;
      const field = entry.type.fields[index]!;
      if (!/^[A-Za-z]\w*$/.test(field)) continue;
      const known = counts.get(field) ?? new Map<string, number>();
      counts.set(field, known.set(text, (known.get(text) ?? 0) + 1));
    }
  }
  const constants: NamedText[] = [];
  for (const [field, texts] of counts) {
    const repeated = [...texts].filter(([text, count]) => isWorthAName(text, count));
    const [only, ...others] = repeated;
    if (only === undefined || others.length > 0 || constants.some(({ text }) => text === only[0])) continue;
    constants.push({ name: field.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase()), text: only[0], anywhere: false });
  }
  return constants;
}

function isWorthAName(text: string, count: number): boolean {
  return (count > 2 && text.length >= 8) || (count > 1 && text.length >= 20);
}
