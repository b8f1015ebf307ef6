import type { CheckedDocument, CheckedPattern, CheckedSet, CheckedStatement, CheckedTest } from "../../ast/checked.ts";
import type { Action, Catalog } from "../../catalog/catalog.ts";
import { compileAction } from "../../iam/match.ts";
import type { PolicyType } from "../../iam/policy-type.ts";
import { parseOperator, type Operator } from "../../iam/operators.ts";
import { contains, locate, type Location } from "../../text/source.ts";

export type { PolicyType } from "../../iam/policy-type.ts";

/** A document as rules see it. */
export interface LintDocument {
  readonly name: string;
  readonly location: Location;
  readonly type: PolicyType;
  readonly catalog: Catalog;
  readonly statements: readonly LintStatement[];
  /** False where some part of the document is unknown, so that nothing follows from what is not there. */
  readonly complete: boolean;
}

/** A statement with what rules often ask of it. */
export interface LintStatement extends Omit<CheckedStatement, "conditions"> {
  readonly tests: readonly LintTest[];
  /** Whether its actions hold one, by its qualified name in any letter case. */
  readonly hasAction: (action: string) => boolean;
  /** The entry of its actions that names or matches one; undefined where the set is negated or none does. */
  readonly entryOf: (action: string) => CheckedPattern | undefined;
  /** The actions of the catalog that an entry of its action list matches; none for `*` alone, which is everything. */
  readonly actionsOf: (entry: CheckedPattern) => readonly Action[];
  /** Whether its resources are `*`. */
  readonly onEverything: boolean;
}

/** One test of its condition, with the operator taken apart. */
export interface LintTest extends CheckedTest {
  readonly parsed: Operator;
  /** The key in lower case. */
  readonly keyName: string;
}

/** A checked document as rules see it. */
export function createSubject(document: CheckedDocument, type: PolicyType, catalog: Catalog): LintDocument {
  const { name, location, incomplete } = document;
  const whole = document.statements.filter((statement) => !incomplete.some((place) => contains(statement.location, place)));
  const statements = whole.map((statement) => createStatement(statement, catalog));
  return { name, location, type, catalog, statements, complete: incomplete.length === 0 };
}

function createStatement({ conditions, ...statement }: CheckedStatement, catalog: Catalog): LintStatement {
  const { actions, resources } = statement;
  const exact = new Map<string, CheckedPattern>();
  const wild: { readonly pattern: CheckedPattern; readonly test: (action: string) => boolean }[] = [];
  for (const pattern of actions.patterns) {
    const text = pattern.text.toLowerCase();
    if (/[*?]/.test(text)) wild.push({ pattern, test: compileAction(text) });
    else if (!exact.has(text)) exact.set(text, pattern);
  }
  const entryOf = (action: string): CheckedPattern | undefined => {
    const name = action.toLowerCase();
    return exact.get(name) ?? wild.find(({ test }) => test(name))?.pattern;
  };
  const expanded = new Map<string, readonly Action[]>();
  return {
    ...statement,
    tests: conditions.flatMap((test) => {
      const parsed = parseOperator(test.operator);
      return parsed === undefined ? [] : [{ ...test, parsed, keyName: test.key.toLowerCase() }];
    }),
    hasAction: (action) => (entryOf(action) !== undefined) !== actions.negated,
    entryOf: (action) => (actions.negated ? undefined : entryOf(action)),
    actionsOf({ text }) {
      if (text === "*") return [];
      const known = expanded.get(text);
      if (known !== undefined) return known;
      const matched = catalog.expand(text);
      expanded.set(text, matched);
      return matched;
    },
    onEverything: !resources.negated && resources.patterns.some(({ text }) => text === "*"),
  };
}

/** Where a pattern is written. */
export function placeOf({ source, written }: CheckedPattern): Location {
  return locate(source, written);
}

/** The entries of a set as the author wrote them: what one name or level filter stands for is one place. */
export function writtenEntries({ patterns }: CheckedSet): readonly CheckedPattern[] {
  const seen = new Set<string>();
  return patterns.filter(({ source, written }) => {
    const place = `${source.uri} ${written.start} ${written.end}`;
    return !seen.has(place) && seen.add(place);
  });
}

/** Whether the author chose an action by its name, itself or within a named set, and not by a wildcard or a level. */
export function isChosen({ text, source, written }: CheckedPattern): boolean {
  return !/[*?]/.test(text) && !/[*?[]/.test(source.text.slice(written.start, written.end));
}
