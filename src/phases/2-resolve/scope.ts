import { literalText } from "../../ast/literal.ts";
import type { Definition } from "../../ast/resolved.ts";
import type { Identifier, ImportSpecifier, Module, NamedDeclaration } from "../../ast/source.ts";
import { visitNames } from "../../ast/visit.ts";
import type { Report } from "../../diagnostics/collector.ts";
import { certain, didYouMean, suggest } from "../../text/suggest.ts";
import { listNames } from "../../text/list.ts";
import { locate } from "../../text/source.ts";

/** A name that an import brings in. */
export interface ImportedName {
  readonly specifier: ImportSpecifier;
  /** Undefined when the import failed; the name is known all the same, so that its uses are not reported too. */
  readonly definition: Definition | undefined;
}

export interface ModuleScope {
  /** Everything a name of this module can mean, by name. */
  readonly scope: ReadonlyMap<string, Definition>;
  /** What the module declares itself: the part that others can import. */
  readonly own: ReadonlyMap<string, Definition>;
  readonly imported: readonly ImportedName[];
}

/** Collects what a module declares and imports, and reports names that clash or do not exist. */
export function buildScope(
  module: Module,
  imports: ReadonlyMap<string, string>,
  exports: ReadonlyMap<string, ReadonlyMap<string, Definition>>,
  report: Report,
): ModuleScope {
  const places = new Map<string, Identifier>();
  const scope = new Map<string, Definition>();
  const own = new Map<string, Definition>();
  const imported: ImportedName[] = [];

  const claim = (name: Identifier): boolean => {
    const first = places.get(name.text);
    if (first === undefined) {
      places.set(name.text, name);
      return true;
    }
    report("duplicate-name", { name: name.text }, locate(module.source, name), {
      related: [{ message: "first declared here", location: locate(module.source, first) }],
    });
    return false;
  };

  for (const { specifiers, from } of module.imports) {
    const specifierText = literalText(from);
    const target = imports.get(specifierText);
    const available = target === undefined ? undefined : exports.get(target);
    for (const specifier of specifiers) {
      const definition = available?.get(specifier.name.text);
      const local = specifier.alias ?? specifier.name;
      if (available !== undefined && definition === undefined) {
        const near = suggest(specifier.name.text, available.keys());
        report("unknown-import", { name: specifier.name.text, from: specifierText }, locate(module.source, specifier.name), {
          help: didYouMean(near) ?? (available.size === 0 ? undefined : `it declares ${listNames([...available.keys()])}`),
          fixes: certain(specifier.name.text, near).map((name) => ({
            title: `import \`${name}\``,
            edits: [specifier.name, ...(specifier.alias === undefined ? usesOf(local.text, module) : [])].map((use) => ({
              location: locate(module.source, use),
              newText: name,
            })),
          })),
        });
      }
      if (!claim(local)) continue;
      imported.push({ specifier, definition });
      scope.set(local.text, definition ?? unknownDefinition(module, local));
    }
  }

  for (const declaration of module.declarations) {
    if (declaration.kind === "TestDeclaration" || declaration.name === undefined) continue;
    const { name } = declaration;
    if (!claim(name)) continue;
    const definition: Definition = { kind: "Definition", module, declaration };
    scope.set(name.text, definition);
    own.set(name.text, definition);
  }
  return { scope, own, imported };
}

/** Where a module uses a name. */
function usesOf(name: string, module: Module): readonly Identifier[] {
  const uses: Identifier[] = [];
  for (const declaration of module.declarations) {
    visitNames(declaration, (use) => {
      if (use.text === name) uses.push(use);
    });
  }
  return uses;
}

function unknownDefinition(module: Module, name: Identifier): Definition {
  const declaration: NamedDeclaration = { kind: "BrokenDeclaration", annotations: [], name, start: name.start, end: name.end };
  return { kind: "Definition", module, declaration };
}
