import { coversType } from "../catalog/arn.ts";
import type { Action, Catalog, Service } from "../catalog/catalog.ts";
import type { PatternSet, Statement } from "../iam/document.ts";
import { serviceAtHand } from "../phases/4-emit/spelling.ts";

/** A statement by the names of its actions, each with those resources only that it takes. Actions that the catalog does not know have them all. */
export function onWhatIsTaken(statement: Statement, catalog: Catalog): readonly Statement[] {
  const { actions, resources } = statement;
  if (actions.negated || resources.negated) return [statement];
  const groups = new Map<string, { readonly service: Service; readonly actions: Action[] }>();
  const unknown: string[] = [];
  for (const pattern of actions.patterns) {
    const [prefix = "", name = ""] = pattern.split(":");
    const service = serviceAtHand(catalog, prefix);
    const matched = service?.matching(name) ?? [];
    if (service === undefined || matched.length === 0) unknown.push(pattern);
    else {
      for (const action of matched) {
        const key = [prefix.toLowerCase(), ...action.resourceTypes, "", ...action.toleratedTypes].join(" ");
        const group = groups.get(key);
        if (group === undefined) groups.set(key, { service, actions: [action] });
        else group.actions.push(action);
      }
    }
  }
  const known = [...groups.values()].flatMap((group): readonly Statement[] => {
    const names = group.actions.map(({ qualifiedName }) => qualifiedName);
    const patterns = resources.patterns.filter((pattern) => isTaken(pattern, group.actions[0]!, group.service));
    return patterns.length === 0 ? [] : [{ ...statement, actions: setOf(names), resources: setOf(patterns) }];
  });
  return unknown.length === 0 ? known : [...known, { ...statement, actions: setOf(unknown) }];
}

function setOf(patterns: readonly string[]): PatternSet {
  return { negated: false, patterns };
}

/** An action that takes no resource is asked for on `*`, which no other pattern matches. */
function isTaken(pattern: string, { resourceTypes, toleratedTypes }: Action, service: Service): boolean {
  if (/^\*+$/.test(pattern)) return true;
  return [...resourceTypes, ...toleratedTypes].some((name) => {
    const type = service.resourceType(name);
    return type !== undefined && coversType(service, type, pattern);
  });
}
