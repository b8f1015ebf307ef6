import { identifier, make, qualifiedName } from "../../ast/build.ts";
import type { ActionExpression } from "../../ast/source.ts";
import type { PatternSet } from "../../iam/document.ts";
import { actionReader, leastOf } from "../../iam/canonical/coverage.ts";
import type { Note } from "./texts.ts";

/** The actions of a statement as source: those of one service together, in the order in which services appear. */
export function readActions({ negated, patterns }: PatternSet, note: Note): ActionExpression {
  const listed = listActions(patterns, note);
  if (!negated) return listed;
  if (patterns.length === 0) return make("AnyAction", {});
  return make("ActionDifference", { base: make("AnyAction", {}), excluded: listed });
}

function listActions(patterns: readonly string[], note: Note): ActionExpression {
  const groups = new Map<string, string[]>();
  for (const pattern of leastOf(patterns, actionReader)) {
    const [, prefix = "", name = ""] = /^([A-Za-z_*?][\w.*?-]*):([\w*?-]+)$/.exec(pattern) ?? [];
    if (pattern !== "*" && prefix === "") note(`\`${pattern}\` is no action: one is written \`service:Name\``);
    const known = groups.get(prefix);
    if (known === undefined) groups.set(prefix, [name]);
    else known.push(name);
  }
  const elements = [...groups].flatMap(([prefix, names]): readonly ActionExpression[] => {
    if (prefix === "") return [make("AnyAction", {})];
    const isGroup = names.length > 1 && /^[A-Za-z_][\w-]*$/.test(prefix) && names.every((name) => /^[A-Za-z_*?]/.test(name));
    if (isGroup) return [make("ActionGroup", { service: identifier(prefix), names: names.map(identifier) })];
    return names.map((name) => qualifiedName(`${prefix}:${name}`));
  });
  const [only, ...others] = elements;
  return only !== undefined && others.length === 0 ? only : make("ActionList", { elements });
}
