import type { Action } from "../../catalog/catalog.ts";
import { ownKeys } from "../../catalog/own-keys.ts";
import type { ActionUnit } from "./actions.ts";
import type { Test } from "./conditions.ts";
import type { Frame } from "./frame.ts";

/**
 * Reports keys of a service that no action of the statement sets. Global keys are always known, and a statement about all
 * actions knows every key. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function checkKeySupport(tests: readonly Test[], units: readonly ActionUnit[]): void {
  if (
    tests.length === 0 ||
    units.some(
      ({ negated, faulty, entries }) => negated || faulty === true || entries.some(({ any, actions }) => any || actions.length === 0),
    )
  )
    return;
  for (const test of tests) {
    const { frame, known, key, predicate } = test;
    const isTag = /^aws:(ResourceTag|RequestTag)\/|^aws:TagKeys$/i.test(key);
    if (known === undefined || (!isTag && frame.catalog.globalKey(key) !== undefined)) continue;
    const isSet = units.some(({ entries }) => entries.some(({ actions }) => actions.some((action) => sets(action, known.name, frame))));
    if (isSet) continue;
    const names = units.flatMap(({ entries }) => entries.map(({ text }) => `\`${text}\``));
    const shown = names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
    if (isTag) {
      frame.report("unsupported-tag-condition", { key, actions: shown }, predicate.key, {
        help: "a test that needs the tag never holds there; one that holds without it always does",
      });
    } else {
      const own = ownKeys.get(key.toLowerCase());
      frame.report("unsupported-condition-key", { key, actions: shown }, predicate.key, {
        aws: own === undefined ? undefined : "MISSING_ACTION_FOR_CONDITION_KEY",
        help: own === undefined ? undefined : `it is set for \`${own}\` alone`,
      });
    }
  }
}

/** Whether the catalog lists a key for an action or for a resource type it takes. */
function sets(action: Action, key: string, frame: Frame): boolean {
  if (action.conditionKeys.includes(key)) return true;
  const service = frame.catalog.service(action.service);
  return action.resourceTypes.some((type) => service?.resourceType(type)?.conditionKeys.includes(key) ?? false);
}
