import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { shared } from "./library.ts";
import { lazyTerminal, lightStart } from "./light-start.ts";
import { poolWorker } from "./pool-worker.ts";

/** Bundles the command line into a folder, beside which the launchers of `bin/` are to lie. */
export async function bundleCommandLine(outdir: string): Promise<void> {
  await Promise.all([
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
      // One function expression, which the launcher compiles as it is.
      banner: {
        js: '(function (exports, require, module, __filename, __dirname) {\nconst bundle = { get url() { return require("node:url").pathToFileURL(__filename).href; } };',
      },
      footer: { js: "})" },
      entryPoints: { cli: join(fileURLToPath(import.meta.url), "..", "..", "src", "hosts", "cli", "bundle.ts") },
      outExtension: { ".js": ".cjs" },
      plugins: [lightStart, lazyTerminal],
      outdir,
    }),
    // Where the pool of threads looks for it.
    build({ ...shared, platform: "node", entryPoints: { "entry/worker": poolWorker }, outdir }),
  ]);
}
