import { analyse, type Analysis, type CheckOptions, type CheckResult, type Input } from "./analyse.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { hasErrors, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import type { KindLimits } from "./iam/limits.ts";
import { emit, type EmittedFile } from "./phases/4-emit/emit.ts";

export interface CompileOptions extends CheckOptions, EmissionOptions {}

/** How documents are written. */
export interface EmissionOptions {
  /** Write wildcards of actions as the names they match in the catalog. */
  readonly expand?: boolean;
  /** Write no white space. */
  readonly minify?: boolean;
  /** How large a document may be, and into how many it may be divided; IAM's own quotas where none are given. */
  readonly limits?: KindLimits;
}

export interface CompileResult extends CheckResult {
  /** The documents of the named files; none when there is an error. */
  readonly files: readonly EmittedFile[];
}

/** Compiles sources to IAM JSON documents. Never throws on bad input: what is wrong is in the diagnostics. */
export function compile(input: Input, options: CompileOptions = {}): CompileResult {
  const catalog = options.catalog ?? embeddedCatalog();
  return emitAll(analyse(input, options, catalog, true), catalog, options);
}

/** Writes the documents of an analysis, unless there is an error. */
export function emitAll(front: Analysis, catalog: Catalog, options: EmissionOptions): CompileResult {
  if (hasErrors(front.diagnostics)) return { files: [], diagnostics: front.diagnostics };
  const files: EmittedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of front.program.documents) {
    const { expand = false, minify = false, limits } = options;
    const emitted = emit(document, catalog, { expand, minify, ...(limits === undefined ? {} : { limits }) });
    diagnostics.push(...emitted.diagnostics);
    files.push(...emitted.files);
  }
  const all = front.suppress(diagnostics);
  return { files: hasErrors(all) ? [] : files, diagnostics: all };
}
