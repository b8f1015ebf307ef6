import type { Catalog } from "../catalog/catalog.ts";
import type { PatternSet, Statement } from "../iam/document.ts";
import { negate } from "../iam/logic/negate.ts";
import { readTest, writeTest } from "../iam/logic/key-test.ts";
import { locate, type Location } from "../text/source.ts";
import type { PlacedStatement } from "./asked.ts";
import { widerResource } from "./wider-resource.ts";

export type ChangeKind = "drop-statement" | "swap-effect" | "widen-action" | "widen-resource" | "drop-test" | "negate-test";

/** One thing about a written statement that is otherwise. */
export interface Change {
  readonly kind: ChangeKind;
  /** The same in each use of a document. */
  readonly key: string;
  /** The smallest part of the source that it changes. */
  readonly location: Location;
  /** What becomes of a document, to stand behind its name: "loses this statement". */
  readonly words: string;
  /** What stands in the statement's place, if anything. */
  readonly replacement: Statement | undefined;
}

/** Each way to change one thing about a statement. Two that would always come to the same are one. */
export function changesOf(placed: PlacedStatement, catalog: Catalog): readonly Change[] {
  const { statement, checked, location, key, part } = placed;
  const where = part.of === 1 ? "" : ` in case ${part.number} of ${part.of}`;
  const change = (kind: ChangeKind, detail: string, at: Location, words: string, replacement?: Statement): Change => ({
    kind,
    key: `${key} ${kind} ${detail}`,
    location: at,
    words: `${words}${where}`,
    replacement,
  });
  const allows = statement.effect === "Allow";
  const verb = allows ? "allows" : "denies";
  return [
    change("drop-statement", "", location, "loses this statement"),
    change("swap-effect", "", location, allows ? "denies what this allows" : "allows what this denies", {
      ...statement,
      effect: allows ? "Deny" : "Allow",
    }),
    ...widerSets(statement.actions, wholeService).map(({ index, wider, set }) => {
      const { source, written } = checked.actions.patterns[index]!;
      const words = `${verb} ${wider === undefined ? "this" : `\`${wider}\``} here`;
      return change("widen-action", wider ?? String(index), locate(source, written), words, { ...statement, actions: set });
    }),
    ...widerSets(statement.resources, (pattern) => widerResource(pattern, statement, catalog)).map(({ index, wider, set }) => {
      const { source, written } = checked.resources.patterns[index]!;
      const words = `${verb} it on ${wider === undefined ? "this" : `\`${wider}\``}`;
      return change("widen-resource", String(index), locate(source, written), words, { ...statement, resources: set });
    }),
    ...statement.conditions.flatMap((test, index): readonly Change[] => {
      const others = statement.conditions.filter((other) => other !== test);
      const at = checked.conditions[index]!.location;
      const opposite = negate(readTest(test))?.map(writeTest);
      return [
        change("drop-test", String(index), at, `does without the test of \`${test.key}\``, { ...statement, conditions: others }),
        ...(opposite === undefined
          ? []
          : [
              change("negate-test", String(index), at, `asks the opposite of the test of \`${test.key}\``, {
                ...statement,
                conditions: [...others, ...opposite],
              }),
            ]),
      ];
    }),
  ];
}

interface WiderSet {
  /** Of the pattern that is changed. */
  readonly index: number;
  /** What it becomes; nothing where one that was left out is not left out any more. */
  readonly wider?: string;
  readonly set: PatternSet;
}

/** A set with one of its patterns wider, or with one fewer of those that it leaves out. */
function widerSets({ negated, patterns }: PatternSet, widen: (pattern: string) => string | undefined): readonly WiderSet[] {
  const done = new Set(patterns);
  return patterns.flatMap((pattern, index): readonly WiderSet[] => {
    const others = patterns.filter((_, other) => other !== index);
    if (negated) return [{ index, set: others.length === 0 ? everything : { negated, patterns: others } }];
    const wider = widen(pattern);
    if (wider === undefined || done.has(wider)) return [];
    done.add(wider);
    return [{ index, wider, set: { negated, patterns: [...others, wider] } }];
  });
}

const everything: PatternSet = { negated: false, patterns: ["*"] };

function wholeService(pattern: string): string | undefined {
  const colon = pattern.indexOf(":");
  return colon < 0 ? undefined : `${pattern.slice(0, colon)}:*`;
}
