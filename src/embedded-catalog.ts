import { createCatalog, type Catalog } from "./catalog/catalog.ts";
import { catalogAtHand } from "./stdlib.generated.ts";

const memo: { catalog?: Catalog } = {};

/** The catalog that needs no files: every service by name, the actions of Amazon Chime, and the global condition keys. */
export function embeddedCatalog(): Catalog {
  return (memo.catalog ??= createCatalog({ atHand: catalogAtHand, read: () => undefined }));
}
