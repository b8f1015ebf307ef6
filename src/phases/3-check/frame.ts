import type { Binding, Definition, ResolvedProgram } from "../../ast/resolved.ts";
import type { Identifier, Module, NamedDeclaration, Parameter } from "../../ast/source.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Slug } from "../../diagnostics/codes/index.ts";
import { createDiagnostic, type Details, type Diagnostic, type Fix, type MessageParameters } from "../../diagnostics/diagnostic.ts";
import { locate, type Location, type Span } from "../../text/source.ts";
import type { ExpansionLimit } from "./limits.ts";
import type { Given } from "./given.ts";
import type { Value } from "./values.ts";

/** What one run of the checker shares. */
export interface Session {
  readonly program: ResolvedProgram;
  readonly catalog: Catalog;
  readonly given: ReadonlyMap<string, Given>;
  /** False when a missing build parameter may stay open, as in an editor. */
  readonly requireParameters: boolean;
  /** How many statements one condition may take. */
  readonly branchLimit: number;
  readonly diagnostics: Diagnostic[];
  /** Findings made so far, by slug and place, so that none is made twice. */
  readonly reported: Set<string>;
  readonly memo: Memo;
  /** Statements and includes unfolded so far. */
  readonly unfolded: { count: number };
  /** What a `let` or `param` is worth; handed in, since evaluating one needs a frame itself. */
  readonly declaredValue: (definition: Definition, session: Session) => Value;
}

/** Results that are the same wherever they are asked for. */
export interface Memo {
  /** Work on a declaration or node that does not depend on parameters. */
  readonly byNode: Map<object, unknown>;
  /** What conditions, and their opposites, are as statements. */
  readonly branches: Readonly<Record<"plain" | "negated", Map<object, unknown>>>;
}

/** The surroundings in which an expression is evaluated: its module, its parameters' values, and the calls that led there. */
export interface Frame {
  readonly session: Session;
  readonly module: Module;
  readonly catalog: Catalog;
  readonly memo: Memo;
  readonly parameters: ReadonlyMap<Parameter, Value>;
  /** The includes and calls with arguments that led here, outermost first. */
  readonly chain: readonly Location[];
  report<S extends Slug>(slug: S, parameters: MessageParameters<S>, place: Span, details?: Details): void;
  valueOf(name: Identifier): Value;
  bindingOf(name: Identifier): Binding | undefined;
  fix(title: string, place: Span, newText: string): Fix;
  /** Whether a count is over a limit of `limits.ts`; reports it where it is. */
  exceeds(limit: ExpansionLimit, count: number, place: Span): boolean;
}

/** The frame of a module, or of a declaration in it that has parameters. */
export function createFrame(
  session: Session,
  module: Module,
  parameters: ReadonlyMap<Parameter, Value> = new Map(),
  chain: readonly Location[] = [],
): Frame {
  const frame: Frame = {
    session,
    module,
    catalog: session.catalog,
    memo: session.memo,
    parameters,
    chain,
    report(slug, messageParameters, place, details) {
      const own = locate(module.source, place);
      const key = `${slug} ${module.source.uri} ${own.start} ${own.end}`;
      if (session.reported.has(key)) return;
      const outer = chain[0];
      const fullKey = outer === undefined ? key : `${key} via ${outer.source.uri} ${outer.start}`;
      if (session.reported.has(fullKey)) return;
      session.reported.add(fullKey);
      session.diagnostics.push(
        outer === undefined
          ? createDiagnostic(slug, messageParameters, own, details)
          : createDiagnostic(slug, messageParameters, outer, {
              ...details,
              origin: own,
              fixes: [],
              related: [
                ...chain.slice(1).map((location) => ({ message: "which includes this", location })),
                { message: "here", location: own },
                ...(details?.related ?? []),
              ],
            }),
      );
    },
    valueOf(name) {
      const binding = frame.bindingOf(name);
      if (binding === undefined) return { kind: "unknown" };
      if (binding.kind === "Parameter") return parameters.get(binding) ?? { kind: "unknown" };
      return session.declaredValue(binding, session);
    },
    bindingOf: (name) => session.program.bindings.get(name),
    exceeds(limit, count, place) {
      if (count <= limit.most) return false;
      frame.report("expansion-too-large", { what: limit.what, limit: limit.most, unit: limit.unit }, place);
      return true;
    },
    fix: (title, place, newText) => ({ title, edits: [{ location: locate(module.source, place), newText }] }),
  };
  return frame;
}

/** The definition a reference leads to, when it is of a kind and does not need itself. */
export function definitionOf<K extends NamedDeclaration["kind"]>(
  name: Identifier,
  frame: Frame,
  ...kinds: readonly K[]
): (Definition & { declaration: Extract<NamedDeclaration, { kind: K }> }) | undefined {
  const binding = frame.bindingOf(name);
  if (binding?.kind !== "Definition" || frame.session.program.cyclic.has(binding.declaration)) return undefined;
  return (kinds as readonly string[]).includes(binding.declaration.kind)
    ? (binding as Definition & { declaration: Extract<NamedDeclaration, { kind: K }> })
    : undefined;
}

/** A memo with nothing in it. */
export function createMemo(): Memo {
  return { byNode: new Map(), branches: { plain: new Map(), negated: new Map() } };
}

/** Does work on a node once, when its outcome cannot depend on parameters. */
export function once<T>(node: object, frame: Frame, work: () => T): T {
  if (frame.parameters.size > 0) return work();
  const { byNode } = frame.memo;
  const known = byNode.get(node) as T | undefined;
  if (known !== undefined) return known;
  const made = work();
  byNode.set(node, made);
  return made;
}
