import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { check, compile, memoryHost, parse, type ast, type CompileResult, type Diagnostic } from "../../src/index.ts";
import { nodeCatalog } from "../../src/hosts/node.ts";
import type { JsonDocument } from "./grants.ts";

const folder = fileURLToPath(new URL("../../stdlib/", import.meta.url));
const catalog = nodeCatalog();
const host = memoryHost({});

/** The modules of the standard library by uri, read from their files. */
export const modules: ReadonlyMap<string, string> = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".chimepolicy"))
    .sort()
    .map((name) => [`std/${name.replaceAll("\\", "/")}`, readFileSync(folder + name, "utf8")]),
);

/** A source beside the tests. */
export function sourceOf(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}

/** What a module declares. */
export function declarationsOf(uri: string): readonly ast.Declaration[] {
  return parse({ uri, text: modules.get(uri)! }).module.declarations;
}

/** What is wrong with a source; suggestions are left aside. */
export function findings(uri: string, text: string): readonly string[] {
  const { diagnostics } = check([{ uri, text }], { host, catalog });
  return diagnostics.filter(({ severity }) => severity !== "suggestion").map(describe);
}

/** The documents of a source by name, which must have no findings. */
export function documentsOf(
  uri: string,
  text: string,
  parameters: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, JsonDocument> {
  const result: CompileResult = compile([{ uri, text }], { host, catalog, parameters });
  if (result.diagnostics.length > 0) throw new Error(result.diagnostics.map(describe).join("\n"));
  return new Map(result.files.map((file) => [file.name, JSON.parse(file.text) as JsonDocument]));
}

function describe({ slug, message, location }: Diagnostic): string {
  return `${location.source.uri}:${location.start}: ${slug}: ${message}`;
}
