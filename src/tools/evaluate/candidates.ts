import { compileAction } from "../../iam/match.ts";
import type { StatementPlace } from "./policies.ts";
import { arnOf, type Facts } from "./request.ts";
import { applies, commonStart, holdsAction, type ReadyStatement } from "./statement.ts";

/** The statements about one action. */
export interface Candidates {
  readonly denies: Shelf;
  /** By the index of their layer. */
  readonly allows: readonly Shelf[];
}

/** Statements by what the last field of an ARN must begin with. */
interface Shelf {
  readonly anywhere: readonly ReadyStatement[];
  /** The lengths of those beginnings, shortest first. */
  readonly lengths: readonly number[];
  readonly byStart: ReadonlyMap<string, readonly ReadyStatement[]>;
}

/** More actions than anybody asks for, and longer than any is, so that strange ones do not fill the memory. */
const mostRemembered = 4096;
const longestRemembered = 256;

/** Divides the statements about one action. Where there are more than a few, those about other resources are not even asked. */
export function arrange(statements: readonly ReadyStatement[], layers: number, few = 8): Candidates {
  const allows = Array.from({ length: layers }, (): ReadyStatement[] => []);
  const denies: ReadyStatement[] = [];
  for (const ready of statements) (ready.statement.effect === "Deny" ? denies : allows[ready.origin.index]!).push(ready);
  return { denies: shelve(denies, few), allows: allows.map((list) => shelve(list, few)) };
}

function shelve(statements: readonly ReadyStatement[], few: number): Shelf {
  const byStart = new Map<string, ReadyStatement[]>();
  if (statements.length <= few) return { anywhere: statements, lengths: [], byStart };
  const anywhere: ReadyStatement[] = [];
  for (const ready of statements) {
    const start = commonStart(ready.statement.resources);
    if (start === undefined) anywhere.push(ready);
    else put(byStart, start, ready);
  }
  const lengths = [...new Set([...byStart.keys()].map(({ length }) => length))].sort((a, b) => a - b);
  return { anywhere, lengths, byStart };
}

/** The places of the statements that apply, in their order. */
export function matching({ anywhere, lengths, byStart }: Shelf, facts: Facts): readonly StatementPlace[] {
  const found: ReadyStatement[] = [];
  for (const ready of anywhere) if (applies(ready, facts)) found.push(ready);
  const resource = lengths.length === 0 ? undefined : arnOf(facts)?.resource;
  if (resource !== undefined) {
    for (const length of lengths) {
      if (length > resource.length) break;
      for (const ready of byStart.get(resource.slice(0, length)) ?? []) if (applies(ready, facts)) found.push(ready);
    }
    found.sort((a, b) => a.origin.order - b.origin.order);
  }
  return found.length === 0 ? none : found.map(({ place }) => place());
}

const none: readonly StatementPlace[] = [];

/** Finds the statements about an action, and remembers what was found. */
export function indexActions(statements: readonly ReadyStatement[], layers: number): (action: string) => Candidates {
  const exact = new Map<string, ReadyStatement[]>();
  const byService = new Map<string, { readonly test: (action: string) => boolean; readonly ready: ReadyStatement }[]>();
  const others: ReadyStatement[] = [];
  for (const ready of statements) {
    const { negated, patterns } = ready.statement.actions;
    if (negated || patterns.some((pattern) => /^[^:]*[*?]/.test(pattern))) others.push(ready);
    else {
      for (const pattern of patterns) {
        const action = pattern.toLowerCase();
        if (/[*?]/.test(action)) put(byService, serviceOf(action), { test: compileAction(action), ready });
        else if (action.includes(":")) put(exact, action, ready);
      }
    }
  }
  const find = (action: string): Candidates => {
    const found = new Set(exact.get(action));
    for (const { test, ready } of byService.get(serviceOf(action)) ?? []) if (test(action)) found.add(ready);
    for (const ready of others) if (holdsAction(ready.statement.actions, action)) found.add(ready);
    return arrange(
      [...found].sort((a, b) => a.origin.order - b.origin.order),
      layers,
    );
  };
  const remembered = new Map<string, Candidates>();
  return (action) => {
    const known = remembered.get(action);
    if (known !== undefined) return known;
    const found = find(action.toLowerCase());
    if (remembered.size >= mostRemembered) remembered.clear();
    if (action.length <= longestRemembered) remembered.set(action, found);
    return found;
  };
}

const serviceOf = (action: string): string => action.slice(0, action.indexOf(":"));

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
