/** Builds dist/, or the folder that is named: the library, the Node host, the plugins of bundlers, prettier's plugin and the command line, each bundled with what it needs. */
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleCommandLine } from "./command-line.ts";
import { buildLibrary, plainGlobal, shared } from "./library.ts";
import { lightStart } from "./light-start.ts";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const dist = resolve(process.argv[2] ?? join(root, "dist"));

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
  bundleCommandLine(dist),
]);
