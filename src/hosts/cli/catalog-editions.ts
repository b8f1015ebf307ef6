import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import { createCatalog, type Catalog } from "../../catalog/catalog.ts";
import { compareCatalogs } from "../../catalog/compare.ts";
import { isDamage } from "../../catalog/damage.ts";
import { catalogSourceIn, nodeCatalog } from "../node-catalog.ts";
import { readTextFile } from "../read-file.ts";
import { UsageError } from "./console.ts";
import { isFolder } from "./inputs.ts";

/** A catalog and what messages call it. */
export interface Edition {
  readonly catalog: Catalog;
  readonly shown: string;
}

/** The word for the catalog of this installation. */
export const installedWord = "installed";

/** Where the files of a catalog lie: in an installed or unpacked package, in a folder that one was unpacked or installed in, in their own folder. */
const places = ["stdlib/catalog", "package/stdlib/catalog", "node_modules/chimepolicy/stdlib/catalog", "."];

/** The catalog that a command line names: `installed`, this version, or a folder that has one. */
export function openEdition(name: string): Edition {
  const version = /^(?:chimepolicy@)?v?(\d+\.\d+\.\d+\S*)$/.exec(name)?.[1];
  if (name === installedWord || (version === packageJson.version && !isFolder(name)))
    return { catalog: nodeCatalog(), shown: `chimepolicy ${packageJson.version}, ${installedWord}` };
  const folder = places.map((place) => join(name, place)).find((place) => "text" in readTextFile(join(place, "index.json")));
  if (name !== "" && folder !== undefined) return { catalog: createCatalog(catalogSourceIn(folder)), shown: name };
  throw refuse(name, version);
}

function refuse(name: string, version: string | undefined): UsageError {
  if (name === "") return new UsageError("the name of a catalog is empty");
  const fetching = (wanted: string): string =>
    `fetch it with \`npm pack chimepolicy@${wanted} && tar xf chimepolicy-${wanted}.tgz\`, and name the folder \`package\``;
  if (isFolder(name))
    return new UsageError(
      `there is no catalog in the folder \`${name}\``,
      "name a folder with the files of one, such as `stdlib/catalog` of an installed or unpacked chimepolicy",
    );
  if (version !== undefined) return new UsageError(`chimepolicy ${version} is not at hand`, fetching(version));
  if (/\.(tgz|tar\.gz|tar)$/.test(name))
    return new UsageError(`\`${name}\` is packed`, `unpack it with \`tar xf ${name}\`, and name the folder \`package\``);
  return new UsageError(
    `there is no catalog \`${name}\``,
    `name a folder that has one, or \`${installedWord}\`; for that of another version, ${fetching("VERSION")}`,
  );
}

/** Does some work with two catalogs; one of which files are missing or damaged is refused by its name. */
export function withEditions<T>(before: Edition, after: Edition, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isDamage(error)) throw error;
    // Both may have a file of the name that the error says.
    const damaged = [before, after].map((one) => ({ ...one, damage: damageOf(one.catalog) })).find(({ damage }) => damage !== undefined);
    throw new UsageError(
      `cannot read the catalog \`${damaged?.shown ?? after.shown}\`: ${damaged?.damage ?? error.message}`,
      "unpack or install it anew; only chimepolicy of that version or a later one reads the catalog of a version",
    );
  }
}

function damageOf(catalog: Catalog): string | undefined {
  try {
    compareCatalogs(catalog, catalog);
    return undefined;
  } catch (error) {
    if (isDamage(error)) return error.message;
    throw error;
  }
}
