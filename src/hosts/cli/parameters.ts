import { readParameterFile } from "../../config/read.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { lineMap } from "../../text/line-map.ts";
import type { GivenParameters } from "../build/compile.ts";
import { givenValue } from "../build/given-value.ts";
import { createNodeHost } from "../node-host.ts";
import { UsageError } from "./console.ts";
import { isFolder, readNamed, shownName } from "./inputs.ts";

/** The options that give values of build parameters. */
export interface ParameterArguments {
  readonly param?: readonly string[] | undefined;
  readonly "param-file"?: string | undefined;
}

/** The values that `--param-file` and `--param` give; those of `--param` go before. */
export function readParameters({ param = [], "param-file": file }: ParameterArguments): GivenParameters {
  const values = new Map<string, GivenParameters[string]>();
  for (const [name, value] of readPairs("--param", "name=value", param)) {
    if (values.has(name)) throw new UsageError(`the parameter \`${name}\` is given twice`);
    values.set(name, givenValue(name, value, `--param ${name}`));
  }
  return { ...(file === undefined ? {} : readFile(file)), ...Object.fromEntries(values) };
}

function readFile(file: string): GivenParameters {
  if (file === "") throw new UsageError("`--param-file` names no file");
  if (isFolder(file)) throw new UsageError(`\`${file}\` is a folder, and \`--param-file\` takes a file`);
  const host = createNodeHost(process.cwd());
  const uri = host.uriOf(file);
  const { values = {}, diagnostics } = readParameterFile({ uri, text: readNamed(file, host) });
  refuseWrong(diagnostics, shownName(uri, host));
  return values;
}

/** Refuses a file that is not right, with the place of the first thing that is wrong in it. */
export function refuseWrong([wrong]: readonly Diagnostic[], file: string): void {
  if (wrong === undefined) return;
  const { line, column } = lineMap(wrong.location.source.text).position(wrong.location.start);
  throw new UsageError(`${file}:${line}:${column}: ${wrong.message}`, wrong.help);
}

/** The two sides of each `name=value` that an option brings. */
export function readPairs(option: string, form: string, texts: readonly string[]): readonly (readonly [name: string, value: string])[] {
  return texts.map((text) => {
    const equals = text.indexOf("=");
    const name = equals < 0 ? text : text.slice(0, equals);
    if (name.trim() === "") throw new UsageError(`\`${option} ${text}\` has no name`, `write \`${option} ${form}\``);
    if (equals < 0) throw new UsageError(`\`${option} ${text}\` has no value`, `write \`${option} ${text}=value\``);
    return [name, text.slice(equals + 1)];
  });
}
