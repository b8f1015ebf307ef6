import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Options, Plugin } from "prettier";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { codeOf, reasonOf } from "../read-file.ts";
import { UsageError } from "./console.ts";

/** What formatting a text gives: the new text, or what is wrong with the old one. */
export type Formatted = { readonly text: string } | { readonly findings: readonly Diagnostic[] };

/** Formats texts as prettier does with the plugin, each as its place in the file system asks for. */
export type Formatter = (text: string, path: string) => Promise<Formatted>;

/** Loads prettier, which is installed beside chimepolicy by those who format. */
export async function loadFormatter(): Promise<Formatter> {
  const { format, plugin } = await load();
  const known = new Map<string, boolean>();
  return async (text, path) => {
    const options = hasConfiguration(dirname(path), known) ? await configurationOf(path) : {};
    try {
      return { text: await format(text, { ...options, filepath: path, parser: "chimepolicy", plugins: [plugin] }) };
    } catch (error) {
      if (error instanceof SyntaxError && Array.isArray(error.cause)) return { findings: error.cause as Diagnostic[] };
      throw error;
    }
  };
}

async function load(): Promise<{ format: (text: string, options: Options) => Promise<string>; plugin: Plugin }> {
  try {
    const { format } = await import("prettier/standalone");
    return { format, plugin: await import("../../tools/format/plugin.ts") };
  } catch (error) {
    if (!["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"].includes(codeOf(error) ?? "")) throw error;
    throw new UsageError(
      "`chimepolicy fmt` formats with prettier, which is not installed",
      "install it beside chimepolicy: `npm install --save-dev prettier`",
    );
  }
}

const configurationFile = /^(?:\.prettierrc(?:\..+)?|prettier\.config\..+|\.editorconfig|package\.yaml)$/;

/** Whether anything above a file may tell prettier how to format it. Only then is the large part loaded that reads configurations. */
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
    return readFileSync(join(folder, "package.json"), "utf8").includes('"prettier"');
  } catch {
    return false;
  }
}

async function configurationOf(path: string): Promise<Options> {
  const { resolveConfig } = await import("prettier");
  try {
    return (await resolveConfig(path, { editorconfig: true })) ?? {};
  } catch (error) {
    throw new UsageError(`cannot read prettier's configuration: ${reasonOf(error)}`);
  }
}
