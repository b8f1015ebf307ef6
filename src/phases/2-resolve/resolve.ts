import { literalText } from "../../ast/literal.ts";
import type { Definition, ResolvedModule, ResolvedProgram } from "../../ast/resolved.ts";
import type { Module } from "../../ast/source.ts";
import { createCollector } from "../../diagnostics/collector.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { findCycles } from "./cycles.ts";
import { bindNames, type Bound } from "./names.ts";
import { buildScope } from "./scope.ts";
import { reportUnused } from "./unused.ts";

/** A module and where its imports lead, as the loader found them. */
export interface ModuleInput {
  readonly module: Module;
  readonly entry: boolean;
  /** Import text to uri; missing where the import could not be loaded. */
  readonly imports: ReadonlyMap<string, string>;
  /** The uri of an earlier module whose names this one sees as its own; it has no imports then, and nobody sees its names. */
  readonly within?: string;
}

/**
 * Binds every name of a program. The modules come with imported ones before those that import them. Of modules that are seen `apart`, the program
 * is only a part: what they declare and do not use themselves is reported, whatever the others do with it.
 */
export function resolve(inputs: readonly ModuleInput[], apart = false): { program: ResolvedProgram; diagnostics: readonly Diagnostic[] } {
  const { diagnostics, report } = createCollector();
  const bound: Bound = { bindings: new Map(), uses: new Map() };
  const modules: ResolvedModule[] = [];
  // Where an import failed, nobody knows what it would have used.
  const isWhole = inputs.every(({ module, imports }) => module.imports.every(({ from }) => imports.has(literalText(from))));
  const exports = new Map<string, ReadonlyMap<string, Definition>>();
  const used = new Set<Definition>();

  for (const { module, entry, imports, within } of inputs) {
    const around = within === undefined ? undefined : modules.find((one) => one.module.source.uri === within);
    const { scope, own, imported } =
      around === undefined ? buildScope(module, imports, exports, report) : { scope: around.scope, own: new Map(), imported: [] };
    exports.set(module.source.uri, own);
    modules.push({ module, entry, scope });
    const usedHere = bindNames(module, scope, bound, report);
    if (around === undefined)
      for (const definition of usedHere.definitions) if (!apart || definition.module === module) used.add(definition);
    if (entry && !module.broken) reportUnused.imports(module, imported, usedHere.names, report);
  }

  const cyclic = findCycles(modules, bound.uses, report);
  for (const resolved of modules) {
    const { entry, module } = resolved;
    if (!entry || module.broken || !(apart || isWhole)) continue;
    const { uri } = module.source;
    reportUnused.declarations(resolved, { exports: apart ? new Map([[uri, exports.get(uri)!]]) : exports, used }, report);
  }
  return { program: { modules, bindings: bound.bindings, cyclic }, diagnostics };
}
