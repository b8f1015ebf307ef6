import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { read, show, trim } from "./help.ts";

const root = new URL("samples/", import.meta.url);
const update = process.env["UPDATE_SNAPSHOTS"] === "1";

function compare(file: URL, actual: string | undefined): void {
  if (update) {
    if (actual === undefined) rmSync(file, { force: true });
    else writeFileSync(file, actual);
  }
  expect(actual).toBe(existsSync(file) ? readFileSync(file, "utf8") : undefined);
}

describe("parse samples", () => {
  for (const name of readdirSync(root)) {
    it(name, () => {
      const text = readFileSync(new URL(`${name}/input.chimepolicy`, root), "utf8");
      const { module, diagnostics } = read(text);
      const { imports, declarations, broken } = module;
      const tree = `${JSON.stringify(trim({ broken, imports, declarations }), null, 1)}\n`;
      compare(new URL(`${name}/expected.json`, root), diagnostics.length > 0 ? undefined : tree);
      compare(
        new URL(`${name}/diagnostics.txt`, root),
        diagnostics.length > 0 ? `${diagnostics.map((d) => show(text, d)).join("\n\n")}\n` : undefined,
      );
      expect(broken).toBe(diagnostics.length > 0);
    });
  }
});
