import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { bundledUnplugin, loaders } from "./bundled-unplugin.ts";

const root = join(fileURLToPath(import.meta.url), "..", "..");

/** lodash looks for the global object by evaluating text, which strict pages forbid. */
export const plainGlobal: Plugin = {
  name: "plain-global",
  setup(bundler) {
    bundler.onLoad({ filter: /node_modules[\\/]lodash-es[\\/]_root\.js$/ }, () => ({
      contents: "export default globalThis;",
      loader: "js",
    }));
  },
};

/** What all bundles have in common. */
export const shared: BuildOptions = {
  bundle: true,
  format: "esm",
  target: "node20.19",
  legalComments: "external",
  logLevel: "warning",
  absWorkingDir: root,
};

/** The doors of the package that programs import, and their sources. */
export const libraryDoors: Readonly<Record<string, string>> = {
  index: "src/index.ts",
  node: "src/hosts/node.ts",
  ...Object.fromEntries(
    ["vite", "rollup", "rolldown", "webpack", "rspack", "esbuild", "register", "register-loader"].map((door) => [
      door,
      `src/hosts/bundler/${door}.ts`,
    ]),
  ),
};

/** Bundles the library, the Node host, and the plugins of bundlers: what they share is there once. */
export async function buildLibrary(outdir: string): Promise<void> {
  await build({
    ...shared,
    platform: "neutral",
    plugins: [plainGlobal, bundledUnplugin],
    mainFields: ["module", "main"],
    splitting: true,
    entryPoints: { ...libraryDoors, ...loaders },
    external: ["node:*"],
    outdir,
  });
}
