import type { Identifier, Module, NamedDeclaration, Parameter } from "./source.ts";

/** All modules of a program with every name bound. */
export interface ResolvedProgram {
  /** Imported modules stand before those that import them. */
  readonly modules: readonly ResolvedModule[];
  /** What each used name means, by the identifier that uses it; a name that means nothing is missing. */
  readonly bindings: ReadonlyMap<Identifier, Binding>;
  /** Declarations that would need themselves; nothing may follow them. */
  readonly cyclic: ReadonlySet<NamedDeclaration>;
}

export interface ResolvedModule {
  readonly module: Module;
  /** Named by the user, so that its documents are emitted. */
  readonly entry: boolean;
  /** What the module declares and imports, by the name it has here. */
  readonly scope: ReadonlyMap<string, Definition>;
}

/** A declaration and the module it stands in. */
export interface Definition {
  readonly kind: "Definition";
  readonly module: Module;
  readonly declaration: NamedDeclaration;
}

/** What a name can stand for: a declaration, or a parameter of the declaration around its use. */
export type Binding = Definition | Parameter;
