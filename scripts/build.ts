/** Builds dist/: the library, the Node host and the command line, each bundled with what it needs; and the types. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const dist = join(root, "dist");

/**
 * string-width builds ICU segmenters and emoji expressions when it loads, which costs a third of a start of the command line.
 * Help texts here are plain ASCII, where the width is the length.
 */
const plainWidth: Plugin = {
  name: "plain-width",
  setup({ onLoad }) {
    onLoad({ filter: /node_modules[\\/](string-width|get-east-asian-width|emoji-regex)[\\/]index\.js$/ }, () => ({
      contents: 'import { stripVTControlCharacters } from "node:util"; export default (text) => stripVTControlCharacters(text).length;',
      loader: "js",
    }));
  },
};

const shared: BuildOptions = {
  bundle: true,
  format: "esm",
  target: "node20.19",
  legalComments: "external",
  logLevel: "warning",
  absWorkingDir: root,
};

rmSync(dist, { recursive: true, force: true });
await Promise.all([
  build({
    ...shared,
    platform: "neutral",
    mainFields: ["module", "main"],
    splitting: true,
    entryPoints: { index: "src/index.ts", node: "src/hosts/node.ts" },
    external: ["node:*"],
    outdir: dist,
  }),
  build({
    ...shared,
    platform: "node",
    // As ES modules: what is never called is left out, and jsonc-parser's other form cannot be bundled.
    mainFields: ["module", "main"],
    format: "cjs",
    minify: true,
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    entryPoints: { cli: "src/hosts/cli/main.ts" },
    outExtension: { ".js": ".cjs" },
    plugins: [plainWidth],
    outdir: dist,
  }),
]);
execFileSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.types.json"], { cwd: root, stdio: "inherit" });
