import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { renderMeasure } from "../../src/hosts/cli/test-report/measure-pretty.ts";
import { coverPolicies, mutatePolicies } from "../../src/index.ts";
import { writeExpectation } from "../../src/measure/write.ts";
import { catalog, readSamples } from "../suite.ts";

const look = { color: false, width: undefined, fileOf: (uri: string) => uri };

describe("measure", () => {
  for (const { name, folder, sources } of readSamples(fileURLToPath(new URL("samples", import.meta.url)))) {
    it(name.replaceAll("-", " "), () => {
      const entries = Object.entries(sources).map(([uri, text]) => ({ uri, text }));
      const { tests, diagnostics, coverage } = coverPolicies(entries, { catalog });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(tests.flatMap(({ failures }) => failures)).toEqual([]);
      const { mutation } = mutatePolicies(entries, { catalog });
      compare(join(folder, "coverage.txt"), renderMeasure({ kind: "coverage", ...coverage! }, look));
      compare(join(folder, "mutation.txt"), renderMeasure({ kind: "mutation", ...mutation! }, look));

      const advice = mutation!.documents.flatMap(({ survivors }) =>
        survivors.flatMap(({ reference, witness }) => (witness === undefined ? [] : [writeExpectation(reference, witness)])),
      );
      const [entry] = entries;
      const taken = mutatePolicies([{ ...entry!, text: `${entry!.text}\ntest "advice" {\n${advice.join("\n")}\n}\n` }], { catalog });
      expect(taken.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(taken.tests.flatMap(({ failures }) => failures)).toEqual([]);
      expect(taken.mutation!.documents.flatMap(({ survivors }) => survivors)).toEqual([]);
    });
  }
});

function compare(path: string, text: string): void {
  if (process.env["UPDATE_SNAPSHOTS"] === "1") writeFileSync(path, text);
  expect(text, path).toBe(existsSync(path) ? readFileSync(path, "utf8") : "");
}
