import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
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
  const known = new Map<string, string | undefined>();
  return async (text, path, uri) => {
    const file = configurationAbove(dirname(path), known);
    const options = file === undefined ? {} : await configurationOf(path, file, withoutPrettier);
    return format(text, { ...options, uri });
  };
}

function fail(problem: UsageError): never {
  throw problem;
}

const configurationFile = /^(?:\.prettierrc(?:\..+)?|prettier\.config\..+|\.editorconfig|package\.yaml)$/;

/** The nearest file above that may tell prettier how to format; undefined where there is none. */
function configurationAbove(folder: string, known: Map<string, string | undefined>): string | undefined {
  if (known.has(folder)) return known.get(folder);
  const names = namesIn(folder);
  const own = names.find((name) => configurationFile.test(name) || (name === "package.json" && speaksOfPrettier(folder)));
  const above = dirname(folder) === folder ? undefined : dirname(folder);
  const found = own !== undefined ? join(folder, own) : above === undefined ? undefined : configurationAbove(above, known);
  known.set(folder, found);
  return found;
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

async function configurationOf(path: string, file: string, withoutPrettier: (problem: UsageError) => void): Promise<FormatOptions> {
  const prettier = await loadPrettier();
  if (prettier === undefined) {
    withoutPrettier(
      new UsageError(
        `\`${relative(process.cwd(), file)}\` may say how sources are formatted, and prettier, which reads it, is not installed`,
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
