import type { CheckedPattern } from "../../ast/checked.ts";
import { actionPattern } from "../../iam/pattern.ts";
import { findAction, isAdministrator, isDenied, isLimited, reachesAll } from "./reach.ts";
import type { RuleDetails } from "./rule.ts";
import { placeOf, type LintDocument, type LintStatement } from "./subject.ts";

/** What a statement lays open: actions of a list on all their resources, whoever calls. */
export interface Exposure {
  /** The first of them, as the message speaks of it. */
  readonly what: string;
  readonly details: RuleDetails;
}

/**
 * The actions of a list that a statement allows on all their resources, without a condition that limits who or what. What allows a whole
 * service, or everything, is told so by another rule.
 */
export function findExposure(statement: LintStatement, document: LintDocument, list: readonly string[]): Exposure | undefined {
  const { effect, actions } = statement;
  if (effect !== "Allow" || actions.negated || isLimited(statement) || isAdministrator(statement)) return undefined;
  const exposed = list.flatMap((name) => {
    const entry = statement.entryOf(name);
    return entry === undefined || isWholeService(entry) || !isOpen(name, statement, document) ? [] : [{ entry, name }];
  });
  const [first, ...others] = exposed;
  if (first === undefined) return undefined;
  const what =
    first.entry.text.toLowerCase() === first.name.toLowerCase()
      ? `\`${first.name}\``
      : `\`${first.name}\`, which \`${first.entry.text}\` includes,`;
  return {
    what,
    details: {
      location: placeOf(first.entry),
      notes: others.length === 0 ? [] : [`so do ${others.map(({ name }) => `\`${name}\``).join(", ")}`],
    },
  };
}

/** Whether a pattern is all of a service, or of several. */
export function isWholeService({ text }: CheckedPattern): boolean {
  const name = actionPattern(text).fields?.[1]?.text;
  return name === undefined || /^\*+$/.test(name);
}

function isOpen(name: string, statement: LintStatement, document: LintDocument): boolean {
  const action = findAction(document.catalog, name);
  return action !== undefined && reachesAll(statement, action, document.catalog) && !isDenied(document, statement, name);
}
