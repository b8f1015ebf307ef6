import type { ResolvedModule } from "../../ast/resolved.ts";
import type { Declaration, NamedDeclaration } from "../../ast/source.ts";
import type { Report } from "../../diagnostics/collector.ts";
import { locate } from "../../text/source.ts";
import type { Use } from "./names.ts";

/** Later phases follow declarations by recursion; no author's chain of them comes near this. */
const longestChain = 200;

/**
 * Reports each cycle of declarations once, as a path, and chains of them that are too long to follow; returns all declarations that
 * nothing may follow. Modules cannot import each other in a circle, so a cycle lies within one module.
 */
export function findCycles(
  modules: readonly ResolvedModule[],
  uses: ReadonlyMap<Declaration, readonly Use[]>,
  report: Report,
): ReadonlySet<NamedDeclaration> {
  const cyclic = new Set<NamedDeclaration>();
  const heights = new Map<NamedDeclaration, number>();
  for (const { module } of modules) {
    const done = new Set<NamedDeclaration>();
    for (const declaration of module.declarations) {
      if (declaration.kind === "TestDeclaration" || done.has(declaration)) continue;
      walk(declaration);
    }

    // An explicit stack: a chain of declarations can be longer than the call stack.
    function walk(root: NamedDeclaration): void {
      const path: { declaration: NamedDeclaration; uses: readonly Use[]; next: number }[] = [];
      const onPath = new Map<NamedDeclaration, number>();
      const enter = (declaration: NamedDeclaration): void => {
        onPath.set(declaration, path.length);
        path.push({ declaration, uses: uses.get(declaration) ?? [], next: 0 });
      };
      enter(root);
      while (path.length > 0) {
        const top = path.at(-1)!;
        const use = top.uses[top.next++];
        if (use === undefined) {
          path.pop();
          onPath.delete(top.declaration);
          done.add(top.declaration);
          measure(top.declaration, top.uses);
          continue;
        }
        const start = onPath.get(use.target);
        if (start !== undefined) {
          const members = path.slice(start).map((step) => step.declaration);
          for (const member of members) cyclic.add(member);
          const names = [...members, use.target].map((member) => `\`${member.name?.text}\``);
          report("declaration-cycle", { path: names.join(" → ") }, locate(module.source, use.name), {
            related: members
              .slice(1)
              .map((member) => ({ message: "which needs this", location: locate(module.source, member.name ?? member) })),
          });
        } else if (!heights.has(use.target)) enter(use.target);
      }
    }

    function measure(declaration: NamedDeclaration, needed: readonly Use[]): void {
      const height = needed.reduce((highest, { target }) => Math.max(highest, heights.get(target) ?? 0), 0) + 1;
      heights.set(declaration, height);
      if (height <= longestChain) return;
      cyclic.add(declaration);
      // The ones above stand on the same chain.
      if (height === longestChain + 1)
        report("declaration-chain", { limit: longestChain }, locate(module.source, declaration.name ?? declaration));
    }
  }
  return cyclic;
}
