import type { Level } from "../diagnostics/levels.ts";

/** A value of a build parameter. */
export type ParameterValue = string | number | boolean | readonly (string | number | boolean)[];

/** A value that an environment variable holds where the project is built. */
export interface Variable {
  readonly env: string;
}

/** What differs between the places that a project is built for. */
export interface Environment {
  readonly parameters?: Readonly<Record<string, ParameterValue | Variable>>;
  readonly outDir?: string;
}

/** What `chimepolicy.config.json` says; `shape.ts` tells each setting's meaning. */
export interface Config extends Environment {
  readonly files?: readonly string[];
  readonly environments?: Readonly<Record<string, Environment>>;
  readonly rules?: Readonly<Record<string, Level>>;
  readonly catalog?: string;
  readonly limits?: { readonly branches?: number; readonly documents?: number; readonly size?: number };
}

/** The name of the file; its folder is the project's root. */
export const configName = "chimepolicy.config.json";
