import { readPolicy } from "./canonicalize.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createCollector, type Report } from "./diagnostics/collector.ts";
import { hasErrors, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import type { StatementPlaces } from "./iam/read.ts";
import { locate, type Source, type Span } from "./text/source.ts";
import { writePolicies } from "./write-policies.ts";

export interface ImportOptions {
  /** The policy's name; that of the file where none is given. */
  readonly name?: string;
  /** What messages call the text. */
  readonly uri?: string;
  readonly catalog?: Catalog;
  /** Refuse what the compiler objects to, instead of suppressing it in the source. */
  readonly strict?: boolean;
}

export interface ImportResult {
  /** The source; undefined where there is an error. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
  /** How many statements were read. */
  readonly statements: number;
  /** In how many of them the source suppresses something. */
  readonly suppressed: number;
}

const start: Span = { start: 0, end: 0 };

/** Turns the JSON text of an IAM identity policy into source that compiles to the same policy, in canonical form byte for byte. */
export function importPolicy(text: string, options: ImportOptions = {}): ImportResult {
  const source: Source = { uri: options.uri ?? "policy.json", text };
  const { report, diagnostics } = createCollector();
  const { document, statements: places } = readPolicy(source, report);
  if (document === undefined) return { diagnostics: firstOfSyntax(diagnostics), statements: 0, suppressed: 0 };
  const { id, ...identity } = document;
  if (id !== undefined) report("left-out-on-import", { element: "Id" }, locate(source, start));
  const name = options.name ?? source.uri.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "");
  const outcome = writePolicies([{ name, document: identity }], [], options.catalog ?? embeddedCatalog());
  const statements = document.statements.length;
  if ("problems" in outcome) {
    for (const { statement, problem } of outcome.problems)
      report("not-importable", { problem }, locate(source, placeOf(problem, source, places[statement])));
    return { diagnostics, statements, suppressed: 0 };
  }
  for (const { statement, finding } of outcome.suppressed)
    reportSuppressed(finding, locate(source, placeOf(finding.message, source, places[statement])), options.strict === true, report);
  if (hasErrors(diagnostics)) return { diagnostics, statements, suppressed: 0 };
  return { text: outcome.text, diagnostics, statements, suppressed: new Set(outcome.suppressed.map(({ statement }) => statement)).size };
}

/** What is no JSON gets one finding: where the reader goes on, it guesses. */
function firstOfSyntax(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const syntax = diagnostics.find(({ slug }) => slug === "invalid-json");
  return syntax === undefined ? diagnostics : [syntax];
}

function reportSuppressed(
  { message: problem, slug, help }: Diagnostic,
  location: Diagnostic["location"],
  strict: boolean,
  report: Report,
): void {
  if (strict) report("not-importable", { problem }, location, { help });
  else report("suppressed-on-import", { problem }, location, { help, notes: [`by \`@suppress("${slug}", "imported")\``] });
}

/** The part of a statement that a message speaks of, as far as that can be told. */
function placeOf(message: string, { text }: Source, statement: StatementPlaces | undefined): Span {
  if (statement === undefined) return start;
  const named = [...message.matchAll(/`([^`]+)`/g)].map(([, name]) => name!.toLowerCase());
  const parts = [...statement.actions, ...statement.resources, ...statement.conditions];
  const found = named.flatMap((name) => parts.find((part) => text.slice(part.start, part.end).toLowerCase().includes(name)) ?? []);
  return found[0] ?? { start: statement.start, end: statement.start + 1 };
}
