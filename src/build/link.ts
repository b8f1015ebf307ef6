import type { BuildUnit } from "../build-part.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { duplicateDocuments } from "../diagnostics/duplicates.ts";

/** What is found in the units of a project taken together: what one part found that another makes good is left out, and what no part could see comes in. */
export function link(units: readonly BuildUnit[]): readonly Diagnostic[] {
  const used = usedNames(units);
  const declaring = countParameters(units);
  const uris = new Set(units.map(({ uri }) => uri));
  const outside = new Set<string>();
  const own = units.flatMap(({ uri, parameters, diagnostics }) =>
    diagnostics.filter((finding) => {
      if (finding.location.source.uri !== uri) return !uris.has(finding.location.source.uri) && isFirst(finding, outside);
      if (finding.slug !== "unused-declaration") return true;
      const name = nameAt(finding);
      // A build parameter reaches every source that declares one of its name.
      return used.get(uri)?.has(name) !== true && !(parameters.includes(name) && declaring.get(name)! > 1);
    }),
  );
  return [...own, ...duplicateDocuments(units.flatMap(({ documents }) => documents))];
}

/** Every part finds again what is wrong outside the sources. */
function isFirst({ slug, message, location: { source, start, end } }: Diagnostic, seen: Set<string>): boolean {
  const key = [slug, source.uri, start, end, message].join("\n");
  const { size } = seen;
  return seen.add(key).size > size;
}

/** The names that others import, by the source that declares them. */
function usedNames(units: readonly BuildUnit[]): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const { imports } of units) {
    for (const { uri, names } of imports) {
      const known = used.get(uri) ?? new Set<string>();
      used.set(uri, known);
      for (const name of names) known.add(name);
    }
  }
  return used;
}

/** How many sources declare each build parameter. */
function countParameters(units: readonly BuildUnit[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { parameters } of units) for (const name of parameters) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function nameAt({ location: { source, start, end } }: Diagnostic): string {
  return source.text.slice(start, end);
}
