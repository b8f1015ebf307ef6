import { manifestName } from "./manifest.ts";
import type { BuildUnit, ModuleFacts } from "./unit.ts";

/** What a build stands on beside its sources, and where its documents go. */
export interface BuildFrame {
  /** The version of chimepolicy. */
  readonly chimepolicy: string;
  /** The version of the action catalog. */
  readonly catalog: string;
  readonly environment: string | undefined;
  /** The values of build parameters, of which those from the command line are in no file. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The files that every output stands on: the configuration, and the lock where there is one. */
  readonly inputs: readonly string[];
  readonly outDir: string;
}

/** What depends on what in a project, for build systems: as JSON, or as rules of make. Paths are those from the project's root on. */
export function writeGraph(
  units: readonly BuildUnit[],
  modules: ReadonlyMap<string, ModuleFacts>,
  frame: BuildFrame,
  form: "json" | "make",
): string {
  const { inputs, outDir, ...known } = frame;
  const manifest = `${outDir}/${manifestName}`;
  const sources = units.map(({ uri, files }) => ({
    source: uri,
    outputs: files.map(({ name }) => `${outDir}/${name}.json`),
    dependsOn: closureOf(uri, modules),
  }));
  if (form === "json") return `${JSON.stringify({ ...known, inputs, manifest, sources }, null, 2)}\n`;
  const all = [...new Set(sources.flatMap(({ source, dependsOn }) => [source, ...dependsOn]))].toSorted();
  return [
    ...sources
      .filter(({ outputs }) => outputs.length > 0)
      .map(({ source, outputs, dependsOn }) => ruleOf(outputs, [source, ...dependsOn, ...inputs])),
    ruleOf([manifest], [...all, ...inputs]),
    // As compilers of C do it with `-MP`: a file that is no more makes its outputs old, and stops nothing. A target with `%` would be a pattern.
    ruleOf(
      [...all, ...inputs].filter((file) => !file.includes("%")),
      [],
    ),
  ].join("");
}

/** The files that a module stands on, however far, sorted; the standard library is a part of chimepolicy. */
function closureOf(uri: string, modules: ReadonlyMap<string, ModuleFacts>): readonly string[] {
  const seen = new Set([uri]);
  const queue = [uri];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const { uri: target } of modules.get(at)?.imports ?? []) {
      if (target.startsWith("std/") || seen.has(target)) continue;
      seen.add(target);
      queue.push(target);
    }
  }
  seen.delete(uri);
  return [...seen].toSorted();
}

/** https://www.gnu.org/software/make/manual/html_node/Rule-Syntax.html */
function ruleOf(targets: readonly string[], prerequisites: readonly string[]): string {
  const named = targets.map((target) => escapePath(target).replaceAll("%", "\\%"));
  return `${[`${named.join(" ")}:`, ...prerequisites.map(escapePath)].join(" ")}\n`;
}

function escapePath(path: string): string {
  return path.replaceAll("$", "$$$$").replaceAll(/[ #:*?[]/g, (character) => `\\${character}`);
}
