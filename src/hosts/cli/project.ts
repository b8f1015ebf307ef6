import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { configName, type Config } from "../../config/config.ts";
import { settingsOf } from "../../config/environment.ts";
import type { EntryFile } from "../../load.ts";
import type { OpenProject } from "../build/compile.ts";
import type { Problems } from "../build/harvest.ts";
import { environmentVariable, findProject } from "../build/project.ts";
import { missingWords } from "./arguments.ts";
import { reportFindings, UsageError, type ReportOptions } from "./console.ts";
import { readNamed, shownName, unreadable } from "./inputs.ts";
import { refuseWrong } from "./parameters.ts";

/** How a command was called, as far as its project is concerned. */
export interface ProjectArguments {
  readonly env: string | undefined;
  readonly format: ReportOptions["format"];
  readonly color: boolean | undefined;
}

/** The project around the working folder, whose configuration is there and right. */
export async function openProject({ env, format, color }: ProjectArguments): Promise<OpenProject> {
  const project = findProject(process.cwd());
  const { config, diagnostics, unreadable, host } = project;
  const shown = shownName(configName, host);
  if (unreadable !== undefined) throw new UsageError(`cannot read \`${shown}\`: ${unreadable}`);
  if (config === undefined) {
    if (diagnostics.length === 0)
      throw new UsageError(
        `there is no \`${configName}\` in this folder or above`,
        "`chimepolicy init` makes one; `chimepolicy compile` needs none",
      );
    await reportFindings(diagnostics, { format, color, fileOf: (uri) => shownName(uri, host) });
    throw new UsageError(`\`${shown}\` is not right`);
  }
  const settings = settingsOf(config, environmentVariable, env);
  if ("problem" in settings) throw new UsageError(settings.problem, settings.help);
  return { project, config, settings };
}

/** The project around the working folder, which may have no configuration; a wrong one is refused with the place of what is wrong. */
export function projectAround(env?: string): Omit<OpenProject, "config"> & { readonly config: Config | undefined } {
  const project = findProject(process.cwd());
  const { config, diagnostics, unreadable: why, host } = project;
  const shown = shownName(configName, host);
  if (why !== undefined) throw new UsageError(`cannot read \`${shown}\`: ${why}`);
  refuseWrong(diagnostics, shown);
  const settings = settingsOf(config ?? {}, environmentVariable, env);
  if ("problem" in settings) throw new UsageError(settings.problem, settings.help);
  return { project, config, settings };
}

/** The files that a command is to work on: those that were named, or else the sources of the project around the working folder. */
export async function namedOrSources(command: string, names: readonly string[], env?: string): Promise<readonly string[]> {
  if (names.length > 0) return names;
  const { project, config, settings } = projectAround(env);
  if (config === undefined)
    throw new UsageError(
      missingWords[command]!,
      `without any, it takes the sources of a project, and there is no \`${configName}\` in this folder or above; \`chimepolicy ${command} --help\` shows how`,
    );
  return (await sourcesIn({ project, config, settings })).map((uri) => shownName(uri, project.host));
}

/** The sources of a project, read, if there are any. */
export async function readAnySources({ project: { host, root }, config, settings }: OpenProject): Promise<readonly EntryFile[]> {
  const { findSources } = await import("../build/sources.ts");
  return findSources(root, config, settings.outDir).map((uri) => ({ uri, text: readNamed(shownName(uri, host), host) }));
}

/** The sources of a project; that there are none is an error. */
export async function sourcesIn({ project, config, settings }: OpenProject): Promise<readonly string[]> {
  const { findSources } = await import("../build/sources.ts");
  const sources = findSources(project.root, config, settings.outDir);
  refuseMissing(config.files ?? [], sources, project);
  if (sources.length > 0) return sources;
  const help = `\`files\` of ${configName} says where they are`;
  const isHidden = findSources(project.root, config).length > 0;
  throw new UsageError(
    "there is no source in this project",
    isHidden ? `${help}; in \`${settings.outDir}\`, the folder of the documents, it has to name them` : help,
  );
}

/** A path in `files` that is no file would be missed by nobody: its documents would go. */
function refuseMissing(files: readonly string[], sources: readonly string[], { root, host }: OpenProject["project"]): void {
  const found = new Set(sources);
  for (const path of files) {
    if (/[*?[\]{}()!]/.test(path) || found.has(path)) continue;
    const target = join(root, path);
    const shown = shownName(configName, host);
    if (!existsSync(target)) throw new UsageError(`there is no file \`${path}\`, which \`files\` of ${shown} names`);
    if (statSync(target).isDirectory())
      throw new UsageError(
        `\`${path}\` in \`files\` of ${shown} is a folder`,
        `name the files in it, as in \`${path.replace(/\/+$/, "")}/**/*.chimepolicy\``,
      );
  }
}

/** What keeps a project from being compiled, for its user. */
export function problemOf({ unreadable: [first], unwritable = "" }: Problems, { project, settings }: OpenProject): UsageError {
  if (first !== undefined) return unreadable(`\`${shownName(first.uri, project.host)}\``, first.why);
  return new UsageError(`cannot write to \`${shownName(settings.outDir, project.host)}\`: ${unwritable}`);
}
