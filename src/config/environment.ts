import { didYouMean, suggest } from "../text/suggest.ts";
import type { Config, Environment, ParameterValue } from "./config.ts";

/** What a configuration says for one environment, or for none. */
export interface Settings {
  readonly outDir: string;
  /** The compiler's options. */
  readonly options: {
    readonly projectParameters: Readonly<Record<string, ParameterValue | FoundVariable>>;
    readonly levels: NonNullable<Config["rules"]>;
    readonly branchLimit?: number;
  };
}

/** An environment variable that a parameter is taken from, and what it holds; undefined where that is nothing. */
interface FoundVariable {
  readonly variable: string;
  readonly value: string | undefined;
}

/** What an environment variable holds. */
export type Variables = (name: string) => string | undefined;

/** Where documents go when nothing is said. */
const defaultOutDir = "out";

/**
 * The settings for one environment, or those for none; a message where there is no environment of that name. Of the variables, those
 * are read that the settings name.
 */
export function settingsOf(
  config: Config,
  variables: Variables,
  environment?: string,
): Settings | { readonly problem: string; readonly help: string } {
  const { environments = {} } = config;
  const own = environment === undefined ? {} : Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  if (own === undefined) {
    const known = Object.keys(environments);
    const near = didYouMean(suggest(environment!, known));
    return {
      problem: `there is no environment \`${environment!}\``,
      help:
        near ??
        (known.length === 0
          ? "the configuration has none"
          : `there ${known.length === 1 ? "is" : "are"} ${known.map((name) => `\`${name}\``).join(", ")}`),
    };
  }
  const outDir =
    own.outDir ?? (environment === undefined ? (config.outDir ?? defaultOutDir) : `${config.outDir ?? defaultOutDir}/${environment}`);
  const { rules: levels = {}, limits: { branches } = {} } = config;
  const projectParameters = withVariables({ ...config.parameters, ...own.parameters }, variables);
  return { outDir, options: { projectParameters, levels, ...(branches === undefined ? {} : { branchLimit: branches }) } };
}

function withVariables(parameters: NonNullable<Environment["parameters"]>, variables: Variables): Settings["options"]["projectParameters"] {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === "object" && "env" in value ? { variable: value.env, value: variables(value.env) } : value,
    ]),
  );
}
