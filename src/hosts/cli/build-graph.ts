import packageJson from "../../../package.json" with { type: "json" };
import { writeGraph } from "../../build/graph.ts";
import { lockName } from "../../build/lock.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { configName } from "../../config/config.ts";
import type { Build, BuildRequest } from "../build/build.ts";
import type { OpenProject } from "../build/compile.ts";
import { standingLock } from "../build/lock.ts";

/** For what a graph is printed. */
export interface GraphRequest {
  readonly form: "json" | "make";
  readonly environment: string | undefined;
  readonly given: BuildRequest["given"];
  readonly catalog: Catalog;
}

/** What depends on what in a project, as text. */
export function graphOf({ units, modules }: Build, { project, settings }: OpenProject, request: GraphRequest): string {
  const { form, environment, given, catalog } = request;
  const { outDir, options } = settings;
  const values = Object.entries({ ...options.projectParameters, ...given });
  const frame = {
    chimepolicy: packageJson.version,
    catalog: catalog.version.version,
    environment,
    parameters: Object.fromEntries(values.map(([name, one]) => [name, typeof one === "object" && "value" in one ? one.value : one])),
    inputs: [configName, ...(standingLock(project.root) === undefined ? [] : [lockName])],
    outDir,
  };
  return writeGraph(units, modules, frame, form);
}
