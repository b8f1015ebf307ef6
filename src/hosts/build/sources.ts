import { posix } from "node:path";
import { escapePath, globSync } from "tinyglobby";
import type { SourceOf } from "../../build/place.ts";
import type { Config } from "../../config/config.ts";
import type { Source } from "../../text/source.ts";
import type { NodeHost } from "../node-host.ts";

const allSources = ["**/*.chimepolicy"];

/** The sources of a project, from its root on, sorted; the folder of the documents has none, unless `files` names it. */
export function findSources(root: string, config: Config, outDir?: string): readonly string[] {
  const { files = allSources } = config;
  const isLeftOut = outDir !== undefined && !hasSources(outDir, config);
  const ignore = [
    "**/node_modules/**",
    ...(isLeftOut ? [`${escapePath(posix.normalize(outDir))}/**`] : []),
    ...files.filter((glob) => glob.startsWith("!")).map((glob) => glob.slice(1)),
  ];
  const patterns = files.filter((glob) => !glob.startsWith("!"));
  const found = globSync(patterns, { cwd: root, onlyFiles: true, dot: false, expandDirectories: false, ignore });
  return [...new Set(found)].toSorted();
}

/** Whether sources are looked for in the folder of the documents: it is the root, or a path in `files` begins with it. */
export function hasSources(outDir: string, { files = allSources }: Config): boolean {
  const folder = posix.join(outDir, "/");
  return folder === "./" || files.some((glob) => posix.normalize(glob).startsWith(folder));
}

/** The sources of a project by uri, read when their texts are asked for. */
export function sourcesOf(host: NodeHost): SourceOf {
  const known = new Map<string, Source>();
  return (uri) => {
    const source = known.get(uri) ?? lazySource(uri, host);
    known.set(uri, source);
    return source;
  };
}

function lazySource(uri: string, host: NodeHost): Source {
  const memo: { text?: string } = {};
  return {
    uri,
    get text() {
      if (memo.text === undefined) {
        const read = host.read(uri);
        memo.text = "text" in read ? read.text : "";
      }
      return memo.text;
    },
  };
}
