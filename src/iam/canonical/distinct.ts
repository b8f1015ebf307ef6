import type { Effect, PolicyDocument, Statement } from "../document.ts";
import { frameLength, type Assembled } from "./assemble.ts";
import { actionReader, findWider, resourceReader, withoutCovered } from "./coverage.ts";
import { ambiguous, type Condition, type Lexicon, type Name } from "./lexicon.ts";

/** Statements of one effect, condition and list of actions. */
interface Merged {
  readonly effect: Effect;
  readonly sid: string | undefined;
  readonly condition: Condition;
  readonly actions: readonly Name[];
  readonly resources: Name[];
  readonly from: number[];
  /** Another one of equal hash. */
  readonly next: Merged | undefined;
}

/**
 * The statements of a canonical document, in no order, where that is easy to see; undefined where it is not. It is
 * where no two statements of one effect speak of one resource and no resource covers another: then no statement covers
 * any part of another, and all that is left is to join those that differ in their resources only. The other ways of
 * putting cells together are weighed, and where one of them is cheaper, the document goes the long way.
 */
export function mergeDistinct({ statements }: PolicyDocument, lexicon: Lexicon): Assembled[] | undefined {
  const first = lexicon.turns(statements.length);
  const merged: Merged[] = [];
  const byHash = new Map<number, Merged>();
  const wild: Name[] = [];
  for (let index = 0; index < statements.length; index++) {
    const { sid, effect, actions: written, resources: places, conditions } = statements[index]!;
    if (written.negated || places.negated || written.patterns.length === 0 || places.patterns.length === 0) return undefined;
    const condition = lexicon.condition(conditions);
    if (condition.odd || ambiguous(condition)) return undefined;
    const actions = actionsOf(written.patterns, lexicon);
    if (actions === undefined) return undefined;
    const hash = hashOf(effect, condition, actions);
    const same = sid === undefined ? findSame(byHash.get(hash), effect, condition, actions) : undefined;
    const own = same ?? { effect, sid, condition, actions, resources: [], from: [], next: sid === undefined ? byHash.get(hash) : undefined };
    if (same === undefined) {
      merged.push(own);
      if (sid === undefined) byHash.set(hash, own);
    }
    own.from.push(index);
    for (const pattern of places.patterns) {
      const name = lexicon.resource(pattern);
      const turn = effect === "Allow" ? name.allowed : name.denied;
      if (turn === first + index) continue;
      if (turn >= first || ambiguous(name)) return undefined;
      if (effect === "Allow") name.allowed = first + index;
      else name.denied = first + index;
      if (name.wildcard) wild.push(name);
      own.resources.push(name);
    }
  }
  if (wild.length > 0 && anyCovered(merged)) return undefined;
  if (merged.length > 1 && !isCheapest(merged)) return undefined;
  return merged.map(assembled);
}

/** Sorted, each once, without those that others of them cover. */
function actionsOf(patterns: readonly string[], lexicon: Lexicon): readonly Name[] | undefined {
  const names: Name[] = [];
  let wild = false;
  for (const pattern of patterns) {
    const name = lexicon.action(pattern);
    if (ambiguous(name)) return undefined;
    if (name.wildcard) wild = true;
    insert(names, name);
  }
  if (!wild || names.length === 1) return names;
  const texts = textsOf(names);
  const left = new Set(withoutCovered(texts, findWider(texts, actionReader)));
  return left.size === names.length ? names : names.filter(({ text }) => left.has(text));
}

/** Lists of actions are short, and often sorted. */
function insert(names: Name[], name: Name): void {
  let at = names.length;
  while (at > 0) {
    const before = names[at - 1]!;
    if (before === name) return;
    if (before.text < name.text) break;
    at -= 1;
  }
  names.push(name);
  for (let index = names.length - 1; index > at; index--) names[index] = names[index - 1]!;
  names[at] = name;
}

function hashOf(effect: Effect, condition: Condition, actions: readonly Name[]): number {
  let hash = effect === "Allow" ? condition.id : ~condition.id;
  for (const { id } of actions) hash = (Math.imul(hash, 31) + id) | 0;
  return hash;
}

