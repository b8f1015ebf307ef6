import { parseObject } from "./data.ts";
import type { OpenGrant } from "./grants.ts";
import { linkedSlug, declaredAt } from "./link.ts";
import type { Place } from "./place.ts";
import type { BuildUnit, BuiltFile, ModuleFacts, UnitDocument, UnitImport } from "./unit.ts";

/** What a build remembers for the next one, which may then leave out what would come out the same. */
export interface BuildState {
  /** What every result depends on beside the sources: one that was kept under another key is of no use. */
  readonly key: string;
  readonly modules: ReadonlyMap<string, KnownModule>;
  /** The sources that had nothing wrong and whose outputs all stood. */
  readonly units: ReadonlyMap<string, KnownUnit>;
  /** What stood in the output folder, by file. */
  readonly outputs: ReadonlyMap<string, KnownFile>;
  /** The manifest and the lock, where nothing was left to do or to say. */
  readonly settled: { readonly manifest: KnownFile; readonly lock: KnownFile } | undefined;
}

/** A file as it was seen. */
export interface KnownFile {
  /** What the file system said of it; empty where that does not tell its content from a later one. */
  readonly stamp: string;
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
export const noState: BuildState = { key: "", modules: new Map(), units: new Map(), outputs: new Map(), settled: undefined };

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

type Row<T extends readonly unknown[]> = T;
type ImportRow = Row<[uri: string, names: readonly string[]]>;
type ModuleRow = Row<[uri: string, stamp: string, hash: string, imports: readonly ImportRow[], parameters: readonly string[]]>;
type GrantRow = Row<[document: string, effect: OpenGrant["effect"], expression: string, written: string, actions: number, place: PlaceRow]>;
type PlaceRow = Row<[uri: string, start: number, end: number]>;
type UnitRow = Row<
  [
    uri: string,
    documents: readonly [name: string, place: PlaceRow][],
    files: readonly [name: string, documentName: string, size: number][],
    grants: readonly GrantRow[],
    unused: readonly string[],
  ]
>;
type FileRow = Row<[file: string, stamp: string, hash: string]>;

/** The state as text: rows, and each list of actions once. */
export function writeState({ key, modules, units, outputs, settled }: BuildState): string {
  const lists = new Map<string, number>();
  const listOf = (actions: OpenGrant["actions"]): number => {
    if (actions === undefined) return -1;
    const list = actions.join(" ");
    const index = lists.get(list) ?? lists.size;
    lists.set(list, index);
    return index;
  };
  const unitRows = [...units].map(([uri, { documents, files, grants, unused }]): UnitRow => [
    uri,
    documents.map(({ name, place }) => [name, placeRow(place)]),
    files.map(({ name, documentName, size }) => [name, documentName, size]),
    grants.map(({ document, effect, expression, written, actions, place }) => [
      document,
      effect,
      expression,
      written,
      listOf(actions),
      placeRow(place),
    ]),
    unused,
  ]);
  const moduleRows = [...modules.values()].map(({ uri, stamp, hash, imports, parameters }): ModuleRow => [
    uri,
    stamp,
    hash,
    imports.map((one) => [one.uri, one.names]),
    parameters,
  ]);
  const outputRows = [...outputs].map(([file, { stamp, hash }]): FileRow => [file, stamp, hash]);
  return JSON.stringify({ key, lists: [...lists.keys()], modules: moduleRows, units: unitRows, outputs: outputRows, settled });
}

function placeRow({ uri, start, end }: Place): PlaceRow {
  return [uri, start, end];
}

/** What a text says as a state that was kept under a key; undefined where it is none. */
export function readState(text: string, key: string): BuildState | undefined {
  const value = parseObject(text);
  if (value?.["key"] !== key) return undefined;
  // The key holds the version of the program that wrote it.
  const { lists, modules, units, outputs, settled } = value as unknown as {
    readonly lists: readonly string[];
    readonly modules: readonly ModuleRow[];
    readonly units: readonly UnitRow[];
    readonly outputs: readonly FileRow[];
    readonly settled?: NonNullable<BuildState["settled"]>;
  };
  const actionsOf = lists.map((list) => (list === "" ? [] : list.split(" ")));
  return {
    key,
    modules: new Map(
      modules.map(([uri, stamp, hash, imports, parameters]) => [uri, { uri, stamp, hash, imports: imports.map(readImport), parameters }]),
    ),
    units: new Map(
      units.map(([uri, documents, files, grants, unused]) => [
        uri,
        {
          documents: documents.map(([name, place]) => ({ name, place: readPlace(place) })),
          files: files.map(([name, documentName, size]) => ({ name, documentName, size })),
          grants: grants.map(([document, effect, expression, written, list, place]) => ({
            document,
            effect,
            expression,
            written,
            actions: actionsOf[list],
            place: readPlace(place),
          })),
          unused,
        },
      ]),
    ),
    outputs: new Map(outputs.map(([file, stamp, hash]) => [file, { stamp, hash }])),
    settled,
  };
}

function readImport([uri, names]: ImportRow): UnitImport {
  return { uri, names };
}

function readPlace([uri, start, end]: PlaceRow): Place {
  return { uri, start, end };
}
