import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { applyEdits } from "./text/edit.ts";
import type { Edit } from "./text/edit.ts";

/**
 * The texts of files after the fixes, by uri; files without one are left out. A finding with several fixes leaves the choice to its author.
 * Of fixes that touch the same text the first one wins; check again for the others.
 */
export function applyFixes(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, string> {
  const byFile = new Map<string, { text: string; edits: Edit[] }>();
  const taken = new Set<string>();
  for (const { fixes } of diagnostics) {
    const [fix, ...others] = fixes;
    if (fix === undefined || others.length > 0) continue;
    const keys = fix.edits.map(({ location, newText }) => `${location.source.uri} ${location.start} ${location.end} ${newText}`);
    const overlaps = fix.edits.some(({ location }) =>
      (byFile.get(location.source.uri)?.edits ?? []).some((other) => touches(other.location, location)),
    );
    if (overlaps || keys.every((key) => taken.has(key))) continue;
    for (const key of keys) taken.add(key);
    for (const edit of fix.edits) {
      const { uri, text } = edit.location.source;
      const file = byFile.get(uri) ?? { text, edits: [] };
      file.edits.push(edit);
      byFile.set(uri, file);
    }
  }
  return new Map([...byFile].map(([uri, { text, edits }]) => [uri, applyEdits(text, edits).text]));
}

/** Whether two edits cannot both be made: they share text, or insert at one place. */
function touches(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end ? true : a.start === b.start && a.end === b.end;
}
