import { dirname, isAbsolute, join, relative } from "node:path";
import { analyse } from "../../analyse.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { emitAll } from "../../compile.ts";
import { configName } from "../../config/config.ts";
import { settingsOf } from "../../config/environment.ts";
import { hasErrors, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Host } from "../../host.ts";
import type { GivenParameters } from "../build/compile.ts";
import { givenValue } from "../build/given-value.ts";
import { catalogFindings, limitsOf } from "../build/limits.ts";
import { environmentVariable, findProject, type Project } from "../build/project.ts";
import { whyUnread } from "../read-file.ts";
import type { NamedText } from "./module-text.ts";
import type { Options } from "./options.ts";

/** What a source gives to the program that imports it. */
export interface BundledSource {
  /** Its documents; none where something is wrong. */
  readonly documents: readonly NamedText[];
  readonly diagnostics: readonly Diagnostic[];
  /** What is wrong outside of all texts. */
  readonly problem?: { readonly message: string; readonly help?: string };
  /** The path of the file behind a uri; the uri itself for the standard library. */
  readonly pathOf: (uri: string) => string;
  /** The files that its documents depend on, those that are missing among them. */
  readonly dependencies: readonly string[];
  /** The build parameters that it and what it imports declare. */
  readonly parameters: readonly string[];
}

/** Compiles the source at a path, as the configuration of the project around it says. */
export function bundleSource(path: string, options: Options, catalog: Catalog): BundledSource {
  const project = projectOf(path);
  const { host, root, unreadable } = project;
  const dependencies = hasConfig(project) ? [join(root, configName)] : [];
  const nothing = {
    documents: [],
    diagnostics: project.diagnostics,
    pathOf: (uri: string) => (uri.startsWith("std/") ? uri : host.pathOf(uri)),
    dependencies,
    parameters: [],
  };
  if (unreadable !== undefined) return { ...nothing, problem: { message: `cannot read \`${configName}\`: ${unreadable}` } };
  if (hasErrors(project.diagnostics)) return nothing;
  const { config = {} } = project;
  const settings = settingsOf(config, environmentVariable, options.env);
  if ("problem" in settings) return { ...nothing, problem: { message: settings.problem, help: settings.help } };
  const read = host.readAnywhere(path);
  if (!("text" in read)) return { ...nothing, problem: { message: `cannot read \`${path}\`: ${whyUnread(read)}` } };

  const watching: Host = {
    read(uri) {
      dependencies.push(host.pathOf(uri));
      return host.read(uri);
    },
  };
  const checkOptions = {
    ...settings.options,
    host: watching,
    projectParameters: { ...settings.options.projectParameters, ...placedParameters(options) },
  };
  const front = analyse([{ uri: host.uriOf(path), text: read.text }], checkOptions, catalog, true);
  const { files, diagnostics } = emitAll(front, catalog, { limits: limitsOf(config) });
  const parameters = front.modules.flatMap(({ module }) =>
    module.declarations.flatMap((one) => (one.kind === "ParamDeclaration" ? [one.name.text] : [])),
  );
  const own = [...project.diagnostics, ...catalogFindings(project, catalog)];
  const found = { ...nothing, diagnostics: [...own, ...diagnostics.map(adviseHere)], parameters };
  if (hasErrors(found.diagnostics)) return found;
  if (files.length === 0) return { ...found, problem: noDocument(host.uriOf(path)) };
  return { ...found, documents: files.map(({ name, text }) => ({ name, text })) };
}

/** A finding about a value says that it is one of the options. */
function placedParameters({ parameters = {} }: Options): GivenParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, givenValue(name, value, `-- parameter ${name} of the plugin`)]),
  );
}

/** As on the command line, the working folder is the project of sources that have no configuration. */
function projectOf(path: string): Project {
  const near = findProject(dirname(path));
  const working = process.cwd();
  const way = relative(working, path);
  return hasConfig(near) || way.startsWith("..") || isAbsolute(way) ? near : findProject(working);
}

function hasConfig({ config, diagnostics, unreadable }: Project): boolean {
  return config !== undefined || diagnostics.length > 0 || unreadable !== undefined;
}

/** There is no command line that could give a value. */
function adviseHere(finding: Diagnostic): Diagnostic {
  const isOfCommandLine = finding.slug === "missing-parameter" && finding.help?.includes("--param") === true;
  return isOfCommandLine ? { ...finding, help: `give it one in \`parameters\` of \`${configName}\`` } : finding;
}

function noDocument(name: string): { readonly message: string; readonly help: string } {
  return { message: `\`${name}\` gives no document`, help: "a program can import files with a role, or a policy that needs no arguments" };
}
