import type { Action, Catalog, ConditionKey } from "./types.ts";

/** A condition key by its name: a global one, or one of the service in front of its colon. */
export function findKey(name: string, catalog: Catalog): ConditionKey | undefined {
  return catalog.globalKey(name) ?? catalog.service(name.slice(0, name.indexOf(":")))?.conditionKey(name);
}

/** Whether the catalog lists a key, as it writes it, for an action or for a resource type that the action takes. */
export function setsKey(action: Action, key: string, catalog: Catalog): boolean {
  if (action.conditionKeys.includes(key)) return true;
  const service = catalog.service(action.service);
  return action.resourceTypes.some((type) => service?.resourceType(type)?.conditionKeys.includes(key) ?? false);
}
