import { analyse, entriesOf, type CheckOptions, type Input } from "./analyse.ts";
import { literalText } from "./ast/literal.ts";
import { openGrants, type OpenGrant } from "./build/grants.ts";
import { emitAll, type EmissionOptions } from "./compile.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { LoadedModule } from "./load.ts";
import type { EmittedFile } from "./phases/4-emit/emit.ts";

export interface BuildOptions extends CheckOptions, EmissionOptions {}

/** What a build makes of its sources. */
export interface BuildResult {
  /** One for each source that was named, in the order given. */
  readonly units: readonly BuildUnit[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a build knows of one source. */
export interface BuildUnit {
  readonly uri: string;
  readonly imports: readonly UnitImport[];
  /** The build parameters that it declares. */
  readonly parameters: readonly string[];
  /** Its policies and roles; none where there is an error anywhere. */
  readonly files: readonly EmittedFile[];
  /** What its policies and roles leave to the catalog. */
  readonly grants: readonly OpenGrant[];
  /** False where there is any finding about it. */
  readonly clean: boolean;
}

/** The names that a source takes from another one. */
export interface UnitImport {
  readonly uri: string;
  readonly names: readonly string[];
}

/** Compiles sources as parts of a project: what each gives, what it stands on, and what it leaves to the catalog. */
export function buildProject(input: Input, options: BuildOptions = {}): BuildResult {
  const catalog = options.catalog ?? embeddedCatalog();
  const front = analyse(input, options, catalog, true);
  const { files, diagnostics } = emitAll(front, catalog, options);
  const filesOf = groupBy(files, ({ source }) => source);
  const documentsOf = groupBy(front.program.documents, ({ location }) => location.source.uri);
  const troubled = new Set(diagnostics.flatMap(({ location, origin }) => [location.source.uri, origin?.source.uri ?? location.source.uri]));
  const modules = new Map(front.modules.map((module) => [module.module.source.uri, module]));
  const units = entriesOf(input).map(({ uri }): BuildUnit => {
    const loaded = modules.get(uri)!;
    return {
      uri,
      imports: importsOf(loaded),
      parameters: loaded.module.declarations.flatMap((one) => (one.kind === "ParamDeclaration" ? [one.name.text] : [])),
      files: filesOf.get(uri) ?? [],
      grants: (documentsOf.get(uri) ?? []).flatMap((document) => openGrants(document, catalog)),
      clean: !troubled.has(uri),
    };
  });
  return { units, diagnostics };
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
