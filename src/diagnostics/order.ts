import type { Source } from "../text/source.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** The findings by file, in the order given, then by place; findings outside all files come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[], sources: readonly Source[]): readonly Diagnostic[] {
  if (diagnostics.length < 2) return diagnostics;
  const rank = new Map(sources.map((source, index) => [source.uri, index]));
  const rankOf = ({ location }: Diagnostic): number => rank.get(location.source.uri) ?? -1;
  return diagnostics.toSorted((a, b) => rankOf(a) - rankOf(b) || a.location.start - b.location.start || a.location.end - b.location.end);
}
