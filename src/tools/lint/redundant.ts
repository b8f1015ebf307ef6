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
  const groups = groupByPlace(patterns);
  const first = new Map<string, number>();
  const open: { readonly entry: CheckedPattern; readonly pattern: P; readonly group: number }[] = [];
  for (const [group, entries] of groups.entries()) {
    for (const entry of entries) {
      const name = nameOf(entry.text);
      if (!first.has(name)) first.set(name, group);
      if (hasWildcard(entry.text)) open.push({ entry, pattern: read(entry.text), group });
    }
  }
  return groups.flatMap(([entry, ...others], group) => {
    if (others.length > 0) return [];
    const earlier = first.get(nameOf(entry!.text))!;
    if (earlier < group) return [{ entry: entry!, by: groups[earlier]!.find(({ text }) => nameOf(text) === nameOf(entry!.text))! }];
    if (open.length === 0) return [];
    const own = read(entry!.text);
    const by = open.find(
      (other) => other.group !== group && covers(other.pattern, own) && (other.group < group || !covers(own, other.pattern)),
    );
    return by === undefined ? [] : [{ entry: entry!, by: by.entry }];
  });
}

function groupByPlace(patterns: readonly CheckedPattern[]): readonly (readonly CheckedPattern[])[] {
  const groups = new Map<string, CheckedPattern[]>();
  for (const pattern of patterns) {
    const place = `${pattern.source.uri} ${pattern.written.start} ${pattern.written.end}`;
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [pattern]);
    else group.push(pattern);
  }
  return [...groups.values()];
}
