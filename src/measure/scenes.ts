import type { Catalog } from "../catalog/catalog.ts";
import type { ConditionTest, Statement } from "../iam/document.ts";
import { contextFor, type Context, type Wanted } from "./contexts.ts";
import { variablesIn } from "./variables.ts";

/** Contexts in which the statements apply, or would but for one test: with as few keys as may be, and such that other statements let it show. */
export function contextsThatShow(versions: readonly Statement[], others: readonly Statement[], catalog: Catalog): readonly Context[] {
  const conditional = others.filter(({ conditions }) => conditions.length > 0);
  const denies = conditional.filter(({ effect }) => effect === "Deny");
  // What another statement allows as well shows nothing.
  const rivals = versions[0]!.effect === "Deny" ? denies : conditional;
  const allows = others.filter(
    ({ effect, conditions, resources }) => effect === "Allow" && conditions.length + resources.patterns.length > 0,
  );
  const around = versions[0]!.effect === "Deny" ? [...distinct(allows.map(holdingOf)), nothing] : [nothing];
  const names = new Set([...versions, ...others].flatMap(({ resources }) => resources.patterns.flatMap(literalEnd)));
  const named = ([variable]: readonly string[]): readonly Context[] =>
    variable === undefined ? [] : [...names].slice(0, mostContexts).map((name) => new Map([[variable, [name]]]));
  const wanted = distinct(versions.map(holdingOf)).flatMap((whole): readonly Wanted[] => [
    whole,
    ...whole.holding.map((failing) => ({ ...whole, holding: whole.holding.filter((test) => test !== failing), failing })),
  ]);
  const found = around.flatMap((outer) =>
    wanted.flatMap((own) => {
      const variables = [...(outer.variables ?? []), ...(own.variables ?? [])];
      const together = { ...own, holding: [...outer.holding, ...own.holding], variables };
      const plain = contextFor(together, catalog);
      if (plain === undefined) return [];
      const alone = [denies, rivals].map((list) =>
        list.reduce((context, { conditions }) => avoid(conditions, context, together, catalog), plain),
      );
      return [plain, ...alone, ...named(variables).flatMap((given) => contextFor(together, catalog, given) ?? [])];
    }),
  );
  return [...new Map(found.map((context) => [JSON.stringify([...context]), context])).values()];
}

/** What a variable may have to stand for, so that a pattern with it meets another: the name at the end of that. */
function literalEnd(pattern: string): readonly string[] {
  const name = /[^/:]*$/.exec(pattern)![0];
  return name === "" || /[*?$}]/.test(name) ? [] : [name];
}

const nothing: Wanted = { holding: [] };

function holdingOf({ conditions, resources }: Statement): Wanted {
  return { holding: conditions, variables: resources.patterns.flatMap(variablesIn) };
}

const mostContexts = 8;

function distinct(all: readonly Wanted[]): readonly Wanted[] {
  return [...new Map(all.map((wanted) => [JSON.stringify(wanted), wanted])).values()].slice(0, mostContexts);
}

/** The context with a key more, where that is enough for some test not to hold and all that is wanted stays. */
function avoid(tests: readonly ConditionTest[], context: Context, wanted: Wanted, catalog: Catalog): Context {
  if (!isMet({ holding: tests }, context, catalog)) return context;
  for (const failing of tests) {
    const more = contextFor({ holding: [], failing }, catalog, context);
    if (more !== undefined && isMet(wanted, more, catalog)) return more;
  }
  return context;
}

function isMet(wanted: Wanted, context: Context, catalog: Catalog): boolean {
  return contextFor(wanted, catalog, context)?.size === context.size;
}
