import type { Slug } from "../diagnostics/codes/index.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { duplicateDocuments } from "../diagnostics/duplicates.ts";
import { applyLevels, type Levels } from "../diagnostics/levels.ts";
import { locationOf, type SourceOf } from "./place.ts";
import type { BuildUnit, ImportedModule, ModuleFacts, UnitDocument } from "./unit.ts";

/** What one part of a project finds and another can make good. */
export const linkedSlug = "unused-declaration";

/** The parts of a project together. */
export interface LinkedParts {
  readonly units: readonly BuildUnit[];
  /** Modules that are imported and are no sources of the project, each once. */
  readonly others: readonly ImportedModule[];
  /** Errors that a part found in a module which is not its own: where nothing is compiled, somebody must say why. */
  readonly errors: readonly Diagnostic[];
}

/** The modules that units import, and these in their turn, and that are no units. */
export function othersOf(units: readonly BuildUnit[], find: (uri: string) => ImportedModule): readonly ImportedModule[] {
  const seen = new Set(units.map(({ uri }) => uri));
  const others: ImportedModule[] = [];
  const follow = ({ imports }: ModuleFacts): void => {
    for (const { uri } of imports) {
      if (seen.has(uri)) continue;
      seen.add(uri);
      const other = find(uri);
      others.push(other);
      follow(other);
    }
  };
  for (const unit of units) follow(unit);
  return others;
}

/** What is found in a project: what one module declares and others use is left out, and what no part could see comes in. */
export function link({ units, others, errors }: LinkedParts, levels: Levels, sourceOf: SourceOf): readonly Diagnostic[] {
  const modules = [...units, ...others];
  const isUsed = usesOf(modules);
  // Where an import failed, nobody knows what it would have used.
  const isWhole = !modules.some(({ diagnostics }) => diagnostics.some(({ slug }) => failedImports.has(slug)));
  const found = modules.flatMap(({ uri, diagnostics }) =>
    diagnostics.flatMap((finding) => {
      if (finding.slug !== linkedSlug) return [finding];
      return isWhole && !isUsed(uri, declaredAt(finding)) ? applyLevels([finding], levels) : [];
    }),
  );
  const twins = sharedNames(units).map(({ name, place }) => ({ name, location: locationOf(place, sourceOf) }));
  return [...withoutRepeats([...found, ...errors]), ...duplicateDocuments(twins)];
}

/** Every part finds again what is wrong outside of its own modules. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ slug, message, location: { source, start, end } }: Diagnostic): string =>
    [slug, source.uri, start, end, message].join("\n");
  const seen = new Set<string>();
  return diagnostics.filter((one) => {
    const { size } = seen;
    return seen.add(keyOf(one)).size > size;
  });
}

const failedImports: ReadonlySet<Slug> = new Set<Slug>(["import-not-found", "import-outside-root", "import-cycle", "unreadable-import"]);

/** Whether a name that a module declares is used by other modules: imported, or given a value together with theirs. */
export function usesOf(modules: readonly ModuleFacts[]): (uri: string, name: string) => boolean {
  const imported = new Map<string, Set<string>>();
  const declaring = new Map<string, Set<string>>();
  for (const { uri, imports, parameters } of modules) {
    for (const one of imports) for (const name of one.names) add(imported, one.uri, name);
    for (const name of parameters) add(declaring, name, uri);
  }
  // A build parameter reaches every source that declares one of its name.
  return (uri, name) => imported.get(uri)?.has(name) === true || (declaring.get(name)?.has(uri) === true && declaring.get(name)!.size > 1);
}

/** The name that a finding of the linked kind is about. */
export function declaredAt({ location: { source, start, end } }: Diagnostic): string {
  return source.text.slice(start, end);
}

/** The documents whose names others have too; IAM does not tell letter case apart. */
function sharedNames(units: readonly BuildUnit[]): readonly UnitDocument[] {
  const counts = new Map<string, number>();
  for (const { documents } of units)
    for (const { name } of documents) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  return units.flatMap(({ documents }) => documents.filter(({ name }) => counts.get(name.toLowerCase())! > 1));
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}
