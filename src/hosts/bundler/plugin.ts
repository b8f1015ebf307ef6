import type { UnpluginFactory, UnpluginOptions } from "unplugin";
import { setupEsbuild } from "./esbuild-setup.ts";
import { errorOf, warningsOf, wholeText } from "./findings.ts";
import { moduleText } from "./module-text.ts";
import { problemOfOptions, type Options } from "./options.ts";
import { rolldownParts, rollupParts, viteParts } from "./rollup-parts.ts";
import { sourceFilter, startSession } from "./session.ts";
import { webpackPart } from "./webpack-part.ts";

/** The plugin: it loads sources as modules with their documents. */
export const factory: UnpluginFactory<Options | undefined> = (options = {}, { framework }): UnpluginOptions => {
  const problem = problemOfOptions(options);
  if (problem !== undefined) throw new Error(problem);
  const session = startSession(options);
  const name = "chimepolicy";
  if (framework === "esbuild") return { name, esbuild: { setup: (build) => setupEsbuild(build, session) } };
  const throwsTexts = framework === "webpack" || framework === "rspack";
  return {
    name,
    load: {
      filter: { id: sourceFilter },
      handler(path) {
        const source = session.load(path);
        for (const file of source.dependencies) this.addWatchFile(file);
        // Of the place of a warning, Rollup alone makes something.
        for (const warning of warningsOf(source)) this.warn(framework === "rollup" ? warning : { message: wholeText(warning), stack: "" });
        const error = errorOf(source);
        if (error === undefined) return moduleText(source.documents);
        if (throwsTexts) throw new SourceError(wholeText(error));
        return this.error({ ...error, stack: "" });
      },
    },
    rollup: rollupParts(session),
    rolldown: rolldownParts(session),
    vite: viteParts(session),
    webpack: (compiler) => webpackPart(compiler, session, options),
    rspack: (compiler) => webpackPart(compiler, session, options),
  };
};

/** An error whose text says all. */
class SourceError extends Error {
  override readonly stack = "";
}
