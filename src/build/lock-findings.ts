import { createDiagnostic, type Details, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { listNames } from "../text/list.ts";
import { locate, type Source } from "../text/source.ts";
import type { Comparison, Drift } from "./lock.ts";
import { locationOf, type SourceOf } from "./place.ts";

/**
 * What there is to say of a project that grants something else than its lock has: what AWS's new actions do is a warning. Where it must be as locked,
 * everything that differs is an error.
 */
export function lockFindings(
  { drifts, unlocked, hasStale }: Comparison,
  lock: Source,
  locked: boolean,
  sourceOf: SourceOf,
): readonly Diagnostic[] {
  const findings = drifts.flatMap((drift) => driftFindings(drift, sourceOf));
  if (!locked) return findings;
  const unknown = unlocked.map(({ written: expression, place }) =>
    createDiagnostic("unlocked-grant", { expression }, locationOf(place, sourceOf), {
      help: "`chimepolicy lock` writes down what it stands for",
    }),
  );
  const stale = hasStale
    ? [createDiagnostic("stale-lock", {}, locate(lock, { start: 0, end: 0 }), { help: "`chimepolicy lock` writes it anew" })]
    : [];
  return [...findings.map((finding): Diagnostic => ({ ...finding, severity: "error" })), ...unknown, ...stale];
}

function driftFindings({ grant, added, removed }: Drift, sourceOf: SourceOf): readonly Diagnostic[] {
  const { written: expression, effect, place, document } = grant;
  const location = locationOf(place, sourceOf);
  const help = "`chimepolicy lock` accepts it; to keep what it was, write the names";
  const details = (names: readonly string[]): Details => ({ help, notes: [`in \`${document}\`: ${listNames(names)}`] });
  const [widened, narrowed] = effect === "Allow" ? [added, removed] : [removed, added];
  return [
    ...(widened.length === 0
      ? []
      : [createDiagnostic("widened-grant", { expression, effect, count: widened.length }, location, details(widened))]),
    ...(narrowed.length === 0
      ? []
      : [createDiagnostic("narrowed-grant", { expression, effect, count: narrowed.length }, location, details(narrowed))]),
  ];
}
