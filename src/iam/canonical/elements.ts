import type { PatternSet } from "../document.ts";
import { covers, disjoint } from "../pattern.ts";
import { findWider, withoutCovered, type PatternReader, type Wider } from "./coverage.ts";

/**
 * The actions (or the resources) of one document, as numbers. An element is one pattern, or one whole list of a
 * `NotAction` (`NotResource`). Numbers follow the order of the texts, complements last.
 */
export interface Elements {
  readonly of: (set: PatternSet) => readonly number[];
  readonly set: (elements: readonly number[]) => PatternSet;
  /** The other elements of the document that match all that this one matches. */
  readonly coverers: (element: number) => readonly number[];
  readonly negated: (element: number) => boolean;
  /** One more than the highest number. */
  readonly count: number;
  /** Its characters. */
  readonly length: (element: number) => number;
}

const none: readonly number[] = [];

/** Numbers the patterns and complements of all sets. */
export function numberElements(sets: readonly PatternSet[], reader: PatternReader): Elements {
  const all = new Set<string>();
  const positive = new Set<string>();
  for (const { negated, patterns } of sets) {
    for (const pattern of patterns) {
      all.add(pattern);
      if (!negated) positive.add(pattern);
    }
  }
  const wider = findWider([...all], reader);
  const texts = [...positive].sort();
  const numbers = new Map(texts.map((text, index) => [text, index]));
  const lists = complements(sets, wider);
  const listNumbers = new Map(lists.map(({ key }, index) => [key, texts.length + index]));
  const coverers = findCoverers(texts, lists, wider, numbers, reader);
  return {
    of: ({ negated, patterns }) => {
      const left = withoutCovered(patterns, wider);
      return negated ? [listNumbers.get(JSON.stringify(left))!] : left.map((text) => numbers.get(text)!);
    },
    set: (elements) => {
      const list = lists[elements[0]! - texts.length];
      if (list !== undefined) return { negated: true, patterns: list.patterns };
      return { negated: false, patterns: elements.map((element) => texts[element]!) };
    },
    coverers: (element) => coverers.get(element) ?? none,
    negated: (element) => element >= texts.length,
    count: texts.length + lists.length,
    length: (element) => texts[element]?.length ?? lists[element - texts.length]!.key.length,
  };
}

interface Complement {
  readonly key: string;
  readonly patterns: readonly string[];
}

function complements(sets: readonly PatternSet[], wider: Wider): readonly Complement[] {
  const byKey = new Map<string, Complement>();
  for (const { negated, patterns } of sets) {
    if (!negated) continue;
    const left = withoutCovered(patterns, wider);
    const key = JSON.stringify(left);
    byKey.set(key, { key, patterns: left });
  }
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function findCoverers(
  texts: readonly string[],
  lists: readonly Complement[],
  wider: Wider,
  numbers: ReadonlyMap<string, number>,
  reader: PatternReader,
): ReadonlyMap<number, readonly number[]> {
  const coverers = new Map<number, number[]>();
  const add = (element: number, coverer: number): void => {
    const known = coverers.get(element);
    if (known === undefined) coverers.set(element, [coverer]);
    else known.push(coverer);
  };
  for (const [text, others] of wider) {
    const element = numbers.get(text);
    if (element === undefined) continue;
    for (const other of others) {
      const number = numbers.get(other);
      if (number !== undefined) add(element, number);
    }
  }
  if (lists.length === 0) return coverers;
  const patterns = texts.map(reader.parse);
  const exclusions = lists.map((list) => list.patterns.map(reader.parse));
  exclusions.forEach((excluded, index) => {
    const element = texts.length + index;
    patterns.forEach((pattern, number) => {
      if (pattern.everything) add(element, number);
      else if (excluded.every((other) => disjoint(other, pattern))) add(number, element);
    });
    exclusions.forEach((narrower, otherIndex) => {
      // The complement of less is more.
      if (index !== otherIndex && narrower.every((inner) => excluded.some((outer) => covers(outer, inner))))
        add(element, texts.length + otherIndex);
    });
  });
  return coverers;
}
