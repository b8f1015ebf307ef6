/** Writes schema/chimepolicy.config.json: the JSON Schema of the configuration, for editors. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { configSchema } from "../src/config/schema.ts";

const output = join(fileURLToPath(import.meta.url), "..", "..", "schema", "chimepolicy.config.json");
const text = await format(JSON.stringify(configSchema()), { parser: "json", printWidth: 140 });

if (process.argv.includes("--check")) {
  if (readFileSync(output, "utf8") !== text) {
    console.error("schema/chimepolicy.config.json is stale: run `npm run generate`");
    process.exit(1);
  }
} else {
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, text);
}
