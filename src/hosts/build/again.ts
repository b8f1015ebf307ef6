import { linkedSlug } from "../../build/link.ts";
import { standingOn, withSameResults, type StateText } from "../../build/state-text.ts";
import { knownUnit, type KnownModule, type KnownUnit, type Settled } from "../../build/state.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { jobOptions, type GivenParameters, type OpenProject } from "./compile.ts";
import { runJob } from "./job.ts";
import { memoryOfText, type Memory } from "./memory.ts";
import { jobSize } from "./run.ts";
import { digestOf, isSameStamp, type Stamps } from "./stamps.ts";

/** With what a project is built again. */
export interface AgainRequest {
  readonly given: GivenParameters;
  readonly key: string;
  /** The folder of the documents. */
  readonly folder: string;
  readonly stamps: Stamps;
}

/** A project that was built again, and stands as it did. */
export interface BuiltAgain {
  readonly memory: Memory;
  /** Whether the text of a source is another one than it was. */
  readonly isNew: boolean;
}

/**
 * Compiles the few sources that changed since a build that left nothing to do or to say, and all else stands. Where all that others can see of them is as it was,
 * so is the project; undefined where it has to be looked at as a whole.
 */
export function buildAgain(
  open: OpenProject,
  sources: readonly string[],
  { settled, text: textThen }: Memory,
  { given, key, folder, stamps }: AgainRequest,
  catalog: Catalog,
): BuiltAgain | undefined {
  const text = textThen();
  if (settled === undefined || text === undefined) return undefined;
  if (!isOf(text, sources, settled)) return undefined;
  const changed = sources.filter((uri, index) => !isSameStamp(stamps.ofSource(uri) ?? [], text.stamps[index]![1]));
  const modules = standingOn(changed, text, jobSize);
  if (modules === undefined) return undefined;
  const isSource = new Set(sources);
  const compiled = compileAgain(open, { uris: [...modules].filter((uri) => isSource.has(uri)), text, given, folder }, catalog);
  const now = compiled === undefined ? undefined : withSameResults(text, compiled);
  if (now === undefined) return undefined;
  const digest = digestOf(sources, (uri) => compiled?.get(uri)?.module.stamp ?? stamps.ofSource(uri));
  return {
    isNew: now.isNew,
    memory: memoryOfText(key, digest === undefined ? undefined : { ...settled, sources: digest }, () => now.text),
  };
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
  readonly folder: string;
}

/** Sources compiled; undefined where there is something to say of one, its documents do not stand, or what it imports changed meanwhile. */
function compileAgain(open: OpenProject, { uris, text, given, folder }: Few, catalog: Catalog): Compiled | undefined {
  const { root, host } = open.project;
  const job = { root, sources: uris, options: jobOptions(open, given), outputs: { folder, keep: "nothing" } } as const;
  const { units, modules, others, complete } = runJob(job, host, catalog);
  if (!complete || others.some(({ diagnostics }) => diagnostics.some(({ slug }) => slug !== linkedSlug))) return undefined;
  const stampsThen = new Map(text.stamps);
  const isNew = new Set(uris);
  const isAsThen = ({ uri, stamp }: KnownModule): boolean => uri.startsWith("std/") || isSameStamp(stamp, stampsThen.get(uri) ?? []);
  if (!modules.every((module) => isNew.has(module.uri) || isAsThen(module))) return undefined;
  const moduleOf = new Map(modules.map((module) => [module.uri, module]));
  const compiled = units.flatMap((unit) => {
    const kept = unit.files.every(({ hash, standing }) => hash === standing) ? knownUnit(unit) : undefined;
    return kept === undefined ? [] : [[unit.uri, { module: moduleOf.get(unit.uri)!, unit: kept }] as const];
  });
  return compiled.length === uris.length ? new Map(compiled) : undefined;
}

type Compiled = ReadonlyMap<string, { readonly module: KnownModule; readonly unit: KnownUnit }>;
