import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { format } from "./support/format.ts";
import { normalForm } from "./support/normal.ts";

const updates = process.env["UPDATE_SNAPSHOTS"] === "1";
const root = new URL("../../", import.meta.url);
const samples = new URL("samples/", import.meta.url);
const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".chimepolicy"))
    .map((name) => `${folder}${name}`);

describe("tools/format, the layout", () => {
  it.each(readdirSync(samples))("of %s", async (name) => {
    const text = readFileSync(new URL(`${name}/input.chimepolicy`, samples), "utf8");
    const output = new URL(`${name}/output.chimepolicy`, samples);
    const formatted = await format(text);
    if (updates) writeFileSync(output, formatted);
    expect(formatted).toBe(existsSync(output) ? readFileSync(output, "utf8") : "");
    expect(await format(formatted)).toBe(formatted);
    expect(normalForm(formatted)).toEqual(normalForm(text));
  });

  it.each(["stdlib/", "examples/"].flatMap(sourcesIn))("is that of %s", async (name) => {
    const text = readFileSync(new URL(name, root), "utf8");
    expect(await format(text), "run `npm run format`").toBe(text);
  });

  const pages = ["README.md", "docs/conditions.md", "docs/evaluation.md", "examples/README.md"];
  it.each(pages)("is that of the sources that %s shows", async (page) => {
    const text = readFileSync(new URL(page, root), "utf8");
    for (const [index, [, source]] of [...text.matchAll(/```chimepolicy\n(.*?)```/gs)].entries()) {
      const isBesideItsDocument = page === "README.md" && index === 0;
      expect(await format(source!, isBesideItsDocument ? { printWidth: 45 } : {})).toBe(source);
    }
  });
});
