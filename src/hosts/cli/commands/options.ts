import type { Argv } from "yargs";
import type { CheckOptions } from "../../../analyse.ts";
import { count } from "../../../diagnostics/render/words.ts";
import type { Settings } from "../../../config/environment.ts";
import type { EntryFile } from "../../../load.ts";
import { formats, UsageError, type ReportOptions } from "../console.ts";
import { readParameters, type ParameterArguments } from "../parameters.ts";
import { projectAround } from "../project.ts";

/** What commands that read sources have in common. */
export interface SourceOptions extends ParameterArguments {
  readonly "max-branches"?: string | undefined;
  readonly env?: string | undefined;
}

/** The files that a command works on. */
export const filesOption = { type: "string", array: true, demandOption: true, describe: "paths or globs, `-` for standard input" } as const;

/** The same for a command that takes the sources of the project where none are named. */
export const optionalFilesOption = {
  type: "string",
  array: true,
  default: [] as string[],
  defaultDescription: "the project's sources",
  describe: "paths or globs, `-` for standard input",
} as const;

/** Where values of build parameters come from. */
export const parameterOptions = {
  param: { type: "string", array: true, nargs: 1, describe: "value of a build parameter, as name=value; may be repeated" },
  "param-file": {
    type: "string",
    requiresArg: true,
    describe: "a JSON object with values of build parameters by name; --param goes before",
  },
} as const;

/** Adds `--param name=value`, which may be repeated, `--param-file`, `--max-branches` and `--env`. */
export function withSources<T>(yargs: Argv<T>): Argv<T & SourceOptions> {
  return yargs
    .option("param", parameterOptions.param)
    .option("param-file", parameterOptions["param-file"])
    .option("max-branches", {
      type: "string",
      requiresArg: true,
      describe: "how many statements one condition with `or` may take; 64 if not given",
    })
    .option("env", {
      type: "string",
      requiresArg: true,
      describe: "the environment of the project's configuration to take parameters from",
    });
}

/** The compiler's options that these give, over those of the project's configuration, where there is one. */
export function readSourceOptions(options: SourceOptions): Settings["options"] & Required<Pick<CheckOptions, "parameters">> {
  const limit = options["max-branches"];
  const parameters = readParameters(options);
  if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit))
    throw new UsageError(`\`--max-branches ${limit}\` is no limit`, "give a number from 1 to 999999");
  return { ...projectAround(options.env).settings.options, parameters, ...(limit === undefined ? {} : { branchLimit: Number(limit) }) };
}

/** Adds `--format` for findings and results. */
export function withFormat<T>(yargs: Argv<T>): Argv<T & { format: ReportOptions["format"] }> {
  return yargs.option("format", {
    choices: formats,
    default: "pretty" as const,
    requiresArg: true,
    describe: "how to print: for people, as JSON, as SARIF, as GitHub annotations, as JUnit XML",
  });
}

/** Adds `--format` for data. */
export function withDataFormat<T>(yargs: Argv<T>): Argv<T & { format: "pretty" | "json" }> {
  return yargs.option("format", {
    choices: ["pretty", "json"] as const,
    default: "pretty" as const,
    requiresArg: true,
    describe: "how to print: for people, or as JSON",
  });
}

/** Less than this never takes half a second. */
const quickFiles = 50;
const quickCharacters = 300_000;

/** Does some work over files, with a word on the terminal if it takes long. */
export async function withProgress<T>(verb: string, files: readonly EntryFile[], work: () => T | Promise<T>): Promise<T> {
  const characters = files.reduce((sum, { text }) => sum + text.length, 0);
  return files.length <= quickFiles && characters <= quickCharacters ? work() : showProgress(verb, files, work);
}

/** The same for work that can take long over any file. */
export async function showProgress<T>(verb: string, files: readonly unknown[], work: () => T | Promise<T>): Promise<T> {
  const { startProgress } = await import("../progress.ts");
  const stop = startProgress(`${verb} ${count(files.length, "file")}`);
  try {
    return await work();
  } finally {
    stop();
  }
}
