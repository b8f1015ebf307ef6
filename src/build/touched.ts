import type { CheckedDocument } from "../ast/checked.ts";
import type { CatalogDifference } from "../catalog/compare.ts";
import { globTest } from "../catalog/glob.ts";
import type { Location } from "../text/source.ts";

/** What a wildcard, a level filter or an `except` of a document stands for in one catalog, and not in the other. */
export interface MovedGrant {
  readonly effect: "Allow" | "Deny";
  readonly expression: string;
  /** Qualified names, sorted. */
  readonly actions: readonly string[];
}

/** What another catalog does to a document. */
export interface TouchedDocument {
  readonly document: string;
  /** Its name in its declaration. */
  readonly location: Location;
  /** By what it comes to allow more: actions that more is allowed of, or less denied. */
  readonly widened: readonly MovedGrant[];
  readonly narrowed: readonly MovedGrant[];
  /** Actions it names which are no more. */
  readonly gone: readonly string[];
  /** Actions it names of which something else changed. */
  readonly changed: readonly string[];
  /** Whether its resources or conditions come out otherwise. */
  readonly isRewritten: boolean;
}

/** The documents of some sources, as two catalogs have them, that the difference between the two touches. */
export function touchedDocuments(
  before: readonly CheckedDocument[],
  after: readonly CheckedDocument[],
  difference: CatalogDifference,
): readonly TouchedDocument[] {
  const moved = movedActions(difference);
  const others = new Map(before.map((document) => [keyOf(document), document]));
  return after.flatMap((document) => {
    const other = others.get(keyOf(document));
    return other === undefined ? [] : touch(other, document, moved);
  });
}

function keyOf({ name, location: { source, start } }: CheckedDocument): string {
  return `${source.uri}:${start} ${name}`;
}

/** The actions that two catalogs differ in. */
interface MovedActions {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** In lower case, as those below. */
  readonly gone: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
}

function movedActions({ services }: CatalogDifference): MovedActions {
  const names = (side: "added" | "removed" | "changed"): readonly string[] =>
    services.flatMap(({ actions }) => actions[side].map(({ name }) => name));
  const lower = (list: readonly string[]): ReadonlySet<string> => new Set(list.map((name) => name.toLowerCase()));
  return {
    added: names("added"),
    removed: names("removed"),
    gone: lower(names("removed")),
    changed: lower(names("changed")),
    services: new Set(services.map(({ service }) => service)),
  };
}

function touch(before: CheckedDocument, after: CheckedDocument, moved: MovedActions): readonly TouchedDocument[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const grants = [...new Map([...old.open, ...now.open]).values()].flatMap(({ effect, expression, test }): readonly Move[] => [
    { effect, expression, side: "added", actions: moved.added.filter(test) },
    { effect, expression, side: "removed", actions: moved.removed.filter(test) },
  ]);
  const isWhole = before.incomplete.length + after.incomplete.length === 0;
  // Where a part of a document could not be made out, nobody knows what a computed list would have been.
  const computed = isWhole ? movedLists(old.computed, now.computed, moved) : [];
  const moves = [...grants, ...computed].filter(({ actions }) => actions.length > 0);
  const sideOf = (widens: boolean): readonly MovedGrant[] =>
    moves
      .filter(({ effect, side }) => ((effect === "Allow") === (side === "added")) === widens)
      .map(({ effect, expression, actions }) => ({ effect, expression, actions }));
  const named = [...new Set([...old.named, ...now.named])].toSorted();
  const touched: TouchedDocument = {
    document: after.name,
    location: after.location,
    widened: sideOf(true),
    narrowed: sideOf(false),
    gone: named.filter((name) => moved.gone.has(name.toLowerCase())),
    changed: named.filter((name) => moved.changed.has(name.toLowerCase())),
    isRewritten: isWhole && textOf(before) !== textOf(after),
  };
  const { widened, narrowed, gone, changed, isRewritten } = touched;
  return isRewritten || widened.length + narrowed.length + gone.length + changed.length > 0 ? [touched] : [];
}

interface Move extends MovedGrant {
  readonly side: "added" | "removed";
}

interface OpenSet {
  readonly effect: "Allow" | "Deny";
  readonly expression: string;
  readonly test: (action: string) => boolean;
}

interface ComputedSet {
  readonly effect: "Allow" | "Deny";
  readonly expression: string;
  readonly names: Set<string>;
}

/** What a document leaves to the catalog, and what it names. */
interface Leaves {
  readonly open: ReadonlyMap<string, OpenSet>;
  /** Level filters and differences, with what they are worth. */
  readonly computed: ReadonlyMap<string, ComputedSet>;
  readonly named: ReadonlySet<string>;
}

function leavesOf({ statements }: CheckedDocument): Leaves {
  const open = new Map<string, OpenSet>();
  const computed = new Map<string, ComputedSet>();
  const named = new Set<string>();
  for (const { effect, actions } of statements) {
    if (actions.negated) {
      const expression = `* except ${actions.patterns.map(({ text }) => text).join(", ")}`;
      const tests = actions.patterns.map(({ text }) => testOf(text));
      open.set(`${effect} ${expression}`, { effect, expression, test: (name) => !tests.some((test) => test(name)) });
      continue;
    }
    for (const pattern of actions.patterns) {
      const { text } = pattern;
      if (pattern.computed !== undefined) {
        const { source, start, end } = pattern.computed;
        const key = `${effect} ${source.uri}:${start}`;
        const known = computed.get(key);
        if (known !== undefined) known.names.add(text);
        else computed.set(key, { effect, expression: source.text.slice(start, end).replaceAll(/\s+/g, " "), names: new Set([text]) });
      } else if (/[*?]/.test(text)) open.set(`${effect} ${text}`, { effect, expression: text, test: testOf(text) });
      else named.add(text);
    }
  }
  return { open, computed, named };
}

function testOf(pattern: string): (action: string) => boolean {
  const test = globTest(pattern.toLowerCase());
  return (action) => test(action.toLowerCase());
}

function movedLists(before: Leaves["computed"], after: Leaves["computed"], { services }: MovedActions): readonly Move[] {
  return [...new Map([...before, ...after])].flatMap(([key, { effect, expression }]): readonly Move[] => {
    const without = (names: ReadonlySet<string> = new Set(), others: ReadonlySet<string> = new Set()): readonly string[] => {
      const lower = new Set([...others].map((name) => name.toLowerCase()));
      return [...names].filter((name) => !lower.has(name.toLowerCase()) && services.has(name.slice(0, name.indexOf(":")))).toSorted();
    };
    const [old, now] = [before.get(key)?.names, after.get(key)?.names];
    return [
      { effect, expression, side: "added", actions: without(now, old) },
      { effect, expression, side: "removed", actions: without(old, now) },
    ];
  });
}

/** What a document says besides its actions. */
function textOf({ statements }: CheckedDocument): string {
  const texts = statements.map(({ effect, resources, conditions }) =>
    JSON.stringify([
      effect,
      resources.negated,
      resources.patterns.map(({ text }) => text).toSorted(),
      conditions.map(({ operator, key, values }) => [operator, key, values]),
    ]),
  );
  return [...new Set(texts)].toSorted().join("\n");
}
