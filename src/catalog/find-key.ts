import type { Catalog, ConditionKey } from "./types.ts";

/** A condition key by its name: a global one, or one of the service in front of its colon. */
export function findKey(name: string, catalog: Catalog): ConditionKey | undefined {
  return catalog.globalKey(name) ?? catalog.service(name.slice(0, name.indexOf(":")))?.conditionKey(name);
}
