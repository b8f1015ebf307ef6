import type { ParameterValue } from "../../config/config.ts";
import { isObject } from "../../build/data.ts";
import { didYouMean, suggest } from "../../text/suggest.ts";

/** How the sources that a program imports are compiled. What is not said here is what the project's configuration says. */
export interface Options {
  /** The environment of the configuration. */
  readonly env?: string | undefined;
  /** Values of build parameters, which go before those of the configuration. */
  readonly parameters?: Readonly<Record<string, ParameterValue>> | undefined;
  /** Keep beside each source that is imported a declaration for TypeScript of what it gives: `help-desk.d.chimepolicy.ts`. */
  readonly types?: boolean | undefined;
}

/** What is wrong with options, in words: a program in JavaScript is held to no types. Undefined where nothing is. */
export function problemOfOptions(options: unknown): string | undefined {
  if (!isObject(options)) return "the options of chimepolicy are no object";
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name)) {
      const known = Object.keys(checks);
      const help = didYouMean(suggest(name, known)) ?? `there are ${known.map((one) => `\`${one}\``).join(", ")}`;
      return `chimepolicy has no option \`${name}\`: ${help}`;
    }
    const problem = value === undefined ? undefined : checks[name as keyof Options](value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const checks: Readonly<Record<keyof Options, (value: unknown) => string | undefined>> = {
  env: (value) => (typeof value === "string" ? undefined : "the option `env` of chimepolicy takes a text"),
  parameters: problemOfParameters,
  types: (value) => (typeof value === "boolean" ? undefined : "the option `types` of chimepolicy takes `true` or `false`"),
};

function problemOfParameters(parameters: unknown): string | undefined {
  if (!isObject(parameters)) return "the option `parameters` of chimepolicy takes an object with values by name";
  const [wrong] = Object.entries(parameters).filter(([, value]) => !isSimple(value) && !(Array.isArray(value) && value.every(isSimple)));
  if (wrong === undefined) return undefined;
  const [name, value] = wrong;
  return value === undefined
    ? `the option \`parameters\` of chimepolicy has \`undefined\` for \`${name}\`: give it a value, or leave it out`
    : `\`${name}\` in the option \`parameters\` of chimepolicy takes a text, a number, \`true\`, \`false\` or a list of these`;
}

function isSimple(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
