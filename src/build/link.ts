import type { BuildUnit } from "../build-part.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { duplicateDocuments } from "../diagnostics/duplicates.ts";

/** What is found in the units of a project taken together: what one part found that another makes good is left out, and what no part could see comes in. */
export function link(units: readonly BuildUnit[]): readonly Diagnostic[] {
  const used = usedNames(units);
  const declaring = countParameters(units);
  const uris = new Set(units.map(({ uri }) => uri));
  const seen = new Set(units.flatMap(({ uri, diagnostics }) => diagnostics.filter((one) => one.location.source.uri === uri).map(keyOf)));
  const own = units.flatMap(({ uri, parameters, diagnostics }) =>
    diagnostics.filter((finding) => {
      const place = finding.location.source.uri;
      // What else a part says of another source than its own, that source's part knows better; but where nothing is compiled, somebody must say why.
      if (place !== uri) return (finding.severity === "error" || !uris.has(place)) && isFirst(finding, seen);
      if (finding.slug !== "unused-declaration") return true;
      const name = nameAt(finding);
      // A build parameter reaches every source that declares one of its name.
      return used.get(uri)?.has(name) !== true && !(parameters.includes(name) && declaring.get(name)! > 1);
    }),
  );
  return [...own, ...duplicateDocuments(units.flatMap(({ documents }) => documents))];
}

/** Every part finds again what is wrong outside its own sources. */
function isFirst(finding: Diagnostic, seen: Set<string>): boolean {
  const { size } = seen;
  return seen.add(keyOf(finding)).size > size;
}

function keyOf({ slug, message, location: { source, start, end } }: Diagnostic): string {
  return [slug, source.uri, start, end, message].join("\n");
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
