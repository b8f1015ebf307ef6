import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { SourceAction, SourceEdition, SourceKey, SourceResourceType } from "../../src/catalog/edition.ts";

/** One edition of iam-data by the name of its package among our development dependencies. */
export async function readEdition(packageName: string): Promise<SourceEdition> {
  const entry = createRequire(import.meta.url).resolve(packageName);
  const root = dirname(dirname(dirname(entry)));
  const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));
  const about = read("package.json") as { version: string; updatedAt: string };
  const names = read("data/serviceNames.json") as Readonly<Record<string, string>>;
  const table = <Row>(folder: string, prefix: string): readonly Row[] =>
    Object.values(read(`data/${folder}/${prefix}.json`) as Readonly<Record<string, Row>>);
  const prefixes = read("data/services.json") as readonly string[];
  // The global keys are in the package's code only, and the package does not export their types.
  const { globalConditionKeys } = (await import(join(root, "dist/esm/globalConditionKeys.js"))) as {
    globalConditionKeys: readonly SourceKey[];
  };
  return {
    edition: about.version,
    date: about.updatedAt.slice(0, "2026-09-26".length),
    globalKeys: globalConditionKeys.map(({ key, type }) => ({ key: key.replace(/\/tag-key$/, "/${TagKey}"), type })),
    services: prefixes.map((prefix) => ({
      prefix,
      name: names[prefix] ?? prefix,
      actions: table<SourceAction>("actions", prefix),
      resourceTypes: table<SourceResourceType>("resourceTypes", prefix),
      conditionKeys: table<SourceKey>("conditionKeys", prefix),
    })),
  };
}
