import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { nodeCatalog } from "../src/hosts/node-catalog.ts";
import { testPolicies } from "../src/test-policies.ts";

const root = new URL("../", import.meta.url);
/** The examples of `docs/testing.md` go together, and have a test of their own. */
const pages = [
  "README.md",
  ...readdirSync(new URL("docs/", root))
    .filter((name) => name !== "testing.md")
    .map((name) => `docs/${name}`),
];
const fences = (page: string, language: string): readonly string[] =>
  [...readFileSync(new URL(page, root), "utf8").matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map((match) => match[1]!);
const options = { catalog: nodeCatalog() };

describe("README", () => {
  it("shows a source and the very JSON it gives", () => {
    const { files, diagnostics } = compile(fences("README.md", "chimepolicy")[0]!, options);
    expect(diagnostics).toEqual([]);
    expect(files.map(({ text }) => text)).toEqual([fences("README.md", "json")[0]]);
  });
});

describe("what users read", () => {
  it.each(pages)("shows sources without findings, and tests that pass: %s", (page) => {
    for (const source of fences(page, "chimepolicy")) {
      expect(compile(source, options).diagnostics, source).toEqual([]);
      expect(testPolicies(source, options).tests.flatMap(({ failures }) => failures)).toEqual([]);
    }
  });
});
