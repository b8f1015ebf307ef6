import type { CheckedPattern } from "../../../ast/checked.ts";
import type { Action } from "../../../catalog/catalog.ts";
import { hasWildcard } from "../../../iam/pattern.ts";
import { isLimited } from "../reach.ts";
import { statementRule } from "../rule.ts";
import { placeOf, writtenEntries, type LintStatement } from "../subject.ts";

/** A wildcard grants what AWS adds tomorrow, too: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege */
export const unboundedWildcard = statementRule(
  "unbounded-wildcard",
  (statement, report) => {
    const { effect, actions, onEverything } = statement;
    // On everything and without a limit it is graver than this, and has rules of its own.
    if (effect !== "Allow" || actions.negated || (onEverything && !isLimited(statement))) return;
    const wide = writtenEntries(actions).flatMap((entry) => {
      const all = changing(entry, statement);
      return all === undefined ? [] : [{ entry, all }];
    });
    const [first, ...others] = wide;
    if (first === undefined) return;
    const names = first.all.map(({ name }) => name);
    report({ pattern: first.entry.text, actions: names.length }, statement, {
      location: placeOf(first.entry),
      help: names.length > 8 ? "name those that are used" : `today: ${names.join(", ")}`,
      notes: others.map(({ entry, all }) => `\`${entry.text}\` stands for ${all.length} today`),
    });
  },
  ["identity"],
);

/** The actions of a wildcard of which some change something. */
function changing(entry: CheckedPattern, statement: LintStatement): readonly Action[] | undefined {
  if (entry.text === "*" || !hasWildcard(entry.text)) return undefined;
  const all = statement.actionsOf(entry);
  return all.some(({ level }) => level !== "list" && level !== "read") ? all : undefined;
}
