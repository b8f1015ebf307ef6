import type { ParameterValue } from "../../config/config.ts";

/** How the sources that a program imports are compiled. What is not said here is what the project's configuration says. */
export interface Options {
  /** The environment of the configuration. */
  readonly env?: string | undefined;
  /** Values of build parameters, which go before those of the configuration. */
  readonly parameters?: Readonly<Record<string, ParameterValue>> | undefined;
  /** Keep beside each source that is imported a declaration for TypeScript of what it gives: `help-desk.d.chimepolicy.ts`. */
  readonly types?: boolean | undefined;
}
