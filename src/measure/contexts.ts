import type { Catalog } from "../catalog/catalog.ts";
import type { ConditionTest } from "../iam/document.ts";
import { compileCondition } from "../tools/evaluate/condition.ts";
import { sampleValues } from "./sample-values.ts";
import { variablesIn } from "./variables.ts";

/** What the condition keys of a request hold, by their names as they are written in policies. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** What is asked of a context. */
export interface Wanted {
  readonly holding: readonly ConditionTest[];
  /** A test that is not to hold. */
  readonly failing?: ConditionTest;
  /** Policy variables that are to have a value. */
  readonly variables?: readonly string[];
}

/** A context with as few keys more than are given as may be, in which tests hold and do not hold as wanted; undefined where none is found. */
export function contextFor(
  { holding, failing, variables = [] }: Wanted,
  catalog: Catalog,
  given: Context = new Map(),
): Context | undefined {
  const all = failing === undefined ? holding : [...holding, failing];
  const tested = new Map(all.map(({ key }) => [key.toLowerCase(), key]));
  const named = new Map(
    [...variables, ...all.flatMap(({ values }) => values.flatMap(variablesIn))].map((name) => [name.toLowerCase(), name]),
  );
  const context = new Map(given);
  for (const [folded, name] of named) if (!tested.has(folded) && !has(context, name)) context.set(name, [standInValue]);
  const valueOf = (name: string): string | undefined => valuesOf(context, name)[0];
  // A value may hold the variable of another key, which is chosen first.
  for (const [folded, key] of [...tested].toSorted(([a], [b]) => Number(named.has(b)) - Number(named.has(a)))) {
    const own = all.filter((test) => test.key.toLowerCase() === folded);
    const conditions = own.map((test) => ({ wanted: test !== failing, holds: compileCondition(test).holds }));
    const pool = own.flatMap((test) => sampleValues(test, valueOf, catalog));
    const choices = has(context, key) ? [valuesOf(context, key)] : named.has(folded) ? [[standInValue], ...pool, []] : [[], ...pool];
    const found = choices.find((values) => conditions.every(({ wanted, holds }) => holds(values, valueOf) === wanted));
    if (found === undefined) return undefined;
    if (found.length > 0 && !has(context, key)) context.set(key, found);
  }
  return context;
}

/** Who or what a policy variable stands for in requests that are made up. */
export const standInValue = "someone";

function has(context: Context, key: string): boolean {
  return valuesOf(context, key).length > 0;
}

/** Letter case does not count in names of keys. */
function valuesOf(context: Context, key: string): readonly string[] {
  return [...context].find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1] ?? [];
}
