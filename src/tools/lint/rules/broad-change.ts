import type { CheckedPattern } from "../../../ast/checked.ts";
import type { Action } from "../../../catalog/catalog.ts";
import { hasWildcard } from "../../../iam/pattern.ts";
import { isAdministrator, isDenied, isLimited } from "../reach.ts";
import { isWholeService } from "../exposure.ts";
import { statementRule } from "../rule.ts";
import { placeOf, writtenEntries, type LintDocument, type LintStatement } from "../subject.ts";
import { credentialActions, dataActions, sharingActions } from "../tables/exposures.ts";

/** A wildcard on everything grants what AWS adds tomorrow, too: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege */
export const broadChange = statementRule(
  "broad-change",
  (statement, report, document) => {
    const { effect, actions, resources, onEverything } = statement;
    if (effect !== "Allow" || actions.negated || isLimited(statement) || !(onEverything || resources.negated)) return;
    const everything = actions.patterns.find(({ text }) => text === "*");
    if (everything !== undefined) {
      if (isAdministrator(statement))
        report({ pattern: "*", changes: undefined }, statement, {
          location: placeOf(everything),
          help: "name the services and actions that are used",
        });
      return;
    }
    const wide = writtenEntries(actions).flatMap((entry) => {
      const changing = changesOf(entry, statement, document);
      return changing.some(({ resourceTypes }) => resourceTypes.length > 0) ? [{ entry, changing }] : [];
    });
    const [first, ...others] = wide;
    if (first === undefined) return;
    const whole = wide.map(({ entry }) => entry).filter(isWholeService);
    report({ pattern: first.entry.text, changes: first.changing.length }, statement, {
      location: placeOf(first.entry),
      help: "name the resources, or the actions",
      notes: [
        ...(others.length === 0 ? [] : [`so can ${others.map(({ entry }) => `\`${entry.text}\``).join(", ")}`]),
        ...included("gives out credentials", credentialActions, whole),
        ...included("reads data", dataActions, whole),
        ...included("opens resources to others", sharingActions, whole),
      ],
    });
  },
  ["identity"],
);

/** Names that promise to read, though AWS counts one or two of their actions as writing. */
const readsByName = /:(batch)?(check|describe|get|list|lookup|query|read|scan|search|select|view)/i;

/** What a wildcard changes, unless another statement takes it back; `chime:*` has a rule of its own. */
function changesOf(entry: CheckedPattern, statement: LintStatement, document: LintDocument): readonly Action[] {
  if (!hasWildcard(entry.text) || readsByName.test(entry.text) || (isWholeService(entry) && entry.text.startsWith("chime:"))) return [];
  return statement
    .actionsOf(entry)
    .filter(({ level, qualifiedName }) => level !== "list" && level !== "read" && !isDenied(document, statement, qualifiedName));
}

function included(what: string, list: readonly string[], entries: readonly CheckedPattern[]): readonly string[] {
  const services = entries.map(({ text }) => text.slice(0, text.indexOf(":") + 1));
  const found = list.filter((name) => services.some((service) => name.startsWith(service)));
  return found.length === 0 ? [] : [`it ${what}: ${found.map((name) => `\`${name}\``).join(", ")}`];
}
