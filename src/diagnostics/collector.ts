import type { Location } from "../text/source.ts";
import type { Slug } from "./codes/index.ts";
import { createDiagnostic, type Details, type Diagnostic, type MessageParameters } from "./diagnostic.ts";

/** Adds the finding of a code. */
export type Report = <S extends Slug>(slug: S, parameters: MessageParameters<S>, location: Location, details?: Details) => void;

/** Findings as a phase makes them. */
export interface Collector {
  readonly diagnostics: Diagnostic[];
  readonly report: Report;
}

/** A collector with nothing in it yet. */
export function createCollector(): Collector {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    report: (slug, parameters, location, details) => {
      diagnostics.push(createDiagnostic(slug, parameters, location, details));
    },
  };
}
