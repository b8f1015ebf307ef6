import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lightStart } from "../../scripts/light-start.ts";
import { parse } from "../../src/phases/1-parse/parse.ts";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "chimepolicy-"));
const samples = ["test", "examples", "stdlib"].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".chimepolicy"))
    .map((name) => join(room, name)),
);

describe("the parser of the command line, which does not record its grammar", () => {
  const bundled: { parse?: typeof parse } = {};

  beforeAll(async () => {
    const outfile = join(folder, "parse.mjs");
    const entryPoints = [join(root, "src/phases/1-parse/parse.ts")];
    await build({ bundle: true, format: "esm", platform: "node", entryPoints, outfile, plugins: [lightStart] });
    Object.assign(bundled, await import(pathToFileURL(outfile).href));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("reads every file of this repository, and every beginning of it, as the one that does", () => {
    expect(samples.length).toBeGreaterThan(200);
    for (const name of samples) {
      const whole = readFileSync(join(root, name), "utf8");
      for (const text of [whole, ...[0.3, 0.6, 0.9].map((part) => whole.slice(0, part * whole.length))]) {
        const source = { uri: name, text };
        expect(JSON.stringify(bundled.parse!(source)) === JSON.stringify(parse(source)), `${name}, ${text.length} characters`).toBe(true);
      }
    }
  });
});
