import type { Effect, PolicyDocument, Statement } from "../document.ts";
import type { Assembled } from "./assemble.ts";
import { actionReader, findWider, leastOf, resourceReader } from "./coverage.ts";
import { ambiguous, type Condition, type Lexicon, type Name } from "./lexicon.ts";
import { cheapest, type Merged } from "./weigh.ts";

/** A statement, or several that differ in their actions only. */
interface Told extends Merged {
  actions: readonly Name[];
  joined: boolean;
}

/**
 * The statements of a canonical document, in no order, where that is easy to see; undefined where it is not. It is
 * where no statement covers any part of another, and those of one effect and shape of condition speak of different
 * resources: then all that is left is to join those that differ in one list only. The other ways of putting cells
 * together are weighed, and where one of them is cheaper, the document goes the long way.
 */
export function mergeDistinct(document: PolicyDocument, lexicon: Lexicon): Assembled[] | undefined {
  const told = joinActions(document, lexicon);
  if (told === undefined || !areApart(told, lexicon)) return undefined;
  const merged = joinResources(told);
  return (merged.length === 1 ? merged : cheapest(merged))?.map(assembled);
}

/** The statements in normal form, those on the same resources as one. */
function joinActions({ statements }: PolicyDocument, lexicon: Lexicon): Told[] | undefined {
  const result: Told[] = [];
  const byHash = new Map<number, Told>();
  for (let index = 0; index < statements.length; index++) {
    const { sid, effect, actions: written, resources: places, conditions } = statements[index]!;
    if (written.negated || places.negated || written.patterns.length === 0 || places.patterns.length === 0) return undefined;
    const condition = lexicon.condition(conditions);
    const actions = namesOf(written.patterns, lexicon.action);
    const resources = namesOf(places.patterns, lexicon.resource);
    if (actions === undefined || resources === undefined || condition.odd || ambiguous(condition)) return undefined;
    const hash = hashOf(effect, condition, resources);
    const other = sid === undefined ? byHash.get(hash) : undefined;
    if (other !== undefined && other.effect === effect && other.condition === condition && equal(other.resources, resources)) {
      if (overlap(other.actions, actions)) return undefined;
      other.actions = sortOnce([...other.actions, ...actions]);
      other.joined = true;
      other.from.push(index);
      continue;
    }
    const own: Told = { effect, sid, condition, actions: withoutNeedless(actions), resources, from: [index], joined: false };
    result.push(own);
    if (sid === undefined) byHash.set(hash, own);
  }
  return result;
}

/** More would take too long to compare with each other. */
const fewEnough = 40;

/** Whether no part of a statement covers, or could be written together with, a part of another that has other actions. */
function areApart(told: readonly Told[], lexicon: Lexicon): boolean {
  const first = lexicon.turns(told.length);
  let wild = false;
  for (let index = 0; index < told.length; index++) {
    const one = told[index]!;
    for (const name of one.resources) {
      if (name.wildcard) wild = true;
      const turn = one.effect === "Allow" ? name.allowed : name.denied;
      if (one.effect === "Allow") name.allowed = first + index;
      else name.denied = first + index;
      if (turn < first) continue;
      if (told.length > fewEnough) return false;
      for (let before = 0; before < index; before++) {
        const other = told[before]!;
        if (other.effect !== one.effect || !other.resources.includes(name)) continue;
        if (other.condition.shape === one.condition.shape) return false;
        if (overlap(other.actions, one.actions) && !areIncomparable(other.condition, one.condition)) return false;
      }
    }
  }
  return !wild || !anyCovered(told);
}

/** Whether neither of two conditions can cover the other, since each has a key that the other does not ask for. */
function areIncomparable({ tests: a }: Condition, { tests: b }: Condition): boolean {
  const lacks = (tests: Condition["tests"], wanted: Condition["tests"]): boolean =>
    wanted.some(({ key }) => tests.every((test) => test.key !== key));
  return lacks(a, b) && lacks(b, a);
}

/** Those with the same actions as one. */
function joinResources(told: readonly Told[]): readonly Told[] {
  if (told.length === 1) return told;
  const merged: Told[] = [];
  const byHash = new Map<number, Told[]>();
  for (const one of told) {
    const { effect, sid, condition, actions } = one;
    if (sid !== undefined) {
      merged.push(one);
      continue;
    }
    const hash = hashOf(effect, condition, actions);
    const candidates = byHash.get(hash);
    const same = candidates?.find((other) => other.effect === effect && other.condition === condition && equal(other.actions, actions));
    if (same === undefined) {
      merged.push(one);
      if (candidates === undefined) byHash.set(hash, [one]);
      else candidates.push(one);
    } else {
      for (const index of one.from) same.from.push(index);
      if (one.joined) same.joined = true;
      for (const resource of one.resources) same.resources.push(resource);
    }
  }
  for (const { from } of merged) if (from.length > 1) from.sort((a, b) => a - b);
  return merged;
}

/** Sorted, each once; undefined where a name has several spellings. */
function namesOf(texts: readonly string[], nameOf: (text: string) => Name): Name[] | undefined {
  const names = texts.map(nameOf);
  for (const name of names) if (ambiguous(name)) return undefined;
  return sortOnce(names);
}

/** Without those that others of them cover. */
function withoutNeedless(names: readonly Name[]): readonly Name[] {
  if (names.length === 1 || !names.some(isWild)) return names;
  const texts = textsOf(names);
  const left = new Set(leastOf(texts, actionReader));
  return left.size === names.length ? names : names.filter(({ text }) => left.has(text));
}

function isWild({ wildcard }: Name): boolean {
  return wildcard;
}

/** Whether one of the actions of a list is one of the other, or covers one. */
function overlap(a: readonly Name[], b: readonly Name[]): boolean {
  for (const name of a) if (b.includes(name)) return true;
  return (a.some(isWild) || b.some(isWild)) && findWider(textsOf([...a, ...b]), actionReader).size > 0;
}

/** Sorts in place, and leaves out what is there twice. */
function sortOnce(names: Name[]): Name[] {
  let twice = false;
  // Nearly all lists are short, and many are sorted.
  if (names.length > 50) names.sort((a, b) => (a === b ? 0 : a.text < b.text ? -1 : 1));
  for (let index = 1; index < names.length; index++) {
    const name = names[index]!;
    let at = index;
    for (; at > 0 && name.text < names[at - 1]!.text; at--) names[at] = names[at - 1]!;
    names[at] = name;
    if (at > 0 && names[at - 1] === name) twice = true;
  }
  return twice ? names.filter((name, index) => name !== names[index - 1]) : names;
}

function hashOf(effect: Effect, condition: Condition, names: readonly Name[]): number {
  let hash = effect === "Allow" ? condition.id : ~condition.id;
  for (const { id } of names) hash = (Math.imul(hash, 31) + id) | 0;
  return hash;
}

function equal(a: readonly Name[], b: readonly Name[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

function anyCovered(told: readonly Merged[]): boolean {
  const texts = new Set<string>();
  for (const { resources } of told) for (const { text } of resources) texts.add(text);
  return findWider([...texts], resourceReader).size > 0;
}

function assembled({ sid, effect, condition, actions, resources, from }: Merged): Assembled {
  const named = textsOf(resources);
  const statement: Statement = {
    effect,
    actions: { negated: false, patterns: textsOf(actions) },
    resources: { negated: false, patterns: from.length === 1 ? named : named.sort() },
    conditions: condition.tests,
  };
  return { statement: sid === undefined ? statement : { sid, ...statement }, from };
}

function textsOf(names: readonly Name[]): string[] {
  return names.map(({ text }) => text);
}
