import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The records of a file of real policies that lies beside the repository, or none, with a notice, where it is missing. */
export function corpus(file: string): readonly Readonly<Record<string, unknown>>[] {
  const path = fileURLToPath(new URL(`../../../../shared/corpus/${file}`, import.meta.url));
  if (!existsSync(path)) {
    // oxlint-disable-next-line no-console -- the notice is the point
    console.log(`skipped: ${file} is not here`);
    return [];
  }
  return readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
