import { buildPart, type BuildOptions, type BuildUnit } from "../../build-part.ts";
import { link } from "../../build/link.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { configName, type Config } from "../../config/config.ts";
import type { Settings } from "../../config/environment.ts";
import { createDiagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { sortDiagnostics } from "../../diagnostics/order.ts";
import { kindLimits, type KindLimits } from "../../iam/limits.ts";
import type { EntryFile } from "../../load.ts";
import type { Location } from "../../text/source.ts";
import { didYouMean, suggest } from "../../text/suggest.ts";
import type { Project } from "./project.ts";

/** A project that is to be built for an environment, or for none. */
export interface OpenProject {
  readonly project: Project;
  readonly config: Config;
  readonly settings: Settings;
}

/** Values of build parameters that go before those of the configuration, each with the place that it was given at. */
export type GivenParameters = Readonly<
  Record<string, Extract<NonNullable<BuildOptions["projectParameters"]>[string], { readonly name: unknown }>>
>;

/** Every source of a project compiled, and what is found in them together. */
export interface CompiledProject {
  readonly units: readonly BuildUnit[];
  readonly diagnostics: readonly Diagnostic[];
}

/** So many sources at once: what they are made of is let go before the next ones come, which keeps memory small and collections short. */
const partSize = 20;

/** Compiles all sources of a project, part by part. Values of parameters that are given go before those of the configuration. */
export function compileProject(
  { project, config, settings }: OpenProject,
  sources: readonly EntryFile[],
  catalog: Catalog,
  given: GivenParameters = {},
): CompiledProject {
  const { projectParameters } = settings.options;
  const options: BuildOptions = {
    ...settings.options,
    host: project.host,
    catalog,
    limits: limitsOf(config),
    projectParameters: { ...projectParameters, ...given },
  };
  const units: BuildUnit[] = [];
  const declared = new Set<string>();
  for (let start = 0; start < sources.length; start += partSize) {
    const part = buildPart(sources.slice(start, start + partSize), options);
    for (const unit of part.units) units.push(unit);
    for (const name of part.parameters) declared.add(name);
  }
  const unknown = [
    ...undeclared(Object.keys(projectParameters), declared, inConfiguration),
    ...undeclared(Object.keys(given), declared, (name) => given[name]!.name),
  ];
  return { units, diagnostics: [...unknown, ...sortDiagnostics(link(units), sources)] };
}

/** How large a document of a project may be, and into how many it may be divided. */
export function limitsOf({
  limits: { size = kindLimits.identity.size, documents = kindLimits.identity.documents } = {},
}: Config): KindLimits {
  return { size, documents };
}

/** A value that is given for nothing: most likely its name is wrong. */
function undeclared(names: readonly string[], declared: ReadonlySet<string>, placeOf: (name: string) => Location): readonly Diagnostic[] {
  return names
    .filter((name) => !declared.has(name))
    .map((name) => createDiagnostic("unknown-parameter", { name }, placeOf(name), { help: didYouMean(suggest(name, declared)) }));
}

function inConfiguration(name: string): Location {
  return { source: { uri: configName, text: name }, start: 0, end: name.length };
}
