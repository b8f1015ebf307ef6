import { didYouMean, suggest } from "../text/suggest.ts";
import type { Config, Environment } from "./config.ts";

/** What a configuration says for one environment, or for none. */
export interface Settings {
  readonly outDir: string;
  /** The compiler's options. */
  readonly options: {
    readonly projectParameters: NonNullable<Environment["parameters"]>;
    readonly levels: NonNullable<Config["rules"]>;
    readonly branchLimit?: number;
  };
}

/** Where documents go when nothing is said. */
const defaultOutDir = "out";

/** The settings for one environment, or those for none; a message where there is no environment of that name. */
export function settingsOf(config: Config, environment?: string): Settings | { readonly problem: string; readonly help: string } {
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
  const projectParameters = { ...config.parameters, ...own.parameters };
  return { outDir, options: { projectParameters, levels, ...(branches === undefined ? {} : { branchLimit: branches }) } };
}
