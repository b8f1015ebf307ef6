import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { newRule } from "../../scripts/new-rule.ts";
import { codes } from "../../src/diagnostics/codes/index.ts";
import { allRules } from "../../src/tools/lint/all-rules.ts";
import { readPage } from "./page.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("scripts/new-rule", () => {
  it("begins a rule with all that belongs to it: it passes the type check and reports, and its page has the shape of pages", () => {
    const copy = mkdtempSync(join(tmpdir(), "chimepolicy-rule-"));
    try {
      for (const part of ["src", "grammar", "stdlib", "package.json", "tsconfig.json", "tsconfig.core.json"])
        cpSync(join(root, part), join(copy, part), { recursive: true });
      symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
      mkdirSync(join(copy, "test", "diagnostics"), { recursive: true });
      cpSync(join(root, "test/diagnostics/codes.txt"), join(copy, "test/diagnostics/codes.txt"));
      const files = newRule(copy, "meeting-without-end", "chime");
      for (const [path, text] of files) {
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        writeFileSync(join(copy, path), text);
      }
      execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.core.json"], { cwd: copy });
      const [page] = [...files.keys()].filter((path) => path.endsWith(".md"));
      const { code, slug, wrong, right, suppressible } = readPage(files.get(page!)!);
      expect(page).toBe(`src/diagnostics/docs/${code}.md`);
      expect({ slug, suppressible }).toEqual({ slug: "meeting-without-end", suppressible: "yes" });
      expect(code).toMatch(/^CP72\d\d$/);
      expect(Object.values(codes).map((one) => one.code)).not.toContain(code);
      expect(wrong).toBeDefined();
      expect(right).toBeDefined();
      const list = readFileSync(join(copy, "test/diagnostics/codes.txt"), "utf8").trimEnd().split("\n");
      expect(list).toContain(`${code} meeting-without-end`);
      expect(list).toEqual(list.toSorted());
      const script = `import { check } from ${JSON.stringify(join(copy, "src/check.ts"))};
        const found = check("role MeetingHost { allow chime:CreateMeeting }").diagnostics;
        console.log(JSON.stringify(found.map(({ slug }) => slug)));`;
      writeFileSync(join(copy, "try.mts"), script);
      const output = execFileSync(process.execPath, ["--import", join(root, "node_modules/tsx/dist/loader.mjs"), join(copy, "try.mts")], {
        cwd: copy,
        encoding: "utf8",
      });
      expect(JSON.parse(output)).toContain("meeting-without-end");
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }, 120_000);

  it("keeps the list of rules in the order of their codes", () => {
    const numbers = allRules.map(({ slug }) => codes[slug].code);
    expect(numbers).toEqual(numbers.toSorted());
    const listed = newRule(root, "meeting-without-end", "hygiene").get("src/tools/lint/all-rules.ts")!;
    const names = [...listed.matchAll(/^ {2}(\w+),$/gm)].map(([, name]) => name!);
    const before = allRules.filter(({ slug }) => codes[slug].code < "CP72").length;
    expect(names).toHaveLength(allRules.length + 1);
    expect(names.indexOf("meetingWithoutEnd")).toBeLessThanOrEqual(before);
    expect(listed).toContain('import { meetingWithoutEnd } from "./rules/meeting-without-end.ts";\n');
  });

  it("refuses names that are taken, or are none", () => {
    expect(() => newRule(root, "redundant-action", "hygiene")).toThrow("there is a finding `redundant-action` already: CP7101");
    expect(() => newRule(root, "RedundantAction", "hygiene")).toThrow("is no name of a rule");
  });
});
