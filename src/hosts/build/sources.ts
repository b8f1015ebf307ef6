import { globSync } from "tinyglobby";
import type { Config } from "../../config/config.ts";

/** The sources of a project, from its root on, sorted. */
export function findSources(root: string, { files = ["**/*.chimepolicy"] }: Config, outDir: string): readonly string[] {
  const ignore = ["**/node_modules/**", `${outDir}/**`, ...files.filter((glob) => glob.startsWith("!")).map((glob) => glob.slice(1))];
  const patterns = files.filter((glob) => !glob.startsWith("!"));
  const found = globSync(patterns, { cwd: root, onlyFiles: true, dot: false, expandDirectories: false, ignore });
  return [...new Set(found.map((path) => path.split("\\").join("/")))].toSorted();
}
