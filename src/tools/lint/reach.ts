import type { Action, Catalog } from "../../catalog/catalog.ts";
import { holdsWhenMissing } from "../../iam/logic/key-test.ts";
import { covers, resourcePattern, type Pattern } from "../../iam/pattern.ts";
import type { LintDocument, LintStatement, LintTest } from "./subject.ts";

/** How far statements reach: on which resources, under which conditions, and what others of the document take back. */

/** An action by its qualified name, undefined where the catalog lacks it. */
export function findAction(catalog: Catalog, name: string): Action | undefined {
  const colon = name.indexOf(":");
  return catalog.service(name.slice(0, colon))?.action(name.slice(colon + 1));
}

/** Whether a statement reaches all resources that an action can be about, as `*` does and `arn:aws:iam::111122223333:user/*`. */
export function reachesAll({ resources, onEverything }: LintStatement, action: Action, catalog: Catalog): boolean {
  if (resources.negated || onEverything) return true;
  const patterns = resources.patterns.map(({ text }) => anywhere(text));
  const needed = action.requiredTypes.length > 0 ? action.requiredTypes : [action.resourceTypes];
  return needed.every((types) =>
    types.some((type) => wholeType(catalog, action.service, type).some((all) => patterns.some((one) => covers(one, all)))),
  );
}

/** The patterns of all resources of a type. */
function wholeType(catalog: Catalog, prefix: string, type: string): readonly Pattern[] {
  const arns = catalog.service(prefix)?.resourceType(type)?.arns ?? [];
  return arns.map((arn) => anywhere(arn.replaceAll(/\$\{[^}]*\}/g, "*")));
}

/** A resource pattern for every partition, Region and account. */
function anywhere(text: string): Pattern {
  const fields = text.split(":");
  return resourcePattern(fields.length < 6 ? text : ["arn", "*", fields[2], "*", "*", ...fields.slice(5)].join(":"));
}

/** Whether a test of a condition can fail for a request that lacks its key. */
export function needsKey({ parsed, key, values }: LintTest): boolean {
  return !holdsWhenMissing({ operator: parsed, key, values });
}

/** Keys that say how or when a call is made, and not by whom, through what or about what. */
const circumstances = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:multifactorauthage",
  "aws:multifactorauthpresent",
  "aws:referer",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:tokenissuetime",
  "aws:useragent",
]);

/** Whether a condition limits who calls, through what, or what is reached. */
export function isLimited({ tests }: Pick<LintStatement, "tests">): boolean {
  return tests.some((test) => !circumstances.has(test.keyName) && needsKey(test));
}

/** Whether another statement takes an action back from a statement, whatever the request. */
export function isDenied(document: LintDocument, statement: LintStatement, action: string): boolean {
  return document.statements.some(
    (other) => other.effect === "Deny" && other.tests.length === 0 && other.hasAction(action) && coversResources(other, statement),
  );
}

function coversResources(deny: LintStatement, { resources }: LintStatement): boolean {
  // A deny of all but some leaves these: a grant on everything has become one on them.
  if (deny.onEverything || deny.resources.negated) return true;
  const wide = deny.resources.patterns.map(({ text }) => resourcePattern(text));
  return !resources.negated && resources.patterns.every(({ text }) => wide.some((one) => covers(one, resourcePattern(text))));
}

/** Whether some statement of the document allows an action, on whatever resource. */
export function allows(document: LintDocument, action: string): boolean {
  return document.statements.some(
    (statement) => statement.effect === "Allow" && statement.hasAction(action) && !isDenied(document, statement, action),
  );
}

/** Whether a statement allows everything there is, so that nothing in particular need be said of it. */
export function isAdministrator(statement: LintStatement): boolean {
  const { effect, actions, onEverything } = statement;
  return (
    effect === "Allow" && !actions.negated && onEverything && actions.patterns.some(({ text }) => text === "*") && !isLimited(statement)
  );
}
