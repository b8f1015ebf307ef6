import type { Catalog } from "../../../catalog/catalog.ts";
import { isRequired, mayBeMissing, requireKey } from "../presence.ts";
import { statementRule } from "../rule.ts";
import type { LintStatement, LintTest } from "../subject.ts";

/** `ForAllValues` holds where there are no values: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
export const allValuesInAllow = statementRule("all-values-in-allow", (statement, report, { catalog }) => {
  if (statement.effect !== "Allow") return;
  const test = statement.tests.find((one) => isOpen(one, statement, catalog) && !isRequired(one, statement));
  if (test === undefined) return;
  report({ key: test.key }, statement, {
    location: test.location,
    help: "test that the key is there as well",
    fixes: requireKey(test, statement),
  });
});

function isOpen({ parsed, key, keyName }: LintTest, statement: LintStatement, catalog: Catalog): boolean {
  if (parsed.quantifier !== "ForAllValues" || !mayBeMissing(keyName) || !isMultiValued(key, catalog)) return false;
  return keyName !== "aws:tagkeys" || !onlyTags(statement);
}

/** Calls that do nothing but tag have tags. */
function onlyTags({ actions, actionsOf }: LintStatement): boolean {
  return (
    !actions.negated && actions.patterns.every((entry) => entry.text !== "*" && actionsOf(entry).every(({ level }) => level === "tagging"))
  );
}

function isMultiValued(key: string, catalog: Catalog): boolean {
  const found = catalog.globalKey(key) ?? catalog.service(key.slice(0, key.indexOf(":")))?.conditionKey(key);
  return found?.multiValued === true;
}
