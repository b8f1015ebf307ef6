import { identifier, make, plainText } from "../../ast/build.ts";
import type { Declaration, Import } from "../../ast/source.ts";
import { visitNames } from "../../ast/visit.ts";
import type { Library, LibraryCondition, LibraryPolicy } from "./library.ts";
import { freeName } from "./names.ts";

/** The library with every name that is taken already replaced by a free one. */
export function localNames({ conditions, policies }: Library, taken: ReadonlySet<string>): Library {
  return {
    conditions: conditions.map((one) => ({ ...one, local: freeName(one.name, taken) })),
    policies: policies.map((one) => ({ ...one, local: taken.has(one.name) ? freeName(moduleName(one.from), taken) : one.name })),
  };
}

/** `std/chime/managed` gives `Managed`. */
function moduleName(from: string): string {
  const last = from.slice(from.lastIndexOf("/") + 1);
  return last[0]!.toUpperCase() + last.slice(1);
}

/** The imports of the policies that are included, and of the conditions that declarations name. */
export function importsOf(
  declarations: readonly Declaration[],
  conditions: readonly LibraryCondition[],
  included: readonly LibraryPolicy[],
): readonly Import[] {
  const used = new Set<string>();
  for (const declaration of declarations) visitNames(declaration, ({ text }, use) => void (use === "condition" && used.add(text)));
  const modules = new Map<string, Map<string, string>>();
  for (const { name, local, from } of [...conditions.filter((one) => used.has(one.local)), ...included]) {
    const known = modules.get(from) ?? new Map<string, string>();
    modules.set(from, known.set(name, local));
  }
  return [...modules]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, names]) =>
      make("Import", {
        from: plainText(from),
        specifiers: [...names]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, local]) =>
            make("ImportSpecifier", name === local ? { name: identifier(name) } : { name: identifier(name), alias: identifier(local) }),
          ),
      }),
    );
}
