import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { manifestName, writeManifest, type ManifestEntry } from "../../build/manifest.ts";
import { plan, type Output, type Plan } from "../../build/plan.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { configName, type Config } from "../../config/config.ts";
import { createDiagnostic, hasErrors, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { EntryFile } from "../../load.ts";
import { compileProject, limitsOf, type CompiledProject, type GivenParameters, type OpenProject } from "./compile.ts";
import { checkLock } from "./lock.ts";
import { hashOf, manifestIn, standingIn } from "./outputs.ts";

/** How a project is built. */
export interface BuildRequest {
  /** Values from the command line, which go before those of the configuration. */
  readonly given: GivenParameters;
  /** Nothing may differ from the lock. */
  readonly locked: boolean;
  /** Replace what stands in the place of an output, whatever it is. */
  readonly force: boolean;
}

/** What a build would leave, and what there is to say of it; nothing is written yet. */
export interface Build extends CompiledProject {
  /** The folder of the documents. */
  readonly folder: string;
  readonly plan: Plan;
  /** The manifest, where it differs from the one that stands there. */
  readonly manifest: Output | undefined;
  /** The text of the lock, where it differs. */
  readonly lock: string | undefined;
}

const nothing: Plan = { write: [], remove: [], foreign: [], unchanged: 0 };

/** Compiles a project and compares what comes out with what stands in its folders. */
export function prepareBuild(open: OpenProject, sources: readonly EntryFile[], request: BuildRequest, catalog: Catalog): Build {
  const { project, config, settings } = open;
  const { units, diagnostics: found } = compileProject(open, sources, catalog, request.given);
  const folder = join(project.root, settings.outDir);
  const lock = hasErrors(found) ? undefined : checkLock(project.root, units, catalog, request.locked);
  const diagnostics = [...catalogFindings(config, catalog), ...found, ...(lock?.diagnostics ?? [])];
  if (hasErrors(diagnostics)) return { units, diagnostics, folder, plan: nothing, manifest: undefined, lock: undefined };
  const outputs: Output[] = [];
  const documents: ManifestEntry[] = [];
  for (const { uri: source, files } of units) {
    for (const { name, documentName, size, text } of files) {
      const output = outputOf(`${name}.json`, text);
      const { file, hash } = output;
      outputs.push(output);
      documents.push({ name: documentName, file, kind: "identity", size, limit: limitsOf(config).size, hash, source });
    }
  }
  const manifest = outputOf(manifestName, writeManifest({ chimepolicy: packageJson.version, catalog: catalog.version.version, documents }));
  const standing = standingIn(folder);
  return {
    units,
    diagnostics,
    folder,
    plan: plan(outputs, manifestIn(folder)?.documents ?? [], standing, request.force),
    manifest: standing(manifestName) === manifest.hash ? undefined : manifest,
    lock: lock?.text,
  };
}

function outputOf(file: string, text: string): Output {
  return { file, text, hash: hashOf(text) };
}

function catalogFindings({ catalog: wanted }: Config, { version: { version: installed } }: Catalog): readonly Diagnostic[] {
  if (wanted === undefined || wanted === installed) return [];
  const source = { uri: configName, text: "" };
  return [createDiagnostic("outdated-catalog", { wanted, installed }, { source, start: 0, end: 0 })];
}
