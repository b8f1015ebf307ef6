import type { Definition, ResolvedModule } from "../../ast/resolved.ts";
import type { Import, Module } from "../../ast/source.ts";
import { ambientNames, hasConstructor } from "../../ast/visit.ts";
import type { Report } from "../../diagnostics/collector.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import { locate } from "../../text/source.ts";
import type { ImportedName } from "./scope.ts";

/** What the modules of a program declare, by uri, and which of it is used. */
interface UsedProgram {
  readonly exports: ReadonlyMap<string, ReadonlyMap<string, Definition>>;
  readonly used: ReadonlySet<Definition>;
}

/** Warnings about what nothing needs. Only modules the user named are spoken of, and only those that parse. */
export const reportUnused = { imports, declarations };

function imports(module: Module, imported: readonly ImportedName[], used: ReadonlySet<string>, report: Report): void {
  for (const { specifier, definition } of imported) {
    const local = specifier.alias ?? specifier.name;
    if (definition === undefined || used.has(local.text) || isAmbient(definition, local.text, module)) continue;
    const owner = module.imports.find(({ specifiers }) => specifiers.includes(specifier))!;
    report("unused-import", { name: local.text }, locate(module.source, local), {
      fixes: [removal(module, owner, specifier)],
    });
  }
}

/** Whether a parameter is one that the module's resource constructors read without naming it. */
function isAmbient({ declaration }: Definition, name: string, module: Module): boolean {
  return declaration.kind === "ParamDeclaration" && ambientNames.includes(name) && module.declarations.some(hasConstructor);
}

function removal(module: Module, owner: Import, specifier: Import["specifiers"][number]): Fix {
  const { specifiers } = owner;
  const index = specifiers.indexOf(specifier);
  const span =
    specifiers.length === 1
      ? { start: owner.start, end: endOfLine(module.source.text, owner.end) }
      : index > 0
        ? { start: specifiers[index - 1]!.end, end: specifier.end }
        : { start: specifier.start, end: specifiers[1]!.start };
  return { title: "remove the import", edits: [{ location: locate(module.source, span), newText: "" }] };
}

function endOfLine(text: string, offset: number): number {
  const match = /^[ \t]*(\r?\n)?/.exec(text.slice(offset, offset + 200));
  return offset + (match?.[0].length ?? 0);
}

/**
 * A file that emits no document is a library for others, and all it declares may be meant for them; so are policies and roles anywhere.
 * A parameter reaches every module that declares one of its name.
 */
function declarations({ module }: ResolvedModule, program: UsedProgram, report: Report): void {
  const { exports, used } = program;
  if (!module.declarations.some(emits)) return;
  for (const [name, definition] of exports.get(module.source.uri)!) {
    const { declaration } = definition;
    if (used.has(definition) || declaration.kind === "BrokenDeclaration") continue;
    if (declaration.kind === "PolicyDeclaration" || declaration.kind === "RoleDeclaration") continue;
    if (declaration.kind === "ParamDeclaration" && (isAmbient(definition, name, module) || isSharedParameter(name, module, program)))
      continue;
    report("unused-declaration", { what: nouns[declaration.kind], name }, locate(module.source, declaration.name));
  }
}

function isSharedParameter(name: string, module: Module, { exports }: UsedProgram): boolean {
  return [...exports].some(([uri, own]) => uri !== module.source.uri && own.get(name)?.declaration.kind === "ParamDeclaration");
}

function emits(declaration: Module["declarations"][number]): boolean {
  return (
    (declaration.kind === "PolicyDeclaration" || declaration.kind === "RoleDeclaration") &&
    declaration.parameters.every((parameter) => parameter.default !== undefined)
  );
}

const nouns: Readonly<
  Record<Exclude<Definition["declaration"]["kind"], "BrokenDeclaration" | "PolicyDeclaration" | "RoleDeclaration">, string>
> = {
  ParamDeclaration: "parameter",
  LetDeclaration: "constant",
  ActionsDeclaration: "action set",
  ResourceDeclaration: "resource",
  ConditionDeclaration: "condition",
};
