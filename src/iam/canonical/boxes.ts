import type { Row } from "./cells.ts";

/** Actions of one row that may stand in one list, sorted. */
export interface Piece {
  readonly row: Row;
  readonly actions: readonly number[];
}

/** Actions on resources, under each of some conditions of one shape; all sorted. */
export interface Box {
  readonly actions: readonly number[];
  readonly resources: readonly number[];
  readonly conditions: readonly number[];
}

/** Which of the two lists is gathered: resources that take the same actions, or actions that take the same resources. */
export type Gather = "resource" | "action";

/** All pieces as one box, where they are one. */
export function oneBox(pieces: readonly Piece[]): Box | undefined {
  const { actions, row: first } = pieces[0]!;
  if (pieces.length === 1) return { actions, resources: [first.resource], conditions: [first.condition] };
  const key = actions.join();
  if (!pieces.every((piece) => piece.actions === actions || piece.actions.join() === key)) return undefined;
  const resources = ascending(pieces.map(({ row }) => row.resource));
  const conditions = ascending(pieces.map(({ row }) => row.condition));
  return resources.length * conditions.length === pieces.length ? { actions, resources, conditions } : undefined;
}

/** Gathers under each condition by itself, and then the conditions of equal boxes. */
export function valuesLast(pieces: readonly Piece[], gather: Gather): readonly Box[] {
  const byCondition = collect(pieces, ({ row }) => row.condition);
  const equal = new Map<string, { box: Omit<Box, "conditions">; conditions: number[] }>();
  for (const [condition, own] of byCondition) {
    for (const box of gatherPairs(
      own.map(({ row, actions }) => ({ resource: row.resource, actions })),
      gather,
    )) {
      const key = `${box.actions.join()} ${box.resources.join()}`;
      const known = equal.get(key);
      if (known === undefined) equal.set(key, { box, conditions: [condition] });
      else known.conditions.push(condition);
    }
  }
  return [...equal.values()].map(({ box, conditions }) => ({ ...box, conditions: ascending(conditions) }));
}

/** Gathers the conditions of each action on each resource, and then the pairs with equal ones. */
export function valuesFirst(pieces: readonly Piece[], gather: Gather): readonly Box[] {
  const byPair = new Map<string, { resource: number; action: number; conditions: number[] }>();
  for (const { row, actions } of pieces) {
    for (const action of actions) {
      const key = `${action} ${row.resource}`;
      const known = byPair.get(key);
      if (known === undefined) byPair.set(key, { resource: row.resource, action, conditions: [row.condition] });
      else known.conditions.push(row.condition);
    }
  }
  const equal = collect([...byPair.values()], ({ conditions }) => ascending(conditions).join());
  return [...equal.values()].flatMap((pairs) => {
    const conditions = ascending(pairs[0]!.conditions);
    const byResource = collect(pairs, ({ resource }) => resource);
    const relation = [...byResource].map(([resource, own]) => ({ resource, actions: ascending(own.map(({ action }) => action)) }));
    return gatherPairs(relation, gather).map((box) => ({ ...box, conditions }));
  });
}

interface Pairs {
  readonly resource: number;
  readonly actions: readonly number[];
}

function gatherPairs(relation: readonly Pairs[], gather: Gather): readonly { actions: readonly number[]; resources: readonly number[] }[] {
  const byActions = collect(relation, ({ actions }) => actions.join());
  const boxes = [...byActions.values()].map((same) => ({
    actions: same[0]!.actions,
    resources: ascending(same.map(({ resource }) => resource)),
  }));
  if (gather === "resource" || boxes.length === 1) return boxes;
  const resourcesOf = new Map<number, number[]>();
  for (const { resource, actions } of relation) {
    for (const action of actions) {
      const known = resourcesOf.get(action);
      if (known === undefined) resourcesOf.set(action, [resource]);
      else known.push(resource);
    }
  }
  const byResources = collect([...resourcesOf], ([, resources]) => ascending(resources).join());
  return [...byResources.values()].map((same) => ({
    actions: ascending(same.map(([action]) => action)),
    resources: ascending(same[0]![1]),
  }));
}

function collect<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
