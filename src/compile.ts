import { analyse, type CheckOptions, type CheckResult, type Input } from "./analyse.ts";
import { hasErrors, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import { emit, type EmittedFile } from "./phases/4-emit/emit.ts";

export interface CompileOptions extends CheckOptions {
  /** Write wildcards of actions as the names they match in the catalog. */
  readonly expand?: boolean;
  /** Write no white space. */
  readonly minify?: boolean;
}

export interface CompileResult extends CheckResult {
  /** The documents of the named files; none when there is an error. */
  readonly files: readonly EmittedFile[];
}

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
