import type { AssembledAction, AssembledService } from "../../scripts/catalog/assemble.ts";
import { encodeIndex, encodeService } from "../../scripts/catalog/encode.ts";
import { createCatalog, type Catalog, type CatalogSource } from "../../src/catalog/catalog.ts";
import type { SourceKey } from "../../src/catalog/edition.ts";
import { guard } from "../../src/catalog/guard.ts";
import { source, sourceWith } from "./source.ts";

/** An action of a small catalog; what is not said is `write`, takes no resource and has no keys. */
export type SmallAction = Pick<AssembledAction, "name"> & Partial<AssembledAction>;

export interface SmallService extends Partial<Omit<AssembledService, "prefix" | "actions">> {
  readonly actions: readonly SmallAction[];
}

/** The files of a catalog of a few services. */
export function smallFiles(
  version: string,
  services: Readonly<Record<string, SmallService>>,
  globalKeys: readonly SourceKey[] = [],
): ReadonlyMap<string, string> {
  const assembled = Object.entries(services).map(([prefix, { name = prefix, actions, resourceTypes = [], conditionKeys = [] }]) => ({
    prefix,
    name,
    resourceTypes,
    conditionKeys,
    actions: actions.map((action) => ({ ...plainAction, ...action })),
  }));
  const files = new Map(assembled.map((service) => [service.prefix, encodeService(service)]));
  const edition = { edition: version, date: "2026-09-26", services: [], globalKeys: [] };
  const facts = {
    edition,
    dependents: edition,
    counts: guard(edition, edition).counts,
    globalKeys,
    federationKeys: [],
    openKeyFamilies: [],
  };
  return files.set("index", encodeIndex(assembled, files, facts));
}

const plainAction: Omit<AssembledAction, "name"> = {
  description: "",
  level: "write",
  permissionOnly: false,
  conditionKeys: [],
  dependentActions: [],
  required: [],
  optional: [],
  tolerated: [],
};

/** A catalog of a few services. */
export function smallCatalog(...given: Parameters<typeof smallFiles>): Catalog {
  const files = smallFiles(...given);
  return createCatalog({ read: (name) => files.get(name) });
}

/** The installed catalog with other actions of Amazon Chime: each of their words, `Name:code`, is given to `change`. */
export function otherChime(change: (words: readonly string[]) => readonly string[]): CatalogSource {
  const file = JSON.parse(source.read("chime")!) as { actions: string };
  const words = change(file.actions.split(" "));
  const chime = JSON.stringify({ ...file, actions: words.join(" ") });
  const index = JSON.parse(source.read("index")!) as { services: string };
  const services = index.services.replace(/(^|;)chime \d+ \d+ /, `$1chime ${words.length} ${chime.length} `);
  return sourceWith({ chime, index: JSON.stringify({ ...index, version: "other", services }) });
}
