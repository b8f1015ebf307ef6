import { analyse, entriesOf, type CheckOptions, type Input } from "./analyse.ts";
import { literalText } from "./ast/literal.ts";
import { openGrants } from "./build/grants.ts";
import { linkedSlug } from "./build/link.ts";
import { placeOf } from "./build/place.ts";
import type { BuildUnit, BuiltFile, ImportedModule, ModuleFacts, UnitImport } from "./build/unit.ts";
import { emitAll, type EmissionOptions } from "./compile.ts";
import { hasErrors, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import type { LoadedModule } from "./load.ts";

/** Values of build parameters are those of the project: that no source declares one shows when all parts are there. */
export interface BuildOptions extends Omit<CheckOptions, "parameters">, EmissionOptions {}

/** What a build makes of some of its sources. */
export interface BuildResult {
  /** One for each source that was named, in the order given. */
  readonly units: readonly BuildUnit<TextFile>[];
  /** The modules that these import and that are not named, with what is found in them. */
  readonly imported: readonly ImportedModule[];
  /** Whether there was no error: then every unit has all its files. */
  readonly complete: boolean;
}

/** One JSON document to be written. */
export interface TextFile extends BuiltFile {
  readonly text: string;
}

/**
 * Compiles some sources of a project: what each gives, what it stands on, and what it leaves to the catalog. What the others use of them is not known
 * here: `link` brings the units of a project together.
 */
export function buildPart(input: Input, options: BuildOptions = {}): BuildResult {
  const catalog = options.catalog ?? embeddedCatalog();
  // Whether others use something shows when all parts are there, and how grave it is does not matter before.
  const levels: CheckOptions["levels"] = { ...options.levels, [linkedSlug]: "warning" };
  const front = analyse(input, { ...options, levels, apart: true }, catalog, true);
  const { files, diagnostics } = emitAll(front, catalog, options);
  const filesOf = groupBy(files, ({ source }) => source);
  const documentsOf = groupBy(front.program.documents, ({ location }) => location.source.uri);
  const modules = new Map(front.modules.map((module) => [module.module.source.uri, module]));
  const entries = entriesOf(input);
  // What is wrong with a value that was given stands in no module, and must not get lost.
  const homeOf = ({ location: { source } }: Diagnostic): string => (modules.has(source.uri) ? source.uri : (entries[0]?.uri ?? ""));
  const findingsOf = groupBy(diagnostics, homeOf);
  const units = entries.map(({ uri }): BuildUnit<TextFile> => ({
    ...factsOf(modules.get(uri)!),
    documents: (documentsOf.get(uri) ?? []).map(({ name, location }) => ({ name, place: placeOf(location) })),
    // An emitted file holds on to all that it was made of.
    files: (filesOf.get(uri) ?? []).map(({ name, documentName, text, size }) => ({ name, documentName, text, size })),
    grants: (documentsOf.get(uri) ?? []).flatMap((document) => openGrants(document, catalog)),
    diagnostics: (findingsOf.get(uri) ?? []).filter(({ slug }) => slug !== "duplicate-document"),
  }));
  const imported = front.modules
    .filter(({ entry }) => !entry)
    .map((one): ImportedModule => ({ ...factsOf(one), diagnostics: findingsOf.get(one.module.source.uri) ?? [] }));
  return { units, imported, complete: !hasErrors(diagnostics) };
}

function factsOf({ module, imports }: LoadedModule): ModuleFacts {
  return {
    uri: module.source.uri,
    imports: module.imports.flatMap(({ from, specifiers }): readonly UnitImport[] => {
      const uri = imports.get(literalText(from));
      return uri === undefined ? [] : [{ uri, names: specifiers.map(({ name }) => name.text) }];
    }),
    parameters: module.declarations.flatMap((one) => (one.kind === "ParamDeclaration" ? [one.name.text] : [])),
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
