import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { lazyTerminal, lightStart } from "../../scripts/light-start.ts";

const root = join(fileURLToPath(import.meta.url), "..", "..", "..");

const starter = `
import { writeSync } from "node:fs";
import { main } from "./src/hosts/cli/main.ts";
const lines = process.env["CHIMEPOLICY_TEST_LINES"];
if (lines === undefined) void main(process.argv.slice(2));
else void (async () => {
  for (const line of JSON.parse(lines)) {
    process.exitCode = 0;
    await main(line);
    writeSync(1, "\\u0001" + process.exitCode + "\\u0001");
    writeSync(2, "\\u0001");
  }
  process.exitCode = 0;
})();
`;

/** Bundles the command line of these sources; done once for all tests. */
export async function bundleCommandLine(outfile: string): Promise<void> {
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
    outfile,
    plugins: [lightStart, lazyTerminal],
  });
}
