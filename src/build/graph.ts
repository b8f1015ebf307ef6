import type { BuildOptions, BuildUnit } from "../build-part.ts";
import { manifestName } from "./manifest.ts";

/** What a build stands on beside its sources, and where its documents go. */
export interface BuildFrame {
  /** The version of chimepolicy. */
  readonly chimepolicy: string;
  /** The version of the action catalog. */
  readonly catalog: string;
  readonly environment: string | undefined;
  /** The values of build parameters, of which those from the command line are in no file. */
  readonly parameters: NonNullable<BuildOptions["projectParameters"]>;
  /** The files that every output stands on: the configuration, and the lock where there is one. */
  readonly inputs: readonly string[];
  readonly outDir: string;
}

/** What depends on what in a project, for build systems: as JSON, or as rules of make. Paths are those from the project's root on. */
export function writeGraph(units: readonly BuildUnit[], frame: BuildFrame, form: "json" | "make"): string {
  const { inputs, outDir, ...known } = frame;
  const manifest = `${outDir}/${manifestName}`;
  const sources = units.map(({ uri, files, dependsOn }) => ({
    source: uri,
    outputs: files.map(({ name }) => `${outDir}/${name}.json`),
    dependsOn,
  }));
  if (form === "json") return `${JSON.stringify({ ...known, inputs, manifest, sources }, null, 2)}\n`;
  const all = [...new Set(sources.flatMap(({ source, dependsOn }) => [source, ...dependsOn]))].toSorted();
  return [
    ...sources
      .filter(({ outputs }) => outputs.length > 0)
      .map(({ source, outputs, dependsOn }) => ruleOf(outputs, [source, ...dependsOn, ...inputs])),
    ruleOf([manifest], [...all, ...inputs]),
    // As compilers of C do it with `-MP`: a file that is no more makes its outputs old, and stops nothing.
    ruleOf([...all, ...inputs], []),
  ].join("");
}

/** https://www.gnu.org/software/make/manual/html_node/Rule-Syntax.html */
function ruleOf(targets: readonly string[], prerequisites: readonly string[]): string {
  return `${[`${targets.map(escapePath).join(" ")}:`, ...prerequisites.map(escapePath)].join(" ")}\n`;
}

function escapePath(path: string): string {
  return path.replaceAll("$", "$$$$").replaceAll(/[ #:]/g, (character) => `\\${character}`);
}
