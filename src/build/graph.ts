import type { BuildUnit } from "./unit.ts";

/** What depends on what in a project, for build systems: as JSON, or as rules of make. */
export function printGraph(units: readonly BuildUnit[], outDir: string, form: "json" | "make"): string {
  const rows = units.map(({ uri, files }) => ({
    source: uri,
    outputs: files.map(({ name }) => `${outDir}/${name}.json`),
    dependsOn: closureOf(uri, units),
  }));
  if (form === "json") return `${JSON.stringify({ sources: rows }, null, 2)}\n`;
  return rows
    .filter(({ outputs }) => outputs.length > 0)
    .map(({ source, outputs, dependsOn }) => `${outputs.map(escapePath).join(" ")}: ${[source, ...dependsOn].map(escapePath).join(" ")}\n`)
    .join("");
}

/** The sources of the project that one stands on, however far. */
function closureOf(uri: string, units: readonly BuildUnit[]): readonly string[] {
  const byUri = new Map(units.map((unit) => [unit.uri, unit]));
  const seen = new Set([uri]);
  const queue = [uri];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const { uri: target } of byUri.get(at)?.imports ?? []) {
      if (target.startsWith("std/") || seen.has(target)) continue;
      seen.add(target);
      queue.push(target);
    }
  }
  seen.delete(uri);
  return [...seen].toSorted();
}

/** https://www.gnu.org/software/make/manual/html_node/Rule-Syntax.html */
function escapePath(path: string): string {
  return path.replaceAll("$", "$$$$").replaceAll(/[ #:]/g, (character) => `\\${character}`);
}
