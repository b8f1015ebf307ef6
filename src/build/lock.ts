import { isObject, ownEntry, parseObject, type JsonObject } from "./data.ts";
import type { OpenGrant } from "./grants.ts";

/** `chimepolicy.lock.json`: what every wildcard of a project stood for when somebody last looked. */
export interface Lock {
  /** The version of the action catalog. */
  readonly catalog: string;
  /** The actions of each expression; how many AWS has, where it holds every action. */
  readonly grants: Readonly<Record<string, readonly string[] | number>>;
  readonly documents: Readonly<Record<string, LockedDocument>>;
}

/** The expressions of a document. */
export interface LockedDocument {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

/** The name of the file, beside the configuration. */
export const lockName = "chimepolicy.lock.json";

/** The lock that what a project grants today would have. */
export function createLock(grants: readonly OpenGrant[], catalog: string, actionCount: number): Lock {
  const expressions = new Map<string, readonly string[] | number>();
  const documents = new Map<string, { allow: string[]; deny: string[] }>();
  for (const { document, effect, expression, actions } of grants) {
    expressions.set(expression, actions ?? actionCount);
    const entry = documents.get(document) ?? { allow: [], deny: [] };
    documents.set(document, entry);
    entry[effect === "Allow" ? "allow" : "deny"].push(expression);
  }
  const sides = ({ allow, deny }: { allow: string[]; deny: string[] }): LockedDocument => ({
    ...(allow.length === 0 ? {} : { allow: allow.toSorted() }),
    ...(deny.length === 0 ? {} : { deny: deny.toSorted() }),
  });
  return {
    catalog,
    grants: sortedRecord(expressions, (actions) => actions),
    documents: sortedRecord(documents, sides),
  };
}

function sortedRecord<T, U>(map: ReadonlyMap<string, T>, give: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries([...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, give(value)]));
}

/** The text of a lock. */
export function writeLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** What a text says as a lock; undefined where it is none. */
export function readLock(text: string): Lock | undefined {
  const value = parseObject(text);
  return value !== undefined && isLock(value) ? value : undefined;
}

function isLock(value: object): value is Lock {
  const { catalog, grants, documents } = value as JsonObject;
  if (typeof catalog !== "string" || !isObject(grants) || !isObject(documents)) return false;
  return (
    Object.values(grants).every((one) => typeof one === "number" || isTexts(one)) &&
    Object.values(documents).every(
      (one) => isObject(one) && [one["allow"], one["deny"]].every((side) => side === undefined || isTexts(side)),
    )
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** How an expression has moved since it was locked. */
export interface Drift {
  readonly grant: OpenGrant;
  /** Actions that it stands for now, and did not. */
  readonly added: readonly string[];
  /** Actions that it stood for, and does not now. */
  readonly removed: readonly string[];
}

/** What a project grants today against its lock. */
export interface Comparison {
  /** Expressions that stand for other actions than they did. */
  readonly drifts: readonly Drift[];
  /** Expressions that the lock does not know. */
  readonly unlocked: readonly OpenGrant[];
  /** Whether the lock knows expressions or documents that are no more. */
  readonly hasStale: boolean;
}

/** Compares what a project grants today with its lock. */
export function compareLock(grants: readonly OpenGrant[], lock: Lock, now: Lock): Comparison {
  const drifts: Drift[] = [];
  const unlocked: OpenGrant[] = [];
  for (const grant of grants) {
    const side = ownEntry(lock.documents, grant.document)?.[grant.effect === "Allow" ? "allow" : "deny"] ?? [];
    const entry = ownEntry(lock.grants, grant.expression);
    // Actions are held against actions: a number in their place pins nothing.
    const locked = (typeof entry === "number") === (grant.actions === undefined) ? entry : undefined;
    if (locked === undefined || !side.includes(grant.expression)) unlocked.push(grant);
    // What moved has moved for a document that is new, or has another name, as well.
    if (locked === undefined || typeof locked === "number" || grant.actions === undefined) continue;
    const [before, after] = [new Set(locked), new Set(grant.actions)];
    const added = grant.actions.filter((action) => !before.has(action));
    const removed = locked.filter((action) => !after.has(action));
    if (added.length + removed.length > 0) drifts.push({ grant, added, removed });
  }
  const hasStale =
    Object.keys(lock.grants).some((expression) => !Object.hasOwn(now.grants, expression)) ||
    Object.entries(lock.documents).some(([name, sides]) => {
      const other = ownEntry(now.documents, name);
      const isGone = (side: "allow" | "deny"): boolean => (sides[side] ?? []).some((one) => !(other?.[side] ?? []).includes(one));
      return isGone("allow") || isGone("deny");
    });
  return { drifts, unlocked, hasStale };
}
