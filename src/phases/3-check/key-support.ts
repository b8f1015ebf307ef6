import { setsKey } from "../../catalog/find-key.ts";
import { ownKeys } from "../../catalog/own-keys.ts";
import { holdsWhenMissing } from "../../iam/logic/key-test.ts";
import type { ActionUnit } from "./actions.ts";
import type { Test } from "./conditions.ts";

/**
 * Reports keys of a service that no action of the statement sets. Global keys are always known, and a statement about all
 * actions knows every key. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function checkKeySupport(tests: readonly Test[], units: readonly ActionUnit[], effect: "Allow" | "Deny"): void {
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
    const isSet = units.some(({ entries }) =>
      entries.some(({ actions }) => actions.some((action) => setsKey(action, known.name, frame.catalog))),
    );
    if (isSet) continue;
    const names = units.flatMap(({ entries }) => entries.map(({ text }) => `\`${text}\``));
    const shown = names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
    if (isTag) {
      frame.report("unsupported-tag-condition", { key, actions: shown }, predicate.key, {
        help: "a test that needs the tag never holds there; one that holds without it always does",
        aws: isResourceTag(test) ? `${effect.toUpperCase()}_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE` : undefined,
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

/** Access Analyzer speaks of tests that need the tag of a resource, and not of those with `Null`. */
function isResourceTag(test: Test): boolean {
  return /^aws:ResourceTag\//i.test(test.key) && test.operator.base.family !== "Null" && !holdsWhenMissing(test);
}
