import { analyse, entriesOf, type CheckOptions, type CheckResult, type Input } from "./analyse.ts";
import { hasErrors } from "./diagnostics/diagnostic.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import { emit } from "./phases/4-emit/emit.ts";
import { withoutEchoes } from "./tools/lint/echoes.ts";
import { lint, type Timing } from "./tools/lint/lint.ts";

export interface CheckSourcesOptions extends CheckOptions {
  /** Is told how long each rule of the linter takes. */
  readonly timing?: Timing;
}

/** All findings about sources: the compiler's, those that only show in the documents, and those of the linter's rules. */
export function check(input: Input, options: CheckSourcesOptions = {}): CheckResult {
  const catalog = options.catalog ?? embeddedCatalog();
  const front = analyse(input, options, catalog, false);
  const { documents } = front.program;
  const later = hasErrors(front.diagnostics)
    ? front.diagnostics.filter(({ slug }) => slug === "incomplete-statement")
    : documents.flatMap((document) => emit(document, catalog, { expand: false, minify: false }).diagnostics);
  const named = new Set(entriesOf(input).map(({ uri }) => uri));
  const linted = lint(documents, { ...options, catalog, isNamed: ({ uri }) => named.has(uri) });
  return { diagnostics: withoutEchoes(front.suppress([...later, ...linted], "with rules")) };
}
