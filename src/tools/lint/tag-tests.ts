import type { CheckedPattern } from "../../ast/checked.ts";
import type { Action, Catalog } from "../../catalog/catalog.ts";
import { findKey, setsKey } from "../../catalog/find-key.ts";
import { needsKey } from "./reach.ts";
import { statementRule, type Rule } from "./rule.ts";
import { placeOf, writtenEntries, type LintStatement, type LintTest } from "./subject.ts";

/** The tests of a tag of the resource that fail for what has no tags. */
export function tagTests({ tests }: LintStatement): readonly LintTest[] {
  return tests.filter((test) => test.keyName.startsWith("aws:resourcetag/") && needsKey(test));
}

/** A test of a tag, and the actions of its statement that know nothing of tags. */
export interface Untagged {
  readonly test: LintTest;
  readonly entries: readonly [CheckedPattern, ...CheckedPattern[]];
}

/**
 * Entries of a statement whose actions take no resource with the tag that the condition needs. Those that set tags on what they make are left
 * alone, as Access Analyzer leaves them; and where no action of the statement knows the tag, the compiler says so.
 */
export function findUntagged(statement: LintStatement, catalog: Catalog): Untagged | undefined {
  const test = tagTests(statement).find(({ parsed }) => parsed.base.family !== "Null");
  const key = test && findKey(test.key, catalog)?.name;
  if (test === undefined || key === undefined || statement.actions.negated) return undefined;
  const known = writtenEntries(statement.actions).map((entry) => ({ entry, actions: statement.actionsOf(entry) }));
  if (!known.some(({ actions }) => actions.some((action) => setsKey(action, key, catalog)))) return undefined;
  const [first, ...others] = known.flatMap(({ entry, actions }) =>
    actions.length > 0 && actions.every((action) => knowsNoTag(action, key, catalog)) ? [entry] : [],
  );
  return first === undefined ? undefined : { test, entries: [first, ...others] };
}

/** A rule about the actions of a statement that know nothing of the tag that its condition needs. */
export function untaggedRule(slug: "allow-action-without-tag" | "deny-action-without-tag", effect: "Allow" | "Deny", help: string): Rule {
  return statementRule(slug, (statement, report, { catalog }) => {
    const found = statement.effect === effect ? findUntagged(statement, catalog) : undefined;
    if (found === undefined) return;
    const [first, ...others] = found.entries;
    report({ key: found.test.key, action: first.text }, statement, {
      location: placeOf(first),
      related: others.map((entry) => ({ message: "nor does this action", location: placeOf(entry) })),
      help,
    });
  });
}

function knowsNoTag(action: Action, key: string, catalog: Catalog): boolean {
  return !setsKey(action, key, catalog) && !action.conditionKeys.some((one) => /^aws:(RequestTag\/|TagKeys$)/.test(one));
}
