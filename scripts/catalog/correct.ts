import type { SourceAction } from "../../src/catalog/edition.ts";
import * as overlay from "../../src/catalog/overlay.ts";
import type { StaleReport } from "./stale.ts";

/** The resource types of an action: sets of which one must be covered, those that may be, those that AWS merely accepts. */
export interface TakenTypes {
  readonly required: readonly (readonly string[])[];
  readonly optional: readonly string[];
  readonly tolerated: readonly string[];
}

/** The types of an action after the corrections. A type that the source lists twice is required when one of the two is. */
export function applyTypeCorrections(service: string, action: SourceAction, stale: StaleReport): TakenTypes {
  const marks = new Map<string, boolean>();
  for (const { name, required } of action.resourceTypes) marks.set(name, required || marks.get(name) === true);
  const names = [...marks.keys()].sort();
  const optional = names.filter((name) => marks.get(name) !== true);
  let required: readonly (readonly string[])[] = names.filter((name) => marks.get(name) === true).map((name) => [name]);

  for (const correction of overlay.alternatives) {
    if (correction.service !== service || !correction.types.every((type) => marks.get(type) === true)) continue;
    const others = required.filter(([type]) => !correction.types.includes(type!));
    required = [[...correction.types].sort(), ...others];
    stale.used(correction);
  }
  for (const correction of overlay.alsoTaken) {
    if (correction.service !== service || correction.action !== action.name || marks.has(correction.also)) continue;
    required = required.map((set) => (set.includes(correction.type) ? [...set, correction.also].sort() : set));
    if (required.some((set) => set.includes(correction.also))) stale.used(correction);
  }
  const tolerated = overlay.toleratedTypes
    .filter((correction) => correction.service === service && correction.actions.includes(action.name) && !marks.has(correction.type))
    .map((correction) => {
      stale.used(correction, action.name);
      return correction.type;
    });
  return { required, optional, tolerated };
}
