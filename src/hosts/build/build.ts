import { join, relative, sep } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { writeManifest, type ManifestEntry } from "../../build/manifest.ts";
import { plan, type Plan } from "../../build/plan.ts";
import type { BuildState } from "../../build/state.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { compileProject, type CompiledProject, type GivenParameters, type OpenProject } from "./compile.ts";
import type { Problems } from "./harvest.ts";
import type { OutputFile, OutputPlace } from "./job.ts";
import { catalogFindings, limitsOf } from "./limits.ts";
import { checkLock, noLock, type CheckedLock } from "./lock.ts";
import type { Stamps } from "./stamps.ts";
import { hashOfFile, isDisturbed, outputName, standingIn, type Delivery } from "./outputs.ts";

/** How a project is built. */
export interface BuildRequest {
  /** Values from the command line, which go before those of the configuration. */
  readonly given: GivenParameters;
  /** Nothing may differ from the lock. */
  readonly locked: boolean;
  /** Replace what stands in the place of an output, whatever it is. */
  readonly force: boolean;
  /** What becomes of outputs that differ from what stands in their places. */
  readonly keep: OutputPlace["keep"];
  /** What an earlier build of the project left. */
  readonly state: BuildState;
  /** What the file system says of the project now. */
  readonly stamps: Stamps;
  /** The key of this build's state. */
  readonly key: string;
  /** The script of a thread that runs jobs. */
  readonly worker: string | undefined;
}

/** An output with its name from the folder on. */
export interface PlannedFile extends OutputFile {
  readonly file: string;
  readonly source: string;
}

/** What a build would leave, and what there is to say of it; nothing stands in its place yet. */
export interface Build extends CompiledProject {
  readonly key: string;
  /** The folder of the documents. */
  readonly folder: string;
  readonly plan: Plan<PlannedFile>;
  /** The text of the manifest, where it differs from the one that stands there. */
  readonly manifest: string | undefined;
  /** The manifest that stands there. */
  readonly before: string | undefined;
  /** The root of the project that it is of, from the folder on, where that is another one. */
  readonly otherProject: string | undefined;
  readonly lock: CheckedLock;
}

/** Compiles a project and compares what comes out with what stands in its folders. */
export async function prepareBuild(
  open: OpenProject,
  sources: readonly string[],
  request: BuildRequest,
  catalog: Catalog,
): Promise<Build | Problems> {
  const { project, config } = open;
  const { given, locked, force, keep, state, stamps, worker, key } = request;
  const folder = outputFolder(open);
  const standing = standingIn(folder);
  const compiled = await compileProject(open, sources, catalog, { given, outputs: { folder, keep }, state, stamps, worker });
  if (!("units" in compiled)) return compiled;
  const { units, diagnostics: found } = compiled;
  const lock = hasErrors(found) ? noLock : checkLock(project, units, catalog, locked);
  const diagnostics = [...catalogFindings(project, catalog), ...found, ...lock.diagnostics];
  const root = relative(folder, project.root).replaceAll(sep, "/");
  const otherProject = force || standing.project === root ? undefined : standing.project;
  const build = { ...compiled, diagnostics, key, folder, lock, before: standing.manifest, otherProject };
  if (hasErrors(diagnostics)) return { ...build, plan: nothing, manifest: undefined };
  const outputs = units.flatMap(({ uri, files }) =>
    files.map((file): PlannedFile => ({ ...file, file: outputName(file.name), source: uri })),
  );
  const known = new Map(outputs.map(({ file, standing: there }) => [file, there]));
  const { size: limit } = limitsOf(config);
  const documents = outputs.map(({ documentName: name, file, size, hash, source }): ManifestEntry => ({
    name,
    file,
    kind: "identity",
    size,
    limit,
    hash,
    source,
  }));
  const manifest = writeManifest({ chimepolicy: packageJson.version, catalog: catalog.version.version, project: root, documents });
  return {
    ...build,
    plan: plan(outputs, standing.entries, (file) => (known.has(file) ? known.get(file) : hashOfFile(join(folder, file))), force),
    manifest: manifest === standing.manifest ? undefined : manifest,
  };
}

/** The folder of a project's documents. */
export function outputFolder({ project, settings }: OpenProject): string {
  return join(project.root, settings.outDir);
}

/** Whether what stands in the way of a build may be what another one was about to write. */
export function wasDisturbed({ folder, plan: { foreign }, before }: Build): boolean {
  return foreign.length > 0 && isDisturbed(folder, before);
}

/** How the outputs of a build, which were written aside, come into their places. */
export function deliveryOf({ plan: { write, remove }, manifest, before }: Build): Delivery {
  return { move: write.map(({ file, aside: from }) => ({ from: from!, file })), remove, manifest, before };
}

const nothing: Plan<PlannedFile> = { write: [], remove: [], foreign: [], unchanged: 0 };
