import { isRule } from "../../diagnostics/codes/index.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/** Findings without those of the compiler that a rule repeats at the same place, where it says what follows: one fact is told once. */
export function withoutEchoes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const placeOf = ({ aws, location }: Diagnostic): string => `${aws} ${location.source.uri} ${location.start} ${location.end}`;
  const told = new Set(diagnostics.filter(({ slug, aws }) => aws !== undefined && isRule(slug)).map(placeOf));
  return diagnostics.filter((one) => isRule(one.slug) || !told.has(placeOf(one)));
}
