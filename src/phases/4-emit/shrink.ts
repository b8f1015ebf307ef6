import type { Catalog, Service } from "../../catalog/catalog.ts";
import type { PatternSet, PolicyDocument } from "../../iam/document.ts";
import { serviceAtHand } from "./spelling.ts";

/**
 * The document with names of actions as patterns that match exactly the same actions in this catalog, never one more.
 * Every statement is shrunk by itself, so that a change to one does not show in another.
 */
export function shrink(document: PolicyDocument, catalog: Catalog): PolicyDocument {
  return {
    ...document,
    statements: document.statements.map((statement) => ({ ...statement, actions: shrinkSet(statement.actions, catalog) })),
  };
}

function shrinkSet({ negated, patterns }: PatternSet, catalog: Catalog): PatternSet {
  const byService = new Map<string, string[]>();
  const result: string[] = [];
  for (const pattern of patterns) {
    const colon = pattern.indexOf(":");
    const prefix = pattern.slice(0, Math.max(0, colon));
    if (colon < 0) result.push(pattern);
    else byService.set(prefix, [...(byService.get(prefix) ?? []), pattern.slice(colon + 1)]);
  }
  for (const [prefix, names] of byService) {
    const service = names.length < 2 ? undefined : serviceAtHand(catalog, prefix);
    const shrunk = service === undefined ? names : shrinkNames(names, service);
    result.push(...shrunk.map((name) => `${prefix}:${name}`));
  }
  return { negated, patterns: result.sort() };
}

function shrinkNames(patterns: readonly string[], service: Service): readonly string[] {
  const granted = new Set<string>();
  for (const pattern of patterns) for (const action of service.matching(pattern)) granted.add(action.name);
  const left = new Set(patterns.filter((pattern) => service.action(pattern)?.name === pattern));
  const result = patterns.filter((pattern) => !left.has(pattern));
  const queue = candidates([...left]);
  while (queue.length > 0) {
    const best = queue.pop()!;
    const matched = service.matching(best.pattern);
    const exact = matched.length > 0 && matched.every((action) => granted.has(action.name));
    const names = exact ? matched.filter((action) => left.has(action.name)) : [];
    const saved = saving(
      best.pattern,
      names.map((action) => action.name),
    );
    if (saved <= 0) continue;
    const next = queue.at(-1);
    if (next !== undefined && compare({ ...best, saved }, next) < 0) {
      insert(queue, { ...best, saved });
      continue;
    }
    result.push(best.pattern);
    for (const action of names) left.delete(action.name);
  }
  return [...result, ...left];
}

interface Candidate {
  readonly pattern: string;
  readonly saved: number;
}

/** Quotes and a comma. */
const punctuation = 3;

function saving(pattern: string, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + name.length + punctuation, -pattern.length - punctuation);
}

/** The better one is the greater. */
function compare(a: Candidate, b: Candidate): number {
  return a.saved - b.saved || (a.pattern < b.pattern ? 1 : a.pattern > b.pattern ? -1 : 0);
}

function insert(queue: Candidate[], candidate: Candidate): void {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(queue[middle]!, candidate) < 0) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, candidate);
}

/** Patterns that two names or more share at word boundaries: beginnings, ends, both, and middles; the best one last. */
function candidates(names: readonly string[]): Candidate[] {
  const shared = new Map<string, { count: number; total: number }>();
  const add = (pattern: string, name: string): void => {
    const known = shared.get(pattern);
    if (known === undefined) shared.set(pattern, { count: 1, total: name.length + punctuation });
    else {
      known.count += 1;
      known.total += name.length + punctuation;
    }
  };
  for (const name of names) for (const pattern of new Set(patternsOf(name))) add(pattern, name);
  const result: Candidate[] = [];
  for (const [pattern, { count, total }] of shared) {
    if (count > 1) result.push({ pattern, saved: total - pattern.length - punctuation });
  }
  return result.sort(compare);
}

function* patternsOf(name: string): Generator<string> {
  const bounds = wordBounds(name);
  const last = bounds.length - 1;
  yield "*";
  for (let i = 1; i < last; i++) yield `${name.slice(0, bounds[i])}*`;
  for (let i = 1; i < last; i++) yield `*${name.slice(bounds[i])}`;
  for (let i = 1; i < last; i++) for (let j = i; j < last; j++) yield `${name.slice(0, bounds[i])}*${name.slice(bounds[j])}`;
  for (let i = 0; i < last; i++) for (let j = i + 1; j <= last; j++) yield `*${name.slice(bounds[i], bounds[j])}*`;
}

/** Where the words of `BatchGetSIPMedia` begin, and its end. */
function wordBounds(name: string): readonly number[] {
  const bounds = [...name.matchAll(/[A-Z]+(?![a-z])|[A-Z][^A-Z]*|^[^A-Z]+/g)].map((match) => match.index);
  return [...bounds, name.length];
}
