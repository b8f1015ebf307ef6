import type { Action, Catalog } from "../../../catalog/catalog.ts";
import { needsKey } from "../reach.ts";
import { statementRule } from "../rule.ts";
import { placeOf, type LintTest } from "../subject.ts";

/** Tags come into a request with a resource that has some, or with a call that gives some: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonchime.html */
export const untaggedAction = statementRule("untagged-action", (statement, report, document) => {
  const { actions, effect } = statement;
  if (actions.negated) return;
  const tests = statement.tests.filter((test) => isTag(test) && needsKey(test));
  for (const test of tests) {
    const entries = actions.patterns.map((entry) => ({ entry, all: entry.text.startsWith("chime:") ? statement.actionsOf(entry) : [] }));
    // Where no action takes the tag, the condition itself is at fault, and that is said already.
    if (
      !actions.patterns.some((entry) => entry.text === "*" || statement.actionsOf(entry).some((one) => takes(one, test, document.catalog)))
    )
      continue;
    for (const { entry, all } of entries) {
      const without = all.filter((one) => !takes(one, test, document.catalog));
      const [first] = without;
      if (first === undefined) continue;
      report({ key: test.key, action: entry.text, without: without.length, total: all.length, effect }, statement, {
        location: placeOf(entry),
        help:
          all.length === 1
            ? "give it a statement of its own, without the tag"
            : `name the actions that take the tag: \`${first.name}\` does not`,
      });
      return;
    }
  }
});

function isTag({ keyName }: LintTest): boolean {
  return keyName.startsWith("aws:resourcetag/") || keyName.startsWith("aws:requesttag/") || keyName === "aws:tagkeys";
}

function takes(action: Action, { keyName }: LintTest, catalog: Catalog): boolean {
  const family = keyName.split("/")[0]!;
  const has = (keys: readonly string[]): boolean => keys.some((key) => key.toLowerCase().split("/")[0] === family);
  const types = action.resourceTypes.map((name) => catalog.service(action.service)?.resourceType(name));
  return has(action.conditionKeys) || types.some((type) => type !== undefined && has(type.conditionKeys));
}
