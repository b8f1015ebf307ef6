import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { nodeCatalog } from "../src/hosts/node-catalog.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const fences = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map((match) => match[1]!);

describe("README", () => {
  it("shows a source and the very JSON it gives", () => {
    const { files, diagnostics } = compile(fences("chimepolicy")[0]!, { catalog: nodeCatalog() });
    expect(diagnostics).toEqual([]);
    expect(files.map(({ text }) => text)).toEqual([fences("json")[0]]);
  });

  it("shows sources without findings only", () => {
    for (const source of fences("chimepolicy")) expect(compile(source, { catalog: nodeCatalog() }).diagnostics).toEqual([]);
  });
});
