import type { BuildOptions } from "../../build-part.ts";
import { link, othersOf, usesOf, type LinkedParts } from "../../build/link.ts";
import { affected, type BuildState, type KnownModule } from "../../build/state.ts";
import type { BuildUnit } from "../../build/unit.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Config } from "../../config/config.ts";
import type { Settings } from "../../config/environment.ts";
import { placeOfSetting } from "../../config/read.ts";
import { createDiagnostic, hasErrors, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { sortDiagnostics } from "../../diagnostics/order.ts";
import { locate, type Location } from "../../text/source.ts";
import { didYouMean, suggest } from "../../text/suggest.ts";
import { createHarvest, unlikeAny, type Problems } from "./harvest.ts";
import type { Job, OutputFile, OutputPlace } from "./job.ts";
import { keptResults } from "./kept.ts";
import { limitsOf } from "./limits.ts";
import type { Project } from "./project.ts";
import { jobSize, runJobs } from "./run.ts";
import { sourcesOf } from "./sources.ts";
import type { Stamps } from "./stamps.ts";

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

/** How the sources of a project are compiled. */
export interface CompileRequest {
  /** Values of parameters that go before those of the configuration. */
  readonly given: GivenParameters;
  readonly outputs: OutputPlace;
  /** What an earlier build left. */
  readonly state: BuildState;
  /** What the file system says of the project now. */
  readonly stamps: Stamps;
  readonly worker: string | undefined;
}

/** Every source of a project compiled, now or earlier, and what is found in them together. */
export interface CompiledProject {
  readonly units: readonly BuildUnit<OutputFile>[];
  readonly diagnostics: readonly Diagnostic[];
  /** The modules that the units were made of. */
  readonly modules: ReadonlyMap<string, KnownModule>;
  /** The sources that were compiled now. */
  readonly compiled: ReadonlySet<string>;
  /** Those of them whose units may be kept. */
  readonly complete: ReadonlySet<string>;
}

/** Compiles the sources of a project, those left out that would come out as they did. */
export async function compileProject(
  open: OpenProject,
  sources: readonly string[],
  catalog: Catalog,
  request: CompileRequest,
): Promise<CompiledProject | Problems> {
  const { project, settings } = open;
  const { given, outputs, state, stamps, worker } = request;
  const { projectParameters, levels } = settings.options;
  const options = jobOptions(open, given);
  const kept = keptResults(state, project.host, outputs.folder, stamps);
  const fresh = createHarvest();
  const compile = async (uris: readonly string[]): Promise<void> => {
    const jobs = partsOf(uris).map((part): Job => ({ root: project.root, sources: part, options, outputs: fresh.placeFor(outputs) }));
    for (const result of await runJobs(jobs, { host: project.host, catalog, worker })) fresh.add(result);
  };
  const partsNow = (): LinkedParts & Pick<CompiledProject, "units"> => {
    const units = sources.map((uri) => fresh.units.get(uri) ?? kept.unitOf(uri));
    return { units, others: othersOf(units, (uri) => fresh.others.get(uri) ?? kept.otherOf(uri)), errors: fresh.errors };
  };

  await compile(affected(sources, state, kept.isSame, kept.stands));
  if (hasProblems(fresh.problems)) return fresh.problems;
  const first = partsNow();
  const isUsed = usesOf([...first.units, ...first.others]);
  const abandoned = sources.filter((uri) => !fresh.units.has(uri) && state.units.get(uri)!.unused.some((name) => !isUsed(uri, name)));
  await compile(abandoned);
  if (hasProblems(fresh.problems)) return fresh.problems;

  const parts = abandoned.length === 0 ? first : partsNow();
  const knownAs = (uri: string): KnownModule => {
    const [now, then] = [fresh.modules.get(uri), kept.modules.get(uri)];
    // What changed since it was held to be the same has results of before beside those of now.
    return now === undefined ? then! : then === undefined || then.hash === now.hash ? now : unlikeAny(now);
  };
  const facts = [...parts.units, ...parts.others];
  const declared = new Set(facts.flatMap(({ parameters }) => parameters));
  const unknown = [
    ...undeclared(Object.keys(projectParameters), declared, (name) => placeOfParameter(name, open)),
    ...undeclared(Object.keys(given), declared, (name) => given[name]!.name),
  ];
  const found = sortDiagnostics(
    link(parts, levels, sourcesOf(project.host)),
    facts.map(({ uri }) => ({ uri, text: "" })),
  );
  const diagnostics = [...unknown, ...found];
  // INVARIANT: no document is missing unless somebody is told why.
  if (fresh.complete.size < fresh.units.size && !hasErrors(diagnostics))
    throw new Error("internal: sources without documents and without an error");
  return {
    units: parts.units,
    diagnostics,
    modules: new Map([
      ...parts.units.map(({ uri }) => [uri, knownAs(uri)] as const),
      // Their findings are nowhere kept, so that they have to be found again.
      ...parts.others.map(({ uri, diagnostics }) => [uri, diagnostics.length === 0 ? knownAs(uri) : unlikeAny(knownAs(uri))] as const),
    ]),
    compiled: new Set(fresh.units.keys()),
    complete: fresh.complete,
  };
}

/** How a project has its sources compiled. */
export function jobOptions({ config, settings: { options } }: OpenProject, given: GivenParameters): Job["options"] {
  return { ...options, limits: limitsOf(config), projectParameters: { ...options.projectParameters, ...given } };
}

function hasProblems({ unreadable, unwritable }: Problems): boolean {
  return unreadable.length > 0 || unwritable !== undefined;
}

function partsOf(uris: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(uris.length / jobSize) }, (_, at) => uris.slice(at * jobSize, (at + 1) * jobSize));
}

/** A value that is given for nothing: most likely its name is wrong. */
function undeclared(names: readonly string[], declared: ReadonlySet<string>, placeOf: (name: string) => Location): readonly Diagnostic[] {
  return names
    .filter((name) => !declared.has(name))
    .map((name) => createDiagnostic("unknown-parameter", { name }, placeOf(name), { help: didYouMean(suggest(name, declared)) }));
}

/** Where the configuration gives a parameter a value: for all environments, or for one. */
function placeOfParameter(name: string, { project: { source }, config: { environments = {} } }: OpenProject): Location {
  const paths = [
    ["parameters", name],
    ...Object.keys(environments).map((environment) => ["environments", environment, "parameters", name]),
  ];
  const [place] = paths.flatMap((path) => placeOfSetting(source, ...path) ?? []);
  return place ?? locate(source, { start: 0, end: 0 });
}
