import type { CheckedProgram } from "./ast/checked.ts";
import type { Module } from "./ast/source.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { isRule } from "./diagnostics/codes/index.ts";
import { createDiagnostic, hasErrors, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { applyLevels, type Levels } from "./diagnostics/levels.ts";
import { sortDiagnostics } from "./diagnostics/order.ts";
import { applySuppressions, type Suppression } from "./diagnostics/suppress.ts";
import { memoryHost, type Host } from "./host.ts";
import { load, type EntryFile, type LoadedModule } from "./load.ts";
import { resolve } from "./phases/2-resolve/resolve.ts";
import { check, type CheckOptions as PhaseOptions } from "./phases/3-check/check.ts";
import { contains } from "./text/source.ts";

export interface CheckOptions {
  /** Reads what the sources import; without one, only `std/` can be imported. */
  readonly host?: Host;
  /** The action catalog; without one, that of Amazon Chime and IAM's own keys. A host with files has them all. */
  readonly catalog?: Catalog;
  /** Values of build parameters by name. */
  readonly parameters?: NonNullable<PhaseOptions["parameters"]>;
  /** Values for whichever file declares them, as those of a project's configuration. */
  readonly projectParameters?: NonNullable<PhaseOptions["projectParameters"]>;
  /** How many statements one condition with `or` may take: 64 where none is given. */
  readonly branchLimit?: number;
  /** How grave the findings of some codes are to be taken. */
  readonly levels?: Levels;
}

/** How much of a program is there. */
interface AnalysisOptions extends CheckOptions {
  /** Whether the sources are a part of a program, the rest of which may use what they declare. */
  readonly apart?: boolean;
}

export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
}

/** The sources to compile: one text, or files that may import each other. */
export type Input = string | readonly EntryFile[];

/** What is known of sources. */
export interface Analysis extends CheckResult {
  readonly program: CheckedProgram;
  /** The modules that were read, imported ones before those that import them. */
  readonly modules: readonly LoadedModule[];
  /** The findings so far and some more, those of the linter's rules among them or not, less what the sources suppress. */
  readonly suppress: (more: readonly Diagnostic[], rules?: "with rules") => readonly Diagnostic[];
}

/** A module that is no file: it sees the names of one as its own. */
export interface Aside {
  readonly module: Module;
  /** The uri of that file. */
  readonly within: string;
}

/** Loads, resolves and checks sources: all that is known of them before anything is emitted. */
export function analyse(input: Input, options: AnalysisOptions, catalog: Catalog, requireParameters: boolean, aside?: Aside): Analysis {
  const loaded = load(entriesOf(input), options.host ?? memoryHost({}));
  const modules = [...loaded.program.modules, ...(aside === undefined ? [] : [{ ...aside, entry: true, imports: new Map() }])];
  const resolved = resolve(modules, options.apart);
  const checked = check(resolved.program, catalog, {
    requireParameters,
    ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
    ...(options.projectParameters === undefined ? {} : { projectParameters: options.projectParameters }),
    ...(options.branchLimit === undefined ? {} : { branchLimit: options.branchLimit }),
  });
  // What a string without its closing quote holds is not what the author meant it to hold.
  const cutOff = loaded.diagnostics.filter(({ slug }) => slug === "unterminated-string").map(({ location }) => location);
  const isCutOff = ({ location }: Diagnostic): boolean => cutOff.some((string) => contains(string, location));
  const later = [...resolved.diagnostics, ...checked.diagnostics];
  const found = [...loaded.diagnostics, ...(cutOff.length === 0 ? later : later.filter((finding) => !isCutOff(finding)))];
  const ofCompiler = checked.suppressions.filter(({ slug }) => !isRule(slug));
  const { levels = {} } = options;
  const named = new Set(modules.filter(({ entry }) => entry).map(({ module }) => module.source));
  // A rule looks at documents: what an imported module declares and no document includes, it does not see.
  const isUnseen = ({ slug, location }: Suppression): boolean => isRule(slug) && (levels[slug] === "off" || !named.has(location.source));
  const suppress: Analysis["suppress"] = (more, rules) =>
    sortDiagnostics(
      applyLevels(applySuppressions([...found, ...more], rules === undefined ? ofCompiler : checked.suppressions, isUnseen), levels),
      modules.map(({ module }) => module.source),
    );
  const diagnostics = suppress([]);
  const { program } = checked;
  if (hasErrors(diagnostics)) return { program, modules, diagnostics, suppress };
  // INVARIANT: what is emitted says all that the source says, whatever findings about it are suppressed.
  const incomplete = program.documents.flatMap((document) =>
    document.incomplete.map((location) => createDiagnostic("incomplete-statement", {}, location)),
  );
  return { program, modules, diagnostics: suppress(incomplete), suppress };
}

/** The files of an input. */
export function entriesOf(input: Input): readonly EntryFile[] {
  return typeof input === "string" ? [{ uri: "input.chimepolicy", text: input }] : input;
}
