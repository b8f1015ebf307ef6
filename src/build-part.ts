import { analyse, entriesOf, type CheckOptions, type Input } from "./analyse.ts";
import { literalText } from "./ast/literal.ts";
import { openGrants, type OpenGrant } from "./build/grants.ts";
import { emitAll, type EmissionOptions } from "./compile.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import type { NamedDocument } from "./diagnostics/duplicates.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { LoadedModule } from "./load.ts";
import type { EmittedFile } from "./phases/4-emit/emit.ts";

/** Values of build parameters are those of the project: that no source declares one shows when all parts are there. */
export interface BuildOptions extends Omit<CheckOptions, "parameters">, EmissionOptions {}

/** What a build makes of some of its sources. */
export interface BuildResult {
  /** One for each source that was named, in the order given. */
  readonly units: readonly BuildUnit[];
  /** The build parameters that these sources and what they import declare. */
  readonly parameters: ReadonlySet<string>;
}

/** What a build knows of one source. */
export interface BuildUnit {
  readonly uri: string;
  readonly imports: readonly UnitImport[];
  /** The files that it stands on, however far, sorted; the standard library is a part of chimepolicy. */
  readonly dependsOn: readonly string[];
  /** The build parameters that it declares. */
  readonly parameters: readonly string[];
  /** The names of its documents. */
  readonly documents: readonly NamedDocument[];
  /** Its documents as JSON; none where there is an error. */
  readonly files: readonly BuiltFile[];
  /** What its policies and roles leave to the catalog. */
  readonly grants: readonly OpenGrant[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One JSON document to be written. */
export type BuiltFile = Pick<EmittedFile, "name" | "documentName" | "text" | "size">;

/** The names that a source takes from another one. */
export interface UnitImport {
  readonly uri: string;
  readonly names: readonly string[];
}

/**
 * Compiles some sources of a project: what each gives, what it stands on, and what it leaves to the catalog. What the others use of them is not known
 * here: `link` brings the units of a project together.
 */
export function buildPart(input: Input, options: BuildOptions = {}): BuildResult {
  const catalog = options.catalog ?? embeddedCatalog();
  const front = analyse(input, options, catalog, true);
  const { files, diagnostics } = emitAll(front, catalog, options);
  const filesOf = groupBy(files, ({ source }) => source);
  const documentsOf = groupBy(front.program.documents, ({ location }) => location.source.uri);
  const findingsOf = groupBy(diagnostics, ({ location }) => location.source.uri);
  const modules = new Map(front.modules.map((module) => [module.module.source.uri, module]));
  const entries = entriesOf(input);
  const closures = closuresOf(front.modules);
  const units = entries.map(({ uri }): BuildUnit => {
    const loaded = modules.get(uri)!;
    return {
      uri,
      imports: importsOf(loaded),
      dependsOn: [...closures.get(uri)!].toSorted(),
      parameters: parametersOf(loaded),
      documents: (documentsOf.get(uri) ?? []).map(({ name, location }) => ({ name, location })),
      // An emitted file holds on to all that it was made of.
      files: (filesOf.get(uri) ?? []).map(({ name, documentName, text, size }) => ({ name, documentName, text, size })),
      grants: (documentsOf.get(uri) ?? []).flatMap((document) => openGrants(document, catalog)),
      diagnostics: (findingsOf.get(uri) ?? []).filter(({ slug }) => slug !== "duplicate-document"),
    };
  });
  return { units, parameters: new Set(front.modules.flatMap(parametersOf)) };
}

function parametersOf({ module }: LoadedModule): readonly string[] {
  return module.declarations.flatMap((one) => (one.kind === "ParamDeclaration" ? [one.name.text] : []));
}

/** What each module stands on. Imported modules come before those that import them. */
function closuresOf(modules: readonly LoadedModule[]): ReadonlyMap<string, ReadonlySet<string>> {
  const closures = new Map<string, ReadonlySet<string>>();
  for (const { module, imports } of modules) {
    const own = [...imports.values()].filter((uri) => !uri.startsWith("std/"));
    closures.set(module.source.uri, new Set(own.flatMap((uri) => [uri, ...(closures.get(uri) ?? [])])));
  }
  return closures;
}

function importsOf({ module, imports }: LoadedModule): readonly UnitImport[] {
  return module.imports.flatMap(({ from, specifiers }) => {
    const uri = imports.get(literalText(from));
    return uri === undefined ? [] : [{ uri, names: specifiers.map(({ name }) => name.text) }];
  });
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
