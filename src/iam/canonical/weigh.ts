import type { Effect } from "../document.ts";
import { frameLength } from "./assemble.ts";
import type { Condition, Name } from "./lexicon.ts";

/** Statements of one effect, condition and list of actions. */
export interface Merged {
  readonly effect: Effect;
  readonly sid: string | undefined;
  readonly condition: Condition;
  /** Sorted, each once. */
  readonly actions: readonly Name[];
  /** Each once. */
  readonly resources: Name[];
  /** Places in the document. */
  readonly from: number[];
  /** Whether some of those statements have other actions than some others. */
  readonly joined: boolean;
}

/** Statements that may be put together: those of one effect and shape of condition. */
interface Group {
  readonly condition: Condition;
  /** Whether there is another condition than that. */
  several: boolean;
  readonly members: Merged[];
}

/**
 * The statements put together in whichever of the four ways takes the least text; undefined where that is not easy to
 * say. As no resource occurs twice in a group, there are only two: resources that take the same actions are gathered,
 * as they are in what is given, or actions that take the same resources.
 */
export function cheapest(merged: readonly Merged[]): readonly Merged[] | undefined {
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
  let best = merged;
  for (const { several, members } of groups.values()) {
    if (members.length === 1) continue;
    // What stands under two conditions may be written once for the values that they have in common.
    if (several && !members.every((one) => one.condition.single) && isAnyUnderTwo(members)) return undefined;
    const alike = several ? byCondition(members) : [members];
    let loss = 0;
    for (const own of alike) if (own.length > 1) loss += lossByActions(own);
    if (loss >= 0) continue;
    // Where statements have been joined already, each must be asked again which actions it has.
    if (loss === -Infinity || members.some((one) => one.joined)) return undefined;
    best = [...best.filter((one) => !members.includes(one)), ...alike.flatMap((own) => (own.length > 1 ? gatherActions(own) : own))];
  }
  return best;
}

/** Whether some action stands under two conditions that have values in common. */
function isAnyUnderTwo(members: readonly Merged[]): boolean {
  const seen = new Map<Name, Condition[]>();
  for (const { actions, condition } of members) {
    for (const name of actions) {
      const others = seen.get(name);
      if (others === undefined) seen.set(name, [condition]);
      else if (others.some((other) => other !== condition && haveCommonValues(other, condition))) return true;
      else others.push(condition);
    }
  }
  return false;
}

/** Of conditions of one shape. Tests that are not taken apart are equal in both. */
function haveCommonValues(a: Condition, b: Condition): boolean {
  return a.tests.every((test, index) => test === b.tests[index] || test.values.some((value) => b.tests[index]!.values.includes(value)));
}

function byCondition(members: readonly Merged[]): readonly (readonly Merged[])[] {
  const groups = new Map<Condition, Merged[]>();
  for (const one of members) {
    const known = groups.get(one.condition);
    if (known === undefined) groups.set(one.condition, [one]);
    else known.push(one);
  }
  return [...groups.values()];
}

/** Marks each action with the statements that have it, a bit for each, and gives the actions. INVARIANT: unmarked later. */
function mark(members: readonly Merged[]): readonly Name[] {
  const names: Name[] = [];
  for (let index = 0; index < members.length; index++) {
    for (const name of members[index]!.actions) {
      if (name.lists === 0) names.push(name);
      name.lists |= 1 << index;
    }
  }
  return names;
}

/**
 * How many characters more it takes to write, under one condition, the resources of each action instead of the actions
 * of each resource; less than anything where the bits of a number do not suffice to tell.
 */
function lossByActions(members: readonly Merged[]): number {
  if (members.length > 31) return -Infinity;
  const frame = members[0]!.condition.length + frameLength;
  let loss = 0;
  for (const { actions, resources } of members)
    loss -= frame + listLength(characters(actions), actions.length) + listLength(characters(resources), resources.length);
  const lists: number[] = [];
  const counts: number[] = [];
  const lengths: number[] = [];
  for (const name of mark(members)) {
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

/** Statements of one condition with the actions that take the same resources together. */
function gatherActions(members: readonly Merged[]): readonly Merged[] {
  const byLists = new Map<number, Name[]>();
  for (const name of mark(members)) {
    const known = byLists.get(name.lists);
    if (known === undefined) byLists.set(name.lists, [name]);
    else known.push(name);
    name.lists = 0;
  }
  return [...byLists].map(([lists, actions]) => {
    const own = members.filter((_, index) => (lists & (1 << index)) !== 0);
    return {
      ...members[0]!,
      actions: actions.sort((a, b) => (a.text < b.text ? -1 : 1)),
      resources: own.flatMap(({ resources }) => resources),
      from: own.flatMap(({ from }) => from).sort((a, b) => a - b),
    };
  });
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