function findSame(candidate: Merged | undefined, effect: Effect, condition: Condition, actions: readonly Name[]): Merged | undefined {
  for (let one = candidate; one !== undefined; one = one.next)
    if (one.effect === effect && one.condition === condition && equal(one.actions, actions)) return one;
  return undefined;
}

function equal(a: readonly Name[], b: readonly Name[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

function anyCovered(merged: readonly Merged[]): boolean {
  const texts = new Set<string>();
  for (const { resources } of merged) for (const { text } of resources) texts.add(text);
  return findWider([...texts], resourceReader).size > 0;
}

/** Statements that could be put together in another way, and those of them that share a condition. */
interface Group {
  readonly condition: Condition;
  several: boolean;
  readonly members: Merged[];
}

/** Whether no other of the four ways takes less text. As no resource occurs twice, only gathering actions first makes a difference. */
function isCheapest(merged: readonly Merged[]): boolean {
  const groups = new Map<number, Group>();
  for (const one of merged) {
    if (one.sid !== undefined) continue;
    const { condition } = one;
    const key = condition.shape * 2 + (one.effect === "Allow" ? 0 : 1);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { condition, several: false, members: [one] });
    else {
      group.members.push(one);
      if (group.condition !== condition) group.several = true;
    }
  }
  for (const { condition, several, members } of groups.values()) {
    if (members.length === 1) continue;
    if (!several) {
      if (lossByActions(members) < 0) return false;
      continue;
    }
    // With several values to each, conditions may overlap.
    if (!condition.single || members.some((one) => !one.condition.single)) return false;
    const byCondition = new Map<Condition, Merged[]>();
    for (const one of members) {
      const known = byCondition.get(one.condition);
      if (known === undefined) byCondition.set(one.condition, [one]);
      else known.push(one);
    }
    let loss = 0;
    for (const own of byCondition.values()) if (own.length > 1) loss += lossByActions(own);
    if (loss < 0) return false;
  }
  return true;
}

/** How many characters more it takes to write, under one condition, the resources of each action instead of the actions of each resource. */
function lossByActions(members: readonly Merged[]): number {
  // Beyond that the bits of a number do not suffice.
  if (members.length > 31) return -1;
  const frame = members[0]!.condition.length + frameLength;
  let loss = 0;
  const names: Name[] = [];
  for (let index = 0; index < members.length; index++) {
    const { actions, resources } = members[index]!;
    loss -= frame + listLength(characters(actions), actions.length) + listLength(characters(resources), resources.length);
    for (const name of actions) {
      if (name.lists === 0) names.push(name);
      name.lists |= 1 << index;
    }
  }
  const lists: number[] = [];
  const counts: number[] = [];
  const lengths: number[] = [];
  for (const name of names) {
    let at = lists.indexOf(name.lists);
    if (at < 0) {
      at = lists.push(name.lists) - 1;
      counts.push(0);
      lengths.push(0);
    }
    counts[at]! += 1;
    lengths[at]! += name.text.length;
    name.lists = 0;
  }
  for (let at = 0; at < lists.length; at++) {
    let count = 0;
    let length = 0;
    for (let index = 0; index < members.length; index++) {
      if ((lists[at]! & (1 << index)) === 0) continue;
      const { resources } = members[index]!;
      count += resources.length;
      length += characters(resources);
    }
    loss += frame + listLength(lengths[at]!, counts[at]!) + listLength(length, count);
  }
  return loss;
}

function characters(names: readonly Name[]): number {
  let total = 0;
  for (const { text } of names) total += text.length;
  return total;
}

/** With quotes and, for more than one, commas and brackets. */
function listLength(length: number, count: number): number {
  return length + 2 * count + (count === 1 ? 0 : count + 1);
}

function assembled({ sid, effect, condition, actions, resources, from }: Merged): Assembled {
  const named = textsOf(resources);
  const statement: Statement = {
    effect,
    actions: { negated: false, patterns: textsOf(actions) },
    resources: { negated: false, patterns: named.length === 1 ? named : named.sort() },
    conditions: condition.tests,
  };
  return { statement: sid === undefined ? statement : { sid, ...statement }, from };
}

function textsOf(names: readonly Name[]): string[] {
  const texts: string[] = [];
  for (const { text } of names) texts.push(text);
  return texts;
}
