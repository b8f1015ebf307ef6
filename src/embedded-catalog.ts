import { createCatalog, type Catalog } from "./catalog/catalog.ts";
import { embeddedCatalogFiles } from "./stdlib.generated.ts";

const memo: { catalog?: Catalog } = {};

/** The catalog that needs no files: every service by name, the actions of Amazon Chime, and the global condition keys. */
export function embeddedCatalog(): Catalog {
  return (memo.catalog ??= createCatalog({ read: readEmbedded }));
}

/** The text of a catalog file that is part of the code. */
export function readEmbedded(name: string): string | undefined {
  return Object.hasOwn(embeddedCatalogFiles, name) ? embeddedCatalogFiles[name] : undefined;
}
