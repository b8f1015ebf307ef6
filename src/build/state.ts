import type { OpenGrant } from "./grants.ts";
import { linkedSlug, declaredAt } from "./link.ts";
import type { BuildUnit, BuiltFile, ModuleFacts, UnitDocument } from "./unit.ts";

/** What a build remembers for the next one, which may then leave out what would come out the same. */
export interface BuildState {
  /** What every result depends on beside the sources: one that was kept under another key is of no use. */
  readonly key: string;
  readonly modules: ReadonlyMap<string, KnownModule>;
  /** The sources that had nothing wrong and whose outputs all stood. */
  readonly units: ReadonlyMap<string, KnownUnit>;
  /** What stood in the output folder, by file. */
  readonly outputs: ReadonlyMap<string, KnownFile>;
}

/** How a project stood when a build had nothing left to do or to say: while it stands so, there is nothing to do. */
export interface Settled {
  /** Modules that are imported and are no sources of the project. */
  readonly others: readonly string[];
  readonly outputs: readonly string[];
  /** A hash of what the file system says of the sources. */
  readonly sources: string;
  /** The same of all else: of those above, of the manifest and of the lock. */
  readonly rest: string;
}

/** What the file system says of a file; empty where that does not tell its content from a later one. */
export type Stamp = readonly number[];

/** A file as it was seen. */
export interface KnownFile {
  readonly stamp: Stamp;
  readonly hash: string;
}

/** A module as it was compiled. */
export interface KnownModule extends KnownFile, ModuleFacts {}

/** What came out of a source. */
export interface KnownUnit {
  readonly documents: readonly UnitDocument[];
  readonly files: readonly BuiltFile[];
  readonly grants: readonly OpenGrant[];
  /** What it declares and does not use itself. */
  readonly unused: readonly string[];
}

/** The state of a project that was never built. */
export const noState: BuildState = { key: "", modules: new Map(), units: new Map(), outputs: new Map() };

/** A unit as a state keeps it; undefined where there is more to say of it than whether others use it. */
export function knownUnit({ documents, files, grants, diagnostics }: BuildUnit): KnownUnit | undefined {
  if (diagnostics.some(({ slug }) => slug !== linkedSlug)) return undefined;
  return {
    documents,
    files: files.map(({ name, documentName, size }) => ({ name, documentName, size })),
    grants,
    unused: diagnostics.map(declaredAt),
  };
}

/** The sources that have to be compiled: what changed, what stands on it, and what lacks an output. */
export function affected(
  sources: readonly string[],
  { modules, units }: BuildState,
  isSame: (module: KnownModule) => boolean,
  stands: (file: BuiltFile) => boolean,
): readonly string[] {
  const verdicts = new Map<string, boolean>();
  const isClean = (uri: string): boolean => {
    const known = verdicts.get(uri);
    if (known !== undefined) return known;
    // A module that stands on itself has no result that could be kept.
    verdicts.set(uri, false);
    const module = modules.get(uri);
    const verdict = module !== undefined && isSame(module) && module.imports.every((one) => isClean(one.uri));
    verdicts.set(uri, verdict);
    return verdict;
  };
  return sources.filter((uri) => {
    const unit = units.get(uri);
    return unit === undefined || !isClean(uri) || !unit.files.every(stands);
  });
}
