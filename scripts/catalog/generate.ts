import { guard, type CatalogCounts } from "../../src/catalog/guard.ts";
import type { SourceEdition } from "../../src/catalog/edition.ts";
import * as overlay from "../../src/catalog/overlay.ts";
import { assemble, correctKeyType, sorted, type AssembledService } from "./assemble.ts";
import { encodeDescriptions, encodeIndex, encodeService } from "./encode.ts";
import { createStaleReport, type StaleReport } from "./stale.ts";

/** The catalog's files by name (`index`, `chime`, `descriptions/chime`), or every reason why they cannot be made. */
export type Generated = { readonly files: ReadonlyMap<string, string> } | { readonly reasons: readonly string[] };

/** Makes the catalog of two editions, compared with the counts of the catalog before. */
export function generate(edition: SourceEdition, dependents: SourceEdition, previous?: Partial<CatalogCounts>): Generated {
  const { counts, reasons } = guard(edition, dependents, previous);
  if (reasons.length > 0) return { reasons };
  const report = createStaleReport();
  const services = assemble(edition, dependents, report);
  const globalKeys = assembleGlobalKeys(edition, report);
  const stale = report.stale(edition);
  if (stale.length > 0) return { reasons: stale.map((text) => `a correction ${text}`) };
  const files = new Map<string, string>();
  for (const service of services) {
    files.set(service.prefix, encodeService(service));
    files.set(`descriptions/${service.prefix}`, encodeDescriptions(service));
  }
  files.set("index", encodeIndex(services, files, { edition, dependents, counts, globalKeys, ...federation(services) }));
  return { files };
}

function assembleGlobalKeys(edition: SourceEdition, report: StaleReport) {
  const known = new Set(edition.globalKeys.map(({ key }) => key.toLowerCase()));
  const added = overlay.addedGlobalKeys.filter(({ key }) => !known.has(key.toLowerCase()));
  for (const correction of added) report.used(correction);
  const keys = edition.globalKeys.map((key) => correctKeyType(undefined, key, report));
  return sorted([...keys, ...added], ({ key }) => key);
}

function federation(services: readonly AssembledService[]) {
  const { service, notFederation, open, closed } = overlay.federation;
  const keys = services.find(({ prefix }) => prefix === service)?.conditionKeys ?? [];
  const federationKeys = keys.filter(({ key }) => !notFederation.some((prefix) => key.startsWith(`${prefix}:`)));
  return { federationKeys, openKeyFamilies: [...open, ...closed.map((host) => `!${host}`)] };
}
