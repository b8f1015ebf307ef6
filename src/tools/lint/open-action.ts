import { hasWildcard } from "../../iam/pattern.ts";
import type { Location } from "../../text/source.ts";
import { placeOf, type LintStatement } from "./subject.ts";

/** An action that a statement allows on everything, or on everything but a list. */
export interface OpenAction {
  /** What lets it in, as messages call it. */
  readonly by: string;
  /** How Access Analyzer's codes end for it: `STAR_IN_RESOURCE`, `NOT_ACTION_AND_NOT_RESOURCE`. */
  readonly ending: string;
  readonly location?: Location;
}

/** How a statement allows one action whatever the resource, unless a condition names what the action is for. */
export function openAction(statement: LintStatement, action: string, key: string): OpenAction | undefined {
  const { effect, actions, resources } = statement;
  if (effect !== "Allow" || !(resources.negated || statement.onEverything) || !statement.hasAction(action)) return undefined;
  if (isLimited(statement, key)) return undefined;
  const entry = statement.entryOf(action);
  const ending = endings[resources.negated ? "complement" : "everything"];
  if (actions.negated || entry === undefined) return { by: "this statement", ending: ending.complement };
  return {
    by: `\`${entry.text}\``,
    ending: hasWildcard(entry.text) ? ending.pattern : ending.name,
    location: placeOf(entry),
  };
}

/** A test that also holds where the key is missing limits nothing, nor does a pattern without a beginning. */
function isLimited({ tests }: LintStatement, key: string): boolean {
  return tests.some(
    ({ keyName, parsed: { base, ifExists }, values }) =>
      keyName === key && base.family === "String" && !base.negated && !ifExists && !(base.wildcards && values.some(beginsOpen)),
  );
}

const beginsOpen = (value: string): boolean => value.startsWith("*");

/** By the resources, then by how the actions are said. */
const endings = {
  everything: {
    name: "STAR_IN_RESOURCE",
    pattern: "STAR_IN_ACTION_AND_RESOURCE",
    complement: "STAR_IN_RESOURCE_AND_NOT_ACTION",
  },
  complement: {
    name: "NOT_RESOURCE",
    pattern: "STAR_IN_ACTION_AND_NOT_RESOURCE",
    complement: "NOT_ACTION_AND_NOT_RESOURCE",
  },
} as const;
