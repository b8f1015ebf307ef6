import type { Action } from "../../catalog/catalog.ts";
import { addBelow, additionsOf, writeAddition } from "./addition.ts";
import { allows, findAction } from "./reach.ts";
import type { RuleDetails } from "./rule.ts";
import { isChosen, placeOf, type LintDocument, type LintStatement } from "./subject.ts";
import { isOccasional } from "./tables/occasional-dependents.ts";

/** What actions of a statement need besides, and nothing of the document allows. */
export interface MissingDependents {
  readonly action: string;
  readonly dependents: string;
  readonly details: RuleDetails;
}

/**
 * The dependent actions that a statement's own actions lack, of which `isMeant` says which ones are asked about. What only reads can be
 * added without a second thought; what writes or passes a role is for the author to scope.
 */
export function missingDependents(
  statement: LintStatement,
  document: LintDocument,
  isMeant: (action: Action) => boolean,
): MissingDependents | undefined {
  if (statement.effect !== "Allow" || statement.actions.negated || !document.complete) return undefined;
  const lacking = statement.actions.patterns.flatMap((entry) => {
    const action = isChosen(entry) ? findAction(document.catalog, entry.text) : undefined;
    const missing = action !== undefined && isMeant(action) ? missingOf(action, document) : [];
    return missing.length === 0 ? [] : [{ entry, missing }];
  });
  const [first, ...others] = lacking;
  if (first === undefined) return undefined;
  const missing = [...new Set(lacking.flatMap((one) => one.missing))];
  const additions = additionsOf(missing, document, statement);
  return {
    action: first.entry.text,
    dependents: listed(first.missing),
    details: {
      location: placeOf(first.entry),
      help: `add ${additions.map((addition) => `\`${writeAddition(addition)}\``).join(" and ")}`,
      notes: others.map(({ entry, missing: own }) => `\`${entry.text}\` needs ${listed(own)}`),
      fixes: missing.every(({ level }) => level === "list" || level === "read") ? [addBelow(statement, additions)] : [],
    },
  };
}

function missingOf(action: Action, document: LintDocument): readonly Action[] {
  return action.dependentActions.flatMap((name) => {
    const dependent = findAction(document.catalog, name);
    if (dependent === undefined || isOccasional(action, dependent) || allows(document, name)) return [];
    return [dependent];
  });
}

/** Up to four names, and how many more there are. */
function listed(actions: readonly Action[]): string {
  const names = actions.map(({ qualifiedName }) => `\`${qualifiedName}\``);
  return names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}
