import { contains, type Location } from "../text/source.ts";
import { createDiagnostic, type Diagnostic } from "./diagnostic.ts";
import type { Slug } from "./codes/index.ts";

/** `@suppress("slug", "reason")`: what it silences, and where. */
export interface Suppression {
  readonly slug: Slug;
  /** The annotated declaration or statement. */
  readonly target: Location;
  /** The annotation itself. */
  readonly location: Location;
}

/**
 * The findings that no suppression silences, and one more for each suppression that silences none. `mayBeIdle` says which ones may do so
 * unreported, since what they silence was not looked for.
 */
export function applySuppressions(
  diagnostics: readonly Diagnostic[],
  suppressions: readonly Suppression[],
  mayBeIdle: (suppression: Suppression) => boolean = () => false,
): readonly Diagnostic[] {
  if (suppressions.length === 0) return diagnostics;
  const used = new Set<Suppression>();
  const kept = diagnostics.filter(({ slug, location, origin }) => {
    const places = origin === undefined ? [location] : [location, origin];
    const silencing = suppressions.filter(
      (suppression) => suppression.slug === slug && places.some((place) => contains(suppression.target, place)),
    );
    for (const suppression of silencing) used.add(suppression);
    return silencing.length === 0;
  });
  const idle = suppressions.filter((suppression) => !used.has(suppression) && !mayBeIdle(suppression));
  return [...kept, ...idle.map(({ slug, location }) => createDiagnostic("unused-suppression", { slug }, location))];
}
