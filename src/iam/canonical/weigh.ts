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
}

/** Statements that could be put together in another way, and those of them that share a condition. */
interface Group {
  readonly condition: Condition;
  several: boolean;
  readonly members: Merged[];
}

/** Whether no other of the four ways takes less text. As no resource occurs twice, only gathering actions first makes a difference. */
export function isCheapest(merged: readonly Merged[]): boolean {
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
