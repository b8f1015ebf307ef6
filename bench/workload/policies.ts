/** Writes the texts of real policies that lie beside the repository. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const corpus = join(import.meta.dirname, "..", "..", "..", "shared", "corpus", "managed.jsonl");

/** Writes `policies.json`: the texts of AWS's managed policies, or of every tenth; gives how many there are, none where they are missing. */
export function writePolicies(folder: string, quick: boolean): number {
  if (!existsSync(corpus)) return 0;
  const texts = readFileSync(corpus, "utf8")
    .trimEnd()
    .split("\n")
    .filter((_, index) => !quick || index % 10 === 0)
    .map((line) => JSON.stringify((JSON.parse(line) as { readonly document: unknown }).document, null, 2));
  writeFileSync(join(folder, "policies.json"), JSON.stringify(texts));
  return texts.length;
}
