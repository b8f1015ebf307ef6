import { configName } from "../../config/config.ts";
import { settingsOf } from "../../config/environment.ts";
import type { EntryFile } from "../../load.ts";
import type { OpenProject } from "../build/compile.ts";
import { environmentVariable, findProject } from "../build/project.ts";
import { reportFindings, UsageError, type ReportOptions } from "./console.ts";
import { readNamed, shownName } from "./inputs.ts";

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

/** The sources of a project, read. */
export async function readSources({ project, config, settings }: OpenProject): Promise<readonly EntryFile[]> {
  const { findSources } = await import("../build/sources.ts");
  const sources = findSources(project.root, config, settings.outDir);
  if (sources.length === 0) throw new UsageError("there is no source in this project", `\`files\` of ${configName} says where they are`);
  return sources.map((uri) => ({ uri, text: readNamed(shownName(uri, project.host), project.host) }));
}
