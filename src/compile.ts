import type { CheckedProgram } from "./ast/checked.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createDiagnostic, hasErrors, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { sortDiagnostics } from "./diagnostics/order.ts";
import { contains } from "./text/source.ts";
import { applySuppressions } from "./diagnostics/suppress.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import { memoryHost, type Host } from "./host.ts";
import { load, type EntryFile } from "./load.ts";
import { resolve } from "./phases/2-resolve/resolve.ts";
import { check as checkProgram, type CheckOptions as PhaseOptions } from "./phases/3-check/check.ts";
import { emit, type EmittedFile } from "./phases/4-emit/emit.ts";

export interface CheckOptions {
  /** Reads what the sources import; without one, only `std/` can be imported. */
  readonly host?: Host;
  /** The action catalog; without one, that of Amazon Chime and IAM's own keys. A host with files has them all. */
  readonly catalog?: Catalog;
  /** Values of build parameters by name. */
  readonly parameters?: NonNullable<PhaseOptions["parameters"]>;
  /** How many statements one condition with `or` may take: 64 where none is given. */
  readonly branchLimit?: number;
}

export interface CompileOptions extends CheckOptions {
  /** Write wildcards of actions as the names they match in the catalog. */
  readonly expand?: boolean;
  /** Write no white space. */
  readonly minify?: boolean;
}

export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
}

export interface CompileResult extends CheckResult {
  /** The documents of the named files; none when there is an error. */
  readonly files: readonly EmittedFile[];
}

/** The sources to compile: one text, or files that may import each other. */
export type Input = string | readonly EntryFile[];

/** Compiles sources to IAM JSON documents. Never throws on bad input: what is wrong is in the diagnostics. */
export function compile(input: Input, options: CompileOptions = {}): CompileResult {
  const catalog = options.catalog ?? embeddedCatalog();
  const front = analyse(input, options, catalog, true);
  if (hasErrors(front.diagnostics)) return { files: [], diagnostics: front.diagnostics };
  const files: EmittedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of front.program.documents) {
    const emitted = emit(document, catalog, { expand: options.expand ?? false, minify: options.minify ?? false });
    diagnostics.push(...emitted.diagnostics);
    files.push(...emitted.files);
  }
  const all = front.suppress(diagnostics);
  return { files: hasErrors(all) ? [] : files, diagnostics: all };
}

/** All findings about sources, those that only show in the documents included. */
export function check(input: Input, options: CheckOptions = {}): CheckResult {
  const catalog = options.catalog ?? embeddedCatalog();
  const front = analyse(input, options, catalog, false);
  if (hasErrors(front.diagnostics)) return { diagnostics: front.diagnostics };
  const emitted = front.program.documents.flatMap((document) => emit(document, catalog, { expand: false, minify: false }).diagnostics);
  return { diagnostics: front.suppress(emitted) };
}

interface Front extends CheckResult {
  readonly program: CheckedProgram;
  /** The findings so far and some more, less what the sources suppress. */
  readonly suppress: (more: readonly Diagnostic[]) => readonly Diagnostic[];
}

function analyse(input: Input, options: CheckOptions, catalog: Catalog, requireParameters: boolean): Front {
  const entries = typeof input === "string" ? [{ uri: "input.chimepolicy", text: input }] : input;
  const loaded = load(entries, options.host ?? memoryHost({}));
  const resolved = resolve(loaded.program.modules);
  const checked = checkProgram(resolved.program, catalog, {
    requireParameters,
    ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
    ...(options.branchLimit === undefined ? {} : { branchLimit: options.branchLimit }),
  });
  // What a string without its closing quote holds is not what the author meant it to hold.
  const cutOff = loaded.diagnostics.filter(({ slug }) => slug === "unterminated-string").map(({ location }) => location);
  const isCutOff = ({ location }: Diagnostic): boolean => cutOff.some((string) => contains(string, location));
  const later = [...resolved.diagnostics, ...checked.diagnostics];
  const found = [...loaded.diagnostics, ...(cutOff.length === 0 ? later : later.filter((finding) => !isCutOff(finding)))];
  const suppress = (more: readonly Diagnostic[]): readonly Diagnostic[] =>
    sortDiagnostics(
      applySuppressions([...found, ...more], checked.suppressions),
      loaded.program.modules.map(({ module }) => module.source),
    );
  const diagnostics = suppress([]);
  if (hasErrors(diagnostics)) return { program: checked.program, diagnostics, suppress };
  // INVARIANT: what is emitted says all that the source says, whatever findings about it are suppressed.
  const incomplete = checked.program.documents.flatMap((document) =>
    document.incomplete.map((location) => createDiagnostic("incomplete-statement", {}, location)),
  );
  return { program: checked.program, diagnostics: suppress(incomplete), suppress };
}
