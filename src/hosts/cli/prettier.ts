import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { resolveConfig } from "prettier";
import { format, type FormatOptions, type FormatResult } from "../../tools/format/format.ts";
import { codeOf, reasonOf } from "../read-file.ts";
import { UsageError } from "./console.ts";

/** Formats texts, each as its place in the file system asks for. */
export type Formatter = (text: string, path: string, uri: string) => Promise<FormatResult>;

/**
 * Makes a formatter, which asks prettier where there is a configuration for it to read, and only there. Where prettier is not
 * installed it tells so, and goes on without the configuration if it is let.
 */
export function createFormatter(withoutPrettier: (problem: UsageError) => void = fail): Formatter {
  const known = new Map<string, boolean>();
  return async (text, path, uri) => {
    const options = hasConfiguration(dirname(path), known) ? await configurationOf(path, withoutPrettier) : {};
    return format(text, { ...options, uri });
  };
}

function fail(problem: UsageError): never {
  throw problem;
}

const configurationFile = /^(?:\.prettierrc(?:\..+)?|prettier\.config\..+|\.editorconfig|package\.yaml)$/;

/** Whether anything above a file may tell prettier how to format it. */
function hasConfiguration(folder: string, known: Map<string, boolean>): boolean {
  const before = known.get(folder);
  if (before !== undefined) return before;
  const names = namesIn(folder);
  const here = names.some((name) => configurationFile.test(name)) || (names.includes("package.json") && speaksOfPrettier(folder));
  const result = here || (dirname(folder) !== folder && hasConfiguration(dirname(folder), known));
  known.set(folder, result);
  return result;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function speaksOfPrettier(folder: string): boolean {
  try {
    return "prettier" in (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as object);
  } catch {
    return false;
  }
}

async function configurationOf(path: string, withoutPrettier: (problem: UsageError) => void): Promise<FormatOptions> {
  const prettier = await loadPrettier();
  if (prettier === undefined) {
    withoutPrettier(
      new UsageError(
        "prettier is not installed, which reads the configuration that says how sources are formatted here",
        "install it beside chimepolicy: `npm install --save-dev prettier`",
      ),
    );
    return {};
  }
  try {
    return chosen((await prettier.resolveConfig(path, { editorconfig: true })) ?? {});
  } catch (error) {
    throw new UsageError(`cannot read prettier's configuration: ${error instanceof UsageError ? error.message : reasonOf(error)}`);
  }
}

const isBoolean = (value: unknown): boolean => typeof value === "boolean";
const isWidth = (value: unknown): boolean => value === Infinity || (Number.isInteger(value) && (value as number) >= 0);
const checks: Readonly<Record<Exclude<keyof FormatOptions, "uri">, (value: unknown) => boolean>> = {
  printWidth: isWidth,
  tabWidth: isWidth,
  useTabs: isBoolean,
  endOfLine: (value) => ["lf", "crlf", "cr", "auto"].includes(value as string),
  requirePragma: isBoolean,
  insertPragma: isBoolean,
  checkIgnorePragma: isBoolean,
};

/** Of a configuration what speaks of more than other languages. */
function chosen(options: object): FormatOptions {
  const own = Object.entries(options).filter(([name, value]) => Object.hasOwn(checks, name) && value !== undefined);
  const wrong = own.find(([name, value]) => !checks[name as keyof typeof checks](value));
  if (wrong !== undefined) throw new UsageError(`\`${wrong[0]}\` cannot be ${JSON.stringify(wrong[1])}`);
  return Object.fromEntries(own);
}

async function loadPrettier(): Promise<{ readonly resolveConfig: typeof resolveConfig } | undefined> {
  try {
    return await import("prettier");
  } catch (error) {
    if (!["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"].includes(codeOf(error) ?? "")) throw error;
    return undefined;
  }
}
