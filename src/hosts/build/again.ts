import { linkedSlug } from "../../build/link.ts";
import { manifestName, withFiles } from "../../build/manifest.ts";
import { standingOn, withResults, type CompiledAgain, type StateText, type WrittenFile } from "../../build/state-text.ts";
import { knownUnit, type KnownModule, type Settled, type Stamp } from "../../build/state.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { jobOptions, type GivenParameters, type OpenProject } from "./compile.ts";
import { runJob, type OutputFile, type OutputPlace } from "./job.ts";
import { memoryOfText, type Memory } from "./memory.ts";
import { outputName, textIn, type Delivery } from "./outputs.ts";
import { settledAgain } from "./remember.ts";
import { jobSize } from "./run.ts";
import { digestOf, isSameStamp, type Stamps } from "./stamps.ts";

/** With what a project is built again. */
export interface AgainRequest {
  readonly given: GivenParameters;
  readonly key: string;
  readonly outputs: OutputPlace;
  readonly stamps: Stamps;
}

/** A project that was built again, of which nothing changed but what some documents say. */
export interface BuiltAgain {
  /** Whether the text of a source is another one than it was. */
  readonly isNew: boolean;
  /** What is to become of the output folder; undefined where nothing is. */
  readonly delivery: Delivery | undefined;
  /** What is to be remembered once that is done. */
  readonly after: () => Memory;
}

/**
 * Compiles the few sources that changed since a build that left nothing to do or to say, and all else stands. Where all that others can see of them is as it was,
 * their own documents are all that can change; undefined where the project has to be looked at as a whole.
 */
export function buildAgain(
  open: OpenProject,
  sources: readonly string[],
  { settled, text: textThen }: Memory,
  { given, key, outputs, stamps }: AgainRequest,
  catalog: Catalog,
): BuiltAgain | undefined {
  const text = textThen();
  if (settled === undefined || text === undefined) return undefined;
  if (!isOf(text, sources, settled)) return undefined;
  const changed = sources.filter((uri, index) => !isSameStamp(stamps.ofSource(uri) ?? [], text.stamps[index]![1]));
  const modules = standingOn(changed, text, jobSize);
  if (modules === undefined) return undefined;
  const isSource = new Set(sources);
  const compiled = compileAgain(open, { uris: [...modules].filter((uri) => isSource.has(uri)), text, given, outputs }, catalog);
  const now = compiled === undefined ? undefined : withResults(text, compiled);
  if (compiled === undefined || now === undefined) return undefined;
  const { written } = compiled;
  const delivery = written.size === 0 ? undefined : deliveryOfFew(outputs.folder, written);
  if (delivery === undefined && written.size > 0) return undefined;
  const digest = digestOf(sources, (uri) => compiled.modules.get(uri)?.module.stamp ?? stamps.ofSource(uri));
  const settledNow = (): Settled | undefined => {
    if (digest === undefined) return undefined;
    if (delivery === undefined) return { ...settled, sources: digest };
    const ofOutput = (file: string): Stamp | undefined => written.get(file)?.stamp ?? stamps.ofOutput(file);
    return settledAgain(settled, outputs.folder, digest, delivery.manifest, { ...stamps, ofOutput });
  };
  return { isNew: now.isNew, delivery, after: () => memoryOfText(key, settledNow(), () => now.text) };
}

/** How files that were written aside come into their places; undefined where they were not, or the manifest is none. */
function deliveryOfFew(folder: string, written: Compiled["written"]): (Delivery & { readonly manifest: string }) | undefined {
  const before = textIn(folder, manifestName);
  const manifest = before === undefined ? undefined : withFiles(before, written);
  const move = [...written].flatMap(([file, { aside }]) => (aside === undefined ? [] : [{ from: aside, file }]));
  return manifest === undefined || move.length < written.size ? undefined : { move, remove: [], manifest, before };
}

/** Whether a text is of these sources. */
function isOf({ stamps }: StateText, sources: readonly string[], { others }: Settled): boolean {
  return (
    sources.every((uri, index) => stamps[index]?.[0] === uri) &&
    stamps.slice(sources.length).every(([uri]) => uri.startsWith("std/") || others.includes(uri))
  );
}

interface Few {
  readonly uris: readonly string[];
  readonly text: StateText;
  readonly given: GivenParameters;
  readonly outputs: OutputPlace;
}

/** Sources compiled; undefined where there is something to say of one, or what it imports changed meanwhile. */
function compileAgain(open: OpenProject, { uris, text, given, outputs }: Few, catalog: Catalog): Compiled | undefined {
  const { root, host } = open.project;
  const job = { root, sources: uris, options: jobOptions(open, given), outputs };
  const { units, modules, others: imported, complete } = runJob(job, host, catalog);
  if (!complete || imported.some(({ diagnostics }) => diagnostics.some(({ slug }) => slug !== linkedSlug))) return undefined;
  const stampsThen = new Map(text.stamps);
  const isNew = new Set(uris);
  const isAsThen = ({ uri, stamp }: KnownModule): boolean => uri.startsWith("std/") || isSameStamp(stamp, stampsThen.get(uri) ?? []);
  if (!modules.every((module) => isNew.has(module.uri) || isAsThen(module))) return undefined;
  const moduleOf = new Map(modules.map((module) => [module.uri, module]));
  const compiled = units.flatMap((unit) => {
    const known = knownUnit(unit);
    return known === undefined ? [] : [[unit.uri, { module: moduleOf.get(unit.uri)!, unit: known }] as const];
  });
  const others = units.flatMap(({ files }) => files.filter(({ hash, standing }) => hash !== standing));
  const written = new Map(others.map(({ stamp = [], ...file }) => [outputName(file.name), { ...file, stamp }]));
  return compiled.length === uris.length ? { modules: new Map(compiled), written } : undefined;
}

interface Compiled extends CompiledAgain {
  readonly written: ReadonlyMap<string, WrittenFile & Pick<OutputFile, "size" | "aside">>;
}
