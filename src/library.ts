import type { ConditionExpression, Predicate } from "./ast/source.ts";
import { analyse } from "./analyse.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { hasErrors } from "./diagnostics/diagnostic.ts";
import { parse } from "./phases/1-parse/parse.ts";
import { emit } from "./phases/4-emit/emit.ts";
import { standardLibrary } from "./stdlib.generated.ts";
import { statementKey } from "./tools/decompile/includes.ts";
import type { Library, LibraryCondition, LibraryPolicy } from "./tools/decompile/library.ts";

const known = new WeakMap<Catalog, Library>();

/** What the standard library has names for, in the terms of a catalog; made once for each. */
export function libraryFor(catalog: Catalog): Library {
  let library = known.get(catalog);
  if (library === undefined) {
    const policies = modules.flatMap((from) => policiesOf(from, catalog));
    known.set(catalog, (library = { conditions: conditionsOf("std/conditions"), policies }));
  }
  return library;
}

/** Of two policies that say the same, the one of the first module is taken. */
const modules = ["std/chime", "std/iam", "std/chime/roles", "std/chime/managed", "std/chime/guide"];

function textOf(from: string): { readonly uri: string; readonly text: string } {
  const uri = [`${from}.chimepolicy`, `${from}/index.chimepolicy`].find((name) => Object.hasOwn(standardLibrary, name))!;
  return { uri, text: standardLibrary[uri]! };
}

function conditionsOf(from: string): readonly LibraryCondition[] {
  return parse(textOf(from)).module.declarations.flatMap((declaration) => {
    if (declaration.kind !== "ConditionDeclaration") return [];
    const { text: name } = declaration.name;
    const predicates = predicatesOf(declaration.condition);
    return predicates === undefined ? [] : [{ name, local: name, from, parameters: declaration.parameters, predicates }];
  });
}

/** The tests of a condition that is nothing but a list of them. */
function predicatesOf(condition: ConditionExpression): readonly Predicate[] | undefined {
  const operands = condition.kind === "AndCondition" ? condition.operands : [condition];
  const predicates = operands.filter((one) => one.kind === "Predicate");
  return predicates.length === operands.length ? predicates : undefined;
}

function policiesOf(from: string, catalog: Catalog): readonly LibraryPolicy[] {
  const { program, diagnostics } = analyse([textOf(from)], {}, catalog, true);
  if (hasErrors(diagnostics)) return [];
  return program.documents.flatMap((document) => {
    const [file, ...others] = emit(document, catalog, { expand: false, minify: false }).files;
    if (file === undefined || others.length > 0) return [];
    return [{ name: document.name, local: document.name, from, statements: file.document.statements.map(statementKey) }];
  });
}
