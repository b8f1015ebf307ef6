import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { codes, findCode, isRule, type Slug } from "../../src/diagnostics/codes/index.ts";
import type { CodeDefinition } from "../../src/diagnostics/codes/define.ts";
import { applyFixes } from "../../src/fix.ts";
import { findingsOf, readPage, type Example } from "./page.ts";

const folder = new URL("../../src/diagnostics/docs/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".md"));
const pageOf = (code: string): string => readFileSync(new URL(`${code}.md`, folder), "utf8");
const table: readonly (CodeDefinition<never> & { readonly slug: Slug })[] = (Object.keys(codes) as Slug[]).map((slug) => ({
  ...(codes[slug] as CodeDefinition<never>),
  slug,
}));

describe("diagnostics/docs", () => {
  it("has a page for every code, and none for a code that does not exist", () => {
    expect(files.toSorted()).toEqual(table.map(({ code }) => `${code}.md`).toSorted());
  });

  describe.each(table.map((row) => [`${row.code} ${row.slug}`, row] as const))("%s", (_, { code, slug, aws, suppressible }) => {
    const text = pageOf(code);
    const page = readPage(text);

    it("has a title, a shape and facts that match the table", () => {
      expect({ code: page.code, slug: page.slug, aws: [page.aws].flat(), suppressible: page.suppressible }).toEqual({
        code,
        slug,
        aws: [aws].flat(),
        suppressible: suppressible === true ? "yes" : "no",
      });
      expect(page.fix).not.toBe("");
      for (const url of page.sources) expect(url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html$/);
    });

    it("holds no invisible character", () => {
      expect(text).not.toMatch(/[^\n\P{C}]|[\u00A0\u2028\u2029]/u);
    });

    it.skipIf(page.wrong === undefined)("gives its wrong example exactly this one finding", () => {
      expect(shown(page.wrong!, slug)).toEqual([slug]);
    });

    it.skipIf(page.right === undefined)("gives its right example no finding", () => {
      expect(shown(page.right!, slug)).toEqual([]);
    });

    it.skipIf(page.wrong === undefined)("mends its wrong example, where the finding has a fix", () => {
      const found = findingsOf(page.wrong!, isRule(slug));
      if (found[0]?.fixes.length !== 1) return;
      const mended: Example = { ...page.wrong!, files: { ...page.wrong!.files, ...Object.fromEntries(applyFixes(found)) } };
      expect(mended.files).not.toEqual(page.wrong!.files);
      expect(shown(mended, slug)).not.toContain(slug);
      // What a rule mends, all rules are content with.
      if (isRule(slug)) expect(shown(mended, slug)).toEqual([]);
      // A page that speaks of no fix has forgotten it.
      expect(page.fix + page.intro).toMatch(/\bfix(es)?\b/);
    });
  });
});

describe("diagnostics/codes", () => {
  it("numbers each finding once, and calls each by one name", () => {
    expect(new Set(table.map(({ code }) => code)).size).toBe(table.length);
    for (const { code, slug } of table) {
      expect(code).toMatch(/^CP[1-8]\d{3}$/);
      expect(slug).toMatch(/^[a-z]+(-[a-z]+)*$/);
    }
  });

  it("never drops, renames or reuses a code once it is in codes.txt", () => {
    const committed = readFileSync(new URL("codes.txt", import.meta.url), "utf8")
      .trimEnd()
      .split("\n");
    expect(committed).toEqual([...new Set(committed)].toSorted());
    expect(table.map(({ code, slug }) => `${code} ${slug}`).toSorted()).toEqual(committed);
  });

  it("finds a code by its number or its name, in any letter case", () => {
    for (const name of ["CP2001", "cp2001", "unknown-action", "Unknown-Action"]) expect(findCode(name)?.slug).toBe("unknown-action");
    expect(findCode("CP9999")).toBeUndefined();
    expect(findCode("toString")).toBeUndefined();
  });
});

/** The findings of an example as slugs. */
function shown(example: Example, page: Slug): readonly string[] {
  return findingsOf(example, isRule(page)).map(({ slug }) => slug);
}
