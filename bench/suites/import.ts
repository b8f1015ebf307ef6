import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runTasks } from "../processes.ts";
import type { Row } from "../report.ts";
import { ratios, spreadOf } from "../statistics.ts";
import type { Suite } from "./suite.ts";

const corpus = join(import.meta.dirname, "..", "..", "..", "shared", "corpus", "managed.jsonl");

/** AWS's own policies as source: all steps, the comparison with the canonical form among them. */
export const imports: Suite = ({ folder, installed, quick }) => {
  const title = "Import";
  if (!existsSync(corpus))
    return { title, note: "Skipped: the policies are not part of this repository, and do not lie beside it.", rows: [] };
  const policies = readFileSync(corpus, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { readonly name: string; readonly document: object })
    .map(({ name, document }) => ({ name, text: JSON.stringify(document) }));
  writeFileSync(join(folder, "managed.json"), JSON.stringify(policies));
  const [ours, json] = ["chimepolicy import", "JSON.parse of imported policies"] as const;
  const results = runTasks(
    "warm.mjs",
    [
      { key: ours, tool: ours, given: { folder, installed, warmUp: 1, budget: 1 } },
      { key: json, tool: json, given: { folder, installed, warmUp: 400, budget: 400 } },
    ],
    quick ? 1 : 3,
  );
  const [imported, parsed] = [ours, json].map((key) => results.get(key)!.map(({ median }) => median)) as [number[], number[]];
  const rows: Row[] = [
    { what: "policies a second", measured: spreadOf(imported.map((ms) => (policies.length * 1000) / ms)), unit: "" },
    { what: "the time, times that of JSON.parse of the same", measured: ratios(imported, parsed) },
  ];
  return {
    title,
    note: `The ${policies.length} policies that AWS manages, each to source that is compiled and compared, when warm.`,
    rows,
  };
};
