import { once } from "../../catalog/once.ts";
import type { CheckedPattern, CheckedSet } from "../../ast/checked.ts";
import { hasWildcard } from "../../iam/pattern.ts";

/** An entry that another one of its list covers. */
export interface Redundant {
  readonly entry: CheckedPattern;
  readonly by: CheckedPattern;
}

/** How the entries of a list are compared. */
export interface Comparison<P> {
  /** Two entries of one name say the same. */
  readonly nameOf: (text: string) => string;
  readonly read: (text: string) => P;
  readonly covers: (wide: P, narrow: P) => boolean;
}

/** The entries of a list that others cover; of equal ones, all but the first. What stands for several entries at one place is left alone. */
export function redundantEntries<P>({ patterns }: CheckedSet, { nameOf, read, covers }: Comparison<P>): readonly Redundant[] {
  if (patterns.length < 2) return [];
  const groups = groupByPlace(patterns);
  const first = new Map<string, { readonly entry: CheckedPattern; readonly group: number }>();
  const open: Open<P>[] = [];
  for (const [group, entries] of groups.entries()) {
    for (const entry of entries) {
      const name = nameOf(entry.text);
      if (!first.has(name)) first.set(name, { entry, group });
      if (hasWildcard(entry.text)) open.push({ entry, pieces: name.split(gap), pattern: once(() => read(entry.text)), group });
    }
  }
  return groups.flatMap(([entry, ...others], group) => {
    if (others.length > 0) return [];
    const name = nameOf(entry!.text);
    const earlier = first.get(name)!;
    if (earlier.group < group) return [{ entry: entry!, by: earlier.entry }];
    const own = once(() => read(entry!.text));
    // For most entries the texts alone decide.
    const by = open.find(
      (other) =>
        other.group !== group &&
        holdsInOrder(name, other.pieces) &&
        covers(other.pattern(), own()) &&
        (other.group < group || !covers(own(), other.pattern())),
    );
    return by === undefined ? [] : [{ entry: entry!, by: by.entry }];
  });
}

interface Open<P> {
  readonly entry: CheckedPattern;
  /** Its text between wildcards and variables: all that it covers has them in this order. */
  readonly pieces: readonly string[];
  readonly pattern: () => P;
  readonly group: number;
}

const gap = /[*?]+|\$\{[^}]*\}/;

/** Whether a text begins with the first piece, ends with the last one, and has the others between, in order. */
function holdsInOrder(text: string, pieces: readonly string[]): boolean {
  if (!text.startsWith(pieces[0]!) || !text.endsWith(pieces.at(-1)!)) return false;
  let at = 0;
  return pieces.every((piece) => {
    const found = text.indexOf(piece, at);
    at = found + piece.length;
    return found >= 0;
  });
}

/** What a name or a level filter stands for has one place, also where it is used twice. */
function groupByPlace(patterns: readonly CheckedPattern[]): readonly (readonly CheckedPattern[])[] {
  const groups = new Map<object, CheckedPattern[]>();
  for (const pattern of patterns) {
    const group = groups.get(pattern.written);
    if (group === undefined) groups.set(pattern.written, [pattern]);
    else group.push(pattern);
  }
  return [...groups.values()];
}
