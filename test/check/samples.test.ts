import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { check } from "../../src/check.ts";
import { readConfig } from "../../src/config/read.ts";
import { inputCodes } from "../../src/diagnostics/codes/inputs.ts";
import { nameCodes } from "../../src/diagnostics/codes/names.ts";
import { typeCodes } from "../../src/diagnostics/codes/types.ts";
import { applyBaseline } from "../../src/hosts/cli/baseline.ts";
import { catalog, defineSamples, readSamples } from "../suite.ts";

defineSamples("3-check", import.meta.url);

describe("the codes of names, types and inputs", () => {
  /** What no sample can show, and the test below does. */
  const elsewhere = {
    "unreadable-import": () =>
      check([{ uri: "input.chimepolicy", text: 'import { Support } from "./shared"\nrole HelpDesk { allow Support }' }], {
        catalog,
        host: { read: () => ({ problem: "not-text" }) },
      }),
    "catalog-unavailable": () => check("role HelpDesk { allow sqs:SendMessage on * }"),
    "stale-baseline-entry": () => {
      const location = { source: { uri: "chimepolicy.baseline.json", text: "{}" }, start: 0, end: 0 };
      const entry = { file: "host.chimepolicy", rule: "redundant-action", path: "MeetingHost", location };
      return { diagnostics: applyBaseline([], [entry], new Set(["host.chimepolicy"]), () => "") };
    },
    "unknown-setting": () => readConfig({ uri: "chimepolicy.config.json", text: '{ "files": "a.chimepolicy", "outdir": "dist" }' }),
    "invalid-setting": () => readConfig({ uri: "chimepolicy.config.json", text: '{ "files": "a.chimepolicy", "outDir": 5 }' }),
    "declaration-chain": () => {
      const lines = Array.from({ length: 3000 }, (_, index) => `let step${index + 1} = step${index}`);
      return check(`let step0 = "voice"\n${lines.join("\n")}`, { catalog });
    },
  };

  it("each show in a sample", () => {
    const folders = ["samples", "../resolve/samples"].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
    const shown = new Set(folders.flatMap(readSamples).flatMap(({ folder }) => slugsIn(`${folder}/diagnostics.txt`)));
    const missing = Object.keys({ ...nameCodes, ...typeCodes, ...inputCodes }).filter(
      (slug) => !shown.has(slug) && !Object.hasOwn(elsewhere, slug),
    );
    expect(missing).toEqual([]);
  });

  it.each(Object.entries(elsewhere))("show where files alone cannot: %s", (slug, find) => {
    expect(find().diagnostics.map((found) => found.slug)).toEqual([slug]);
  });
});

function slugsIn(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return [...readFileSync(path, "utf8").matchAll(/^(?:error|warning|security-warning|suggestion)\[CP\d+\].*\(([a-z-]+)\)$/gm)].map(
    ([, slug]) => slug!,
  );
}
