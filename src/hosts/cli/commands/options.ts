import type { Argv } from "yargs";
import { UsageError } from "../console.ts";

/** Options that several commands share. */
export interface ParameterOptions {
  readonly param?: readonly string[] | undefined;
}

/** Adds `--param name=value`, which may be repeated. */
export function withParameters<T>(yargs: Argv<T>): Argv<T & ParameterOptions> {
  return yargs.option("param", {
    type: "string",
    array: true,
    nargs: 1,
    describe: "value of a build parameter, as name=value; may be repeated",
  }) as Argv<T & ParameterOptions>;
}

/** The parameters given with `--param`. */
export function readParameters({ param }: ParameterOptions): Readonly<Record<string, string>> {
  const values: [string, string][] = [];
  for (const text of param ?? []) {
    const equals = text.indexOf("=");
    if (equals < 1) throw new UsageError(`\`--param ${text}\` has no value`, "write `--param name=value`");
    const name = text.slice(0, equals);
    if (values.some(([known]) => known === name)) throw new UsageError(`the parameter \`${name}\` is given twice`);
    values.push([name, text.slice(equals + 1)]);
  }
  return Object.fromEntries(values);
}

/** Adds `--format`. */
export function withFormat<T>(yargs: Argv<T>): Argv<T & { format: "pretty" | "json" }> {
  return yargs.option("format", {
    choices: ["pretty", "json"] as const,
    default: "pretty" as const,
    describe: "how to print: for people, or as JSON",
  }) as Argv<T & { format: "pretty" | "json" }>;
}
