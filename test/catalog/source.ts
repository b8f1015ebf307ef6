import { existsSync, readFileSync } from "node:fs";
import { createCatalog, type CatalogSource } from "../../src/catalog/catalog.ts";

const path = (name: string): URL => new URL(`../../stdlib/catalog/${name}.json`, import.meta.url);

export const source: CatalogSource = { read: (name) => (existsSync(path(name)) ? readFileSync(path(name), "utf8") : undefined) };

export const catalog = createCatalog(source);

/** The source with some files changed, or taken away. */
export function sourceWith(files: Readonly<Record<string, string | undefined>>): CatalogSource {
  return { read: (name) => (Object.hasOwn(files, name) ? files[name] : source.read(name)) };
}
