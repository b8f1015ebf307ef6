import { createHash } from "node:crypto";
import packageJson from "../../../package.json" with { type: "json" };
import type { Options } from "./options.ts";
import { sourceFilter, type Session } from "./session.ts";

/** The little of webpack's compiler, and of Rspack's, that is needed here. */
interface Compiler {
  readonly options: { readonly cache?: unknown; readonly module: { readonly rules: readonly unknown[] } };
  readonly hooks: { readonly thisCompilation: Hook<Compilation> };
}
interface Compilation {
  readonly hooks: { readonly seal: Hook<void> };
  readonly errors: Error[];
  warnings: Error[];
}
interface Hook<T> {
  tap(name: string, listener: (value: T) => void): void;
}
interface LoadRule {
  readonly use: readonly [{ ident?: string }];
}

/** What these bundlers have to know beside how a source is loaded. */
export function webpackPart({ options: { cache, module }, hooks }: Compiler, session: Session, options: Options): void {
  // INVARIANT: a module that is kept from an earlier run was made with these options, by this version.
  const [rule] = module.rules as readonly LoadRule[];
  rule!.use[0].ident = `chimepolicy-${createHash("sha256")
    .update(JSON.stringify([packageJson.version, options]))
    .digest("hex")}`;
  hooks.thisCompilation.tap("chimepolicy", (compilation) => {
    compilation.hooks.seal.tap("chimepolicy", () => {
      if (!keepsModules(cache)) compilation.errors.push(...session.unknownParameters().map((text) => new Error(text)));
      refuseMissing(compilation);
    });
  });
}

/** With modules of an earlier run, not all sources are loaded in this one. */
function keepsModules(cache: unknown): boolean {
  return typeof cache === "object" && cache !== null && "type" in cache && cache.type !== "memory";
}

/** A document that a source does not give is `undefined` in a program, of which webpack only warns. */
function refuseMissing(compilation: Compilation): void {
  const isMissing = ({ message }: Error): boolean => sourceFilter.test(/was not found in '([^']*)'/.exec(message)?.[1] ?? "");
  compilation.errors.push(...compilation.warnings.filter(isMissing));
  compilation.warnings = compilation.warnings.filter((warning) => !isMissing(warning));
}
