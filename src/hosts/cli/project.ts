import { configName, type Config } from "../../config/config.ts";
import { settingsOf } from "../../config/environment.ts";
import type { EntryFile } from "../../load.ts";
import type { OpenProject } from "../build/compile.ts";
import { environmentVariable, findProject } from "../build/project.ts";
import { missingWords } from "./arguments.ts";
import { reportFindings, UsageError, type ReportOptions } from "./console.ts";
import { readNamed, shownName } from "./inputs.ts";
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
  if (unreadable !== undefined) throw new UsageError(`cannot read \`${configName}\`: ${unreadable}`);
  if (config === undefined) {
    if (diagnostics.length === 0)
      throw new UsageError(
        `there is no \`${configName}\` in this folder or above`,
        "`chimepolicy init` makes one; `chimepolicy compile` needs none",
      );
    await reportFindings(diagnostics, { format, color, fileOf: (uri) => shownName(uri, host) });
    throw new UsageError(`\`${shownName(configName, host)}\` is not right`);
  }
  const settings = settingsOf(config, environmentVariable, env);
  if ("problem" in settings) throw new UsageError(settings.problem, settings.help);
  return { project, config, settings };
}

/** The sources of a project, read; that there are none is an error. */
export async function readSources(open: OpenProject): Promise<readonly EntryFile[]> {
  return readAll(await sourcesOf(open), open);
}

/** The sources of a project, read, if there are any. */
export async function readAnySources(open: OpenProject): Promise<readonly EntryFile[]> {
  return readAll(await findAll(open), open);
}

function readAll(uris: readonly string[], { project: { host } }: OpenProject): readonly EntryFile[] {
  return uris.map((uri) => ({ uri, text: readNamed(shownName(uri, host), host) }));
}

async function findAll({ project, config, settings }: OpenProject): Promise<readonly string[]> {
  const { findSources } = await import("../build/sources.ts");
  return findSources(project.root, config, settings.outDir);
}

async function sourcesOf(open: OpenProject): Promise<readonly string[]> {
  const sources = await findAll(open);
  if (sources.length === 0) throw new UsageError("there is no source in this project", `\`files\` of ${configName} says where they are`);
  return sources;
}

/** The project around the working folder, which may have no configuration; a wrong one is refused with the place of what is wrong. */
export function projectAround(env?: string): Omit<OpenProject, "config"> & { readonly config: Config | undefined } {
  const project = findProject(process.cwd());
  const { config, diagnostics, unreadable } = project;
  if (unreadable !== undefined) throw new UsageError(`cannot read \`${configName}\`: ${unreadable}`);
  refuseWrong(diagnostics, configName);
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
  return (await sourcesOf({ project, config, settings })).map((uri) => shownName(uri, project.host));
}
