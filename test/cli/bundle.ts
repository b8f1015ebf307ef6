import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { lazyTerminal, lightStart } from "../../scripts/light-start.ts";
import { poolWorker } from "../../scripts/pool-worker.ts";

const root = join(fileURLToPath(import.meta.url), "..", "..", "..");

const starter = `
import { writeSync } from "node:fs";
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { main } from "./src/hosts/cli/main.ts";
export { runJobHere } from "./src/hosts/build/worker.ts";
const lines = process.env["CHIMEPOLICY_TEST_LINES"];
const surroundings = { cacheFolder: join(__dirname, "..", "cache"), worker: join(__dirname, "worker.cjs") };
if (!isMainThread) {
} else if (lines === undefined) void main(process.argv.slice(2), surroundings);
else void (async () => {
  for (const line of JSON.parse(lines)) {
    process.exitCode = 0;
    await main(line, surroundings);
    writeSync(1, "\\u0001" + process.exitCode + "\\u0001");
    writeSync(2, "\\u0001");
  }
  process.exitCode = 0;
})();
`;

/** Bundles the command line of these sources into a folder, as `cli.cjs`; done once for all tests. */
export async function bundleCommandLine(outdir: string): Promise<void> {
  await build({ bundle: true, platform: "node", format: "esm", logLevel: "silent", entryPoints: { "entry/worker": poolWorker }, outdir });
  writeFileSync(join(outdir, "entry", "package.json"), '{ "type": "module" }');
  writeFileSync(join(outdir, "worker.cjs"), 'module.exports = require("./cli.cjs").runJobHere;');
  await build({
    bundle: true,
    platform: "node",
    mainFields: ["module", "main"],
    format: "cjs",
    target: "node20.19",
    logLevel: "silent",
    absWorkingDir: root,
    external: ["prettier"],
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    stdin: { contents: starter, resolveDir: root },
    outfile: join(outdir, "cli.cjs"),
    plugins: [lightStart, lazyTerminal],
  });
}
