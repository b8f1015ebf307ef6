import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCatalog, type Catalog, type CatalogSource } from "../catalog/catalog.ts";
import { damaged } from "../catalog/damage.ts";
import { catalogAtHand } from "../stdlib.generated.ts";
import { readTextFile, whyUnread } from "./read-file.ts";

/** The catalog of all services: what is embedded, and the rest read from the package's files when asked for. */
export function nodeCatalog(): Catalog {
  return createCatalog(nodeCatalogSource());
}

/** The files behind `nodeCatalog`. */
export function nodeCatalogSource(): CatalogSource {
  let folder: string | undefined;
  return {
    atHand: catalogAtHand,
    read: (name) => {
      const path = join((folder ??= catalogFolder()), `${name}.json`);
      return existsSync(path) ? readFileSync(path, "utf8") : undefined;
    },
  };
}

/** The catalog files of a folder, each read when asked for. */
export function catalogSourceIn(folder: string): CatalogSource {
  return {
    read(name) {
      const read = readTextFile(join(folder, `${name}.json`));
      if ("text" in read) return read.text;
      if (read.problem === "not-found") return undefined;
      throw damaged(name, whyUnread(read));
    },
  };
}

/** `stdlib/catalog` of the package this code is part of, whether it runs from sources or from a bundle. */
function catalogFolder(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, "stdlib", "catalog", "index.json"))) {
    const up = dirname(at);
    if (up === at) throw new Error("the catalog is missing from the installed package");
    at = up;
  }
  return join(at, "stdlib", "catalog");
}
