import type { CatalogFile } from "./types.ts";

/** The error for a catalog file that is not what `scripts/update-catalog.ts` wrote: the installation is broken, not the user's program. */
export function damaged(file: string, why: string): Error {
  return Object.assign(new Error(`the catalog file \`${file}\` is damaged: ${why}`), { name: damageName });
}

/** Whether what was thrown says that a catalog file is not what it should be. */
export function isDamage(error: unknown): error is Error {
  return error instanceof Error && error.name === damageName;
}

const damageName = "DamagedCatalog";

/** The object that a catalog file holds. */
export function parseFile(file: string, text: string): CatalogFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(file, "it is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw damaged(file, "it does not hold an object");
  return value as CatalogFile;
}

/** A field that must hold a text. */
export function textAt(file: string, content: CatalogFile, field: string): string {
  const value = content[field];
  if (typeof value !== "string") throw damaged(file, `\`${field}\` is not a text`);
  return value;
}
