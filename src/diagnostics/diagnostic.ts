import type { Edit } from "../text/edit.ts";
import type { Location } from "../text/source.ts";
import type { CodeDefinition } from "./codes/define.ts";
import { codes, type Slug } from "./codes/index.ts";

/** How grave a finding is. An error means that nothing is emitted. */
export type Severity = "error" | "security-warning" | "warning" | "suggestion";

/** One finding, with everything a host needs to show it or to mend it. */
export interface Diagnostic {
  /** Stable, never reused: `CP2001`. */
  readonly code: string;
  /** The readable name of the code: `unknown-action`. */
  readonly slug: Slug;
  readonly severity: Severity;
  /** The code IAM Access Analyzer gives the same finding, where there is one. */
  readonly aws?: string;
  /** One line, one fact, lower case, no full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  readonly location: Location;
  /** For a finding shown at an include: the place in what is included. */
  readonly origin?: Location;
  /** Further facts, one a line. */
  readonly notes: readonly string[];
  readonly related: readonly Related[];
  /** One is certain and may be made without asking; of several the author chooses. */
  readonly fixes: readonly Fix[];
}

/** Another place that belongs to a finding, in its own words. */
export interface Related {
  readonly message: string;
  readonly location: Location;
}

/** A change that mends a finding, as plain data. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** What a report may carry beside its message. */
export interface Details {
  readonly help?: string | undefined;
  readonly notes?: readonly string[];
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  readonly origin?: Location;
  /** Which of the code's names in IAM Access Analyzer is meant. */
  readonly aws?: string | undefined;
}

/** The parameters that the message of a code takes. */
export type MessageParameters<S extends Slug> = Parameters<(typeof codes)[S]["message"]>[0];

/** Makes the finding of a code at a place. */
export function createDiagnostic<S extends Slug>(
  slug: S,
  parameters: MessageParameters<S>,
  location: Location,
  details: Details = {},
): Diagnostic {
  const definition: CodeDefinition<never> = codes[slug];
  const aws = details.aws ?? (typeof definition.aws === "string" ? definition.aws : undefined);
  return {
    code: definition.code,
    slug,
    severity: definition.severity,
    ...(aws === undefined ? {} : { aws }),
    message: definition.message(readable(parameters) as never),
    ...(details.help === undefined ? {} : { help: details.help }),
    location,
    ...(details.origin === undefined ? {} : { origin: details.origin }),
    notes: details.notes ?? [],
    related: details.related ?? [],
    fixes: details.fixes ?? [],
  };
}

/** Longer names are of nobody's making: the middle of one is left out. */
const longestName = 1000;

function readable<T extends object>(parameters: T): T {
  const entries = Object.entries(parameters);
  if (!entries.some(([, value]) => isTooLong(value))) return parameters;
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isTooLong(value) ? `${value.slice(0, longestName / 2)}…${value.slice(-50)}` : value]),
  ) as T;
}

function isTooLong(value: unknown): value is string {
  return typeof value === "string" && value.length > longestName;
}

/** Whether any finding is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
