import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { buildPart, type BuildOptions, type BuildUnit } from "../../build-part.ts";
import { link } from "../../build/link.ts";
import { lockFindings } from "../../build/lock-findings.ts";
import { compareLock, createLock, lockName, readLock, writeLock, type Lock } from "../../build/lock.ts";
import { manifestName, writeManifest, type Manifest } from "../../build/manifest.ts";
import { plan, type Output, type Plan } from "../../build/plan.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Config } from "../../config/config.ts";
import { configName } from "../../config/config.ts";
import type { Settings } from "../../config/environment.ts";
import { createDiagnostic, hasErrors, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { sortDiagnostics } from "../../diagnostics/order.ts";
import { kindLimits, type KindLimits } from "../../iam/limits.ts";
import type { EntryFile } from "../../load.ts";
import { didYouMean, suggest } from "../../text/suggest.ts";
import { readTextFile } from "../read-file.ts";
import { hashOf, manifestIn, standingIn } from "./outputs.ts";
import type { Project } from "./project.ts";

export interface BuildSettings extends Settings {
  /** Values from the command line, which go before those of the configuration. */
  readonly given: NonNullable<BuildOptions["projectParameters"]>;
  /** Nothing may differ from the lock. */
  readonly locked: boolean;
  /** Replace what stands in the place of an output, whatever it is. */
  readonly force: boolean;
}

/** What a build would leave, and what there is to say of it; nothing is written yet. */
export interface Build {
  readonly units: readonly BuildUnit[];
  readonly diagnostics: readonly Diagnostic[];
  /** The folder of the documents. */
  readonly folder: string;
  readonly plan: Plan;
  /** The manifest, where it differs from the one that stands there. */
  readonly manifest: Output | undefined;
  /** The text of the lock, where it differs. */
  readonly lock: string | undefined;
}

/** Compiles a project and compares what comes out with what stands in its folders. */
export function prepareBuild(
  project: Project,
  config: Config,
  sources: readonly EntryFile[],
  settings: BuildSettings,
  catalog: Catalog,
): Build {
  const { units, diagnostics: found } = buildAll(sources, optionsOf(project, config, settings, catalog), settings.given);
  const { size } = limitsOf(config);
  const folder = join(project.root, settings.outDir);
  const lock = hasErrors(found) ? { diagnostics: [], text: undefined } : checkLock(project.root, units, catalog, settings.locked);
  const diagnostics = [...catalogFindings(config, catalog), ...found, ...lock.diagnostics];
  if (hasErrors(diagnostics)) return { units, diagnostics, folder, plan: nothing, manifest: undefined, lock: undefined };
  const manifest: Manifest = {
    chimepolicy: packageJson.version,
    catalog: catalog.version.version,
    documents: units.flatMap(({ uri: source, files }) =>
      files.map(({ name, documentName, size: characters, text }) => ({
        name: documentName,
        file: `${name}.json`,
        kind: "identity" as const,
        size: characters,
        limit: size,
        hash: hashOf(text),
        source,
      })),
    ),
  };
  const hashes = new Map(manifest.documents.map(({ file, hash }) => [file, hash]));
  const outputs = units.flatMap(({ files }) =>
    files.map(({ name, text }): Output => ({ file: `${name}.json`, text, hash: hashes.get(`${name}.json`)! })),
  );
  const standing = standingIn(folder);
  const text = writeManifest(manifest);
  const hash = hashOf(text);
  return {
    units,
    diagnostics,
    folder,
    plan: plan(outputs, manifestIn(folder)?.documents ?? [], standing, settings.force),
    manifest: standing(manifestName) === hash ? undefined : { file: manifestName, text, hash },
    lock: lock.text,
  };
}

/** So many sources at once: what they are made of is let go before the next ones come, which keeps memory small and collections short. */
const partSize = 20;

/** Compiles all sources of a project, part by part. */
function buildAll(
  sources: readonly EntryFile[],
  options: BuildOptions,
  given: BuildSettings["given"] = {},
): { units: readonly BuildUnit[]; diagnostics: readonly Diagnostic[] } {
  const units: BuildUnit[] = [];
  const declared = new Set<string>();
  for (let start = 0; start < sources.length; start += partSize) {
    const part = buildPart(sources.slice(start, start + partSize), {
      ...options,
      projectParameters: { ...options.projectParameters, ...given },
    });
    for (const unit of part.units) units.push(unit);
    for (const name of part.parameters) declared.add(name);
  }
  const unknown = [
    ...undeclared(Object.keys(options.projectParameters ?? {}), declared, configName),
    ...undeclared(Object.keys(given), declared, "--param"),
  ];
  return { units, diagnostics: [...unknown, ...sortDiagnostics(link(units), sources)] };
}

/** A value that is given for nothing: most likely its name is wrong. */
function undeclared(names: readonly string[], declared: ReadonlySet<string>, uri: string): readonly Diagnostic[] {
  return names
    .filter((name) => !declared.has(name))
    .map((name) => {
      const location = { source: { uri, text: name }, start: 0, end: name.length };
      return createDiagnostic("unknown-parameter", { name }, location, { help: didYouMean(suggest(name, declared)) });
    });
}

/** The compiler's options that a configuration gives. */
function optionsOf({ host }: Project, config: Config, { parameters }: Settings, catalog: Catalog): BuildOptions {
  const { rules = {}, limits: { branches } = {} } = config;
  const limits = limitsOf(config);
  return {
    host,
    catalog,
    projectParameters: parameters,
    limits,
    levels: rules,
    ...(branches === undefined ? {} : { branchLimit: branches }),
  };
}

function limitsOf({ limits: { size = kindLimits.identity.size, documents = kindLimits.identity.documents } = {} }: Config): KindLimits {
  return { size, documents };
}

/** What the lock of a project would say today; no text where that is what it says. */
export function prepareLock(
  { project, config, settings }: { readonly project: Project; readonly config: Config; readonly settings: Settings },
  sources: readonly EntryFile[],
  catalog: Catalog,
): { readonly diagnostics: readonly Diagnostic[]; readonly text: string | undefined; readonly expressions: number } {
  const { units, diagnostics } = buildAll(sources, optionsOf(project, config, settings, catalog));
  const grants = units.flatMap((unit) => unit.grants);
  const lock = createLock(grants, catalog.version.version, catalog.actionCount);
  const text = writeLock(lock);
  const read = readTextFile(join(project.root, lockName));
  return { diagnostics, text: "text" in read && read.text === text ? undefined : text, expressions: Object.keys(lock.grants).length };
}

const nothing: Plan = { write: [], remove: [], foreign: [], unchanged: 0 };

function catalogFindings({ catalog: wanted }: Config, { version: { version: installed } }: Catalog): readonly Diagnostic[] {
  if (wanted === undefined || wanted === installed) return [];
  const source = { uri: configName, text: "" };
  return [createDiagnostic("outdated-catalog", { wanted, installed }, { source, start: 0, end: 0 })];
}

/** What a lock has to say, and its text where that changes. What drifted stays as it was locked, until somebody accepts it. */
function checkLock(
  root: string,
  units: readonly BuildUnit[],
  catalog: Catalog,
  locked: boolean,
): { diagnostics: readonly Diagnostic[]; text: string | undefined } {
  const grants = units.flatMap((unit) => unit.grants);
  const now = createLock(grants, catalog.version.version, catalog.actionCount);
  const read = readTextFile(join(root, lockName));
  if ("problem" in read && read.problem !== "not-found") return { diagnostics: [invalidLock("")], text: undefined };
  const standing = "text" in read ? read.text : "";
  const before = standing === "" ? emptyLock : readLock(standing);
  if (before === undefined) return { diagnostics: [invalidLock(standing)], text: undefined };
  const comparison = compareLock(grants, before, now);
  const diagnostics = lockFindings(comparison, { uri: lockName, text: standing }, locked);
  const kept = Object.fromEntries(comparison.drifts.map(({ grant: { expression } }) => [expression, before.grants[expression]!]));
  const text = writeLock({ ...now, grants: { ...now.grants, ...kept } });
  return { diagnostics, text: locked || text === standing ? undefined : text };
}

/** A lock that was damaged, as by a merge, is not taken for none: what it pinned would then be accepted without a word. */
function invalidLock(text: string): Diagnostic {
  const location = { source: { uri: lockName, text }, start: 0, end: Math.min(text.length, 1) };
  return createDiagnostic("invalid-lock", {}, location, { help: "restore it, or have `chimepolicy lock` accept what is granted today" });
}

const emptyLock: Lock = { catalog: "", grants: {}, documents: {} };
