import * as overlay from "../../src/catalog/overlay.ts";
import type { SourceEdition } from "../../src/catalog/edition.ts";

/** Learns which corrections changed something; the others are stale. */
export interface StaleReport {
  /** `part` tells the uses of one entry apart, such as its actions. */
  used(correction: overlay.Correction, part?: string): void;
  stale(edition: SourceEdition): readonly string[];
}

export function createStaleReport(): StaleReport {
  const seen = new Map<overlay.Correction, Set<string>>();
  return {
    used(correction, part = "") {
      const parts = seen.get(correction);
      if (parts) parts.add(part);
      else seen.set(correction, new Set([part]));
    },
    stale(edition) {
      const actions = new Set(edition.services.flatMap(({ prefix, actions }) => actions.map(({ name }) => `${prefix}:${name}`)));
      const unused = [...overlay.alternatives, ...overlay.alsoTaken, ...overlay.templates, ...overlay.addedGlobalKeys, ...overlay.keyTypes]
        .filter((correction) => !seen.has(correction))
        .map((correction) => `changes nothing: ${JSON.stringify(correction)}`);
      const untolerated = overlay.toleratedTypes.flatMap((correction) =>
        correction.actions
          .filter((name) => seen.get(correction)?.has(name) !== true)
          .map((name) => `changes nothing: \`${name}\` in ${JSON.stringify(correction)}`),
      );
      const unknown = [...overlay.notes, ...overlay.toleratedTypes].flatMap(({ service, actions: names }) =>
        names.filter((name) => !actions.has(`${service}:${name}`)).map((name) => `names an unknown action: \`${service}:${name}\``),
      );
      return [...unused, ...untolerated, ...unknown];
    },
  };
}
