import type { Catalog } from "../catalog/catalog.ts";
import type { PatternSet, Statement } from "../iam/document.ts";
import { arnFields, covers, disjoint, resourcePattern, type Pattern } from "../iam/pattern.ts";
import { serviceAtHand } from "../phases/4-emit/spelling.ts";

/**
 * A resource pattern as one of all resources of its type, or where it has all of those, of all types. Partition, Region and account
 * stay. Undefined where that adds nothing that an action of the statement takes.
 */
export function widerResource(pattern: string, { actions, resources }: Statement, catalog: Catalog): string | undefined {
  const fields = arnFields(pattern);
  if (fields === undefined) return undefined;
  const head = fields.slice(0, 5).join(":");
  const taken = takenTypes(actions, catalog)?.map((resource) => `${head}:${resource}`);
  const present = resources.patterns.map(resourcePattern);
  const own = resourcePattern(pattern);
  const all = taken?.map(resourcePattern) ?? [];
  return [...(taken ?? []), `${head}:*`].find((text) => {
    const wider = resourcePattern(text);
    if (!covers(wider, own) || covers(own, wider)) return false;
    return taken === undefined || all.some((type) => adds(wider, type, present));
  });
}

function adds(wider: Pattern, type: Pattern, present: readonly Pattern[]): boolean {
  return !disjoint(wider, type) && !present.some((pattern) => covers(pattern, type));
}

/** How the resources end that some actions take; undefined where the catalog does not know one of the actions. */
function takenTypes({ negated, patterns }: PatternSet, catalog: Catalog): readonly string[] | undefined {
  if (negated) return undefined;
  const endings = new Set<string>();
  for (const pattern of patterns) {
    const [prefix = "", name = ""] = pattern.split(":");
    const service = serviceAtHand(catalog, prefix);
    const actions = service?.matching(name) ?? [];
    if (service === undefined || actions.length === 0) return undefined;
    for (const { resourceTypes, toleratedTypes } of actions) {
      for (const type of [...resourceTypes, ...toleratedTypes]) {
        for (const arn of service.resourceType(type)?.arns ?? []) endings.add((arnFields(arn)?.[5] ?? "*").replaceAll(/\$\{[^}]*\}/g, "*"));
      }
    }
  }
  return [...endings];
}
