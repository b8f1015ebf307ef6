import { analyse, type CheckOptions } from "./analyse.ts";
import { touchedDocuments, type TouchedDocument } from "./build/touched.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { compareCatalogs, type CatalogDifference } from "./catalog/compare.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { EntryFile } from "./load.ts";

/** What of some sources another catalog touches. */
export interface Touched {
  readonly documents: readonly TouchedDocument[];
  /** How many documents there are. */
  readonly total: number;
  /** What does not compile with the later catalog, and does with the earlier one. */
  readonly errors: readonly Diagnostic[];
}

/** So many sources at once, which keeps memory small. */
const partSize = 20;

/** The documents of sources that the difference between two catalogs touches. Build parameters without a value stay open. */
export function touchedByCatalog(
  sources: readonly EntryFile[],
  options: Omit<CheckOptions, "catalog">,
  { before, after }: { readonly before: Catalog; readonly after: Catalog },
  difference: CatalogDifference = compareCatalogs(before, after),
): Touched {
  const documents: TouchedDocument[] = [];
  const errors: Diagnostic[] = [];
  let total = 0;
  for (let start = 0; start < sources.length; start += partSize) {
    const part = sources.slice(start, start + partSize);
    const [old, now] = [analyse(part, options, before, false), analyse(part, options, after, false)];
    documents.push(...touchedDocuments(old.program.documents, now.program.documents, difference));
    total += now.program.documents.length;
    const known = new Set(old.diagnostics.filter(isError).map(keyOf));
    errors.push(...now.diagnostics.filter((one) => isError(one) && !known.has(keyOf(one))));
  }
  // Several parts may import one file.
  return { documents, total, errors: [...new Map(errors.map((error) => [keyOf(error), error])).values()] };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

function keyOf({ slug, message, location: { source, start, end } }: Diagnostic): string {
  return [slug, source.uri, start, end, message].join("\n");
}
