/** Builds dist/, or the folder that is named: the library, the Node host, the plugins of bundlers, prettier's plugin and the command line, each bundled with what it needs. */
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { buildLibrary, plainGlobal, shared } from "./library.ts";
import { lazyTerminal, lightStart } from "./light-start.ts";
import { poolWorker } from "./pool-worker.ts";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const dist = resolve(process.argv[2] ?? join(root, "dist"));

/** The bundle as one function expression, which the launcher in `bin/` compiles as it is. */
const wrapped: BuildOptions = {
  banner: {
    js: '(function (exports, require, module, __filename, __dirname) {\nconst bundle = { get url() { return require("node:url").pathToFileURL(__filename).href; } };',
  },
  footer: { js: "})" },
};

rmSync(dist, { recursive: true, force: true });
await Promise.all([
  buildLibrary(dist),
  build({
    ...shared,
    platform: "neutral",
    plugins: [plainGlobal, lightStart],
    mainFields: ["module", "main"],
    minify: true,
    entryPoints: { prettier: "src/tools/format/plugin.ts" },
    external: ["prettier"],
    outdir: dist,
  }),
  build({
    ...shared,
    platform: "node",
    // As ES modules: what is never called is left out, and jsonc-parser's other form cannot be bundled.
    mainFields: ["module", "main"],
    format: "cjs",
    minify: true,
    external: ["prettier"],
    // The launcher runs the bundle as a script, in which `import()` does not work.
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "bundle.url" },
    ...wrapped,
    entryPoints: { cli: "src/hosts/cli/bundle.ts" },
    outExtension: { ".js": ".cjs" },
    plugins: [lightStart, lazyTerminal],
    outdir: dist,
  }),
  // Where the pool of the command line looks for it.
  build({ ...shared, platform: "node", entryPoints: { "entry/worker": poolWorker }, outdir: dist }),
]);
