import type { Location } from "./source.ts";

/** The replacement of one span by other text; an empty span inserts. */
export interface Edit {
  readonly location: Location;
  readonly newText: string;
}

/**
 * The text after all edits, which must belong to it. Edits that overlap an earlier one are left out, so that
 * several fixes can be tried in one pass; `applied` says how many went in.
 */
export function applyEdits(text: string, edits: readonly Edit[]): { text: string; applied: number } {
  const sorted = edits.toSorted((a, b) => a.location.start - b.location.start || a.location.end - b.location.end);
  let result = "";
  let at = 0;
  let applied = 0;
  for (const { location, newText } of sorted) {
    if (location.start < at) continue;
    result += text.slice(at, location.start) + newText;
    at = location.end;
    applied += 1;
  }
  return { text: result + text.slice(at), applied };
}
