import { analyse } from "./analyse.ts";
import { make, identifier, plainText } from "./ast/build.ts";
import type { Annotation, BlockStatement, Module, Statement } from "./ast/source.ts";
import { write } from "./ast/write.ts";
import { readPolicy } from "./canonicalize.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createCollector, type Report } from "./diagnostics/collector.ts";
import { codes } from "./diagnostics/codes/index.ts";
import type { CodeDefinition } from "./diagnostics/codes/define.ts";
import { hasErrors, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import { canonical } from "./iam/canonical/canonical.ts";
import { print } from "./iam/print.ts";
import type { StatementPlaces } from "./iam/read.ts";
import { libraryFor } from "./library.ts";
import { parse } from "./phases/1-parse/parse.ts";
import { emit } from "./phases/4-emit/emit.ts";
import { catalogSpelling } from "./phases/4-emit/spelling.ts";
import { locate, type Source, type Span } from "./text/source.ts";
import { decompile, type Decompiled, type NamedPolicy } from "./tools/decompile/decompile.ts";
import type { Library } from "./tools/decompile/library.ts";

export interface ImportOptions {
  /** The policy's name; that of the file where none is given. */
  readonly name?: string;
  /** What messages call the text. */
  readonly uri?: string;
  readonly catalog?: Catalog;
  /** Refuse what the compiler objects to, instead of suppressing it. */
  readonly strict?: boolean;
}

export interface ImportResult {
  /** The source; undefined where there is an error. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
  /** How many statements were read. */
  readonly statements: number;
  /** How many findings are suppressed in the source. */
  readonly suppressed: number;
}

/** Turns the JSON text of an IAM identity policy into source that compiles to the same policy, byte for byte in canonical form. */
export function importPolicy(text: string, options: ImportOptions = {}): ImportResult {
  const catalog = options.catalog ?? embeddedCatalog();
  const source: Source = { uri: options.uri ?? "policy.json", text };
  const { report, diagnostics } = createCollector();
  const { document, statements: places } = readPolicy(source, report);
  if (document === undefined) return { diagnostics, statements: 0, suppressed: 0 };
  if (document.id !== undefined) report("left-out-on-import", { element: "Id" }, locate(source, { start: 0, end: 0 }));
  const name = options.name ?? source.uri.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "");
  const made = importDocument({ name, document: { version: "2012-10-17", statements: document.statements } }, catalog);
  if ("problems" in made) {
    for (const { statement, problem } of made.problems)
      report("not-importable", { problem }, locate(source, places[statement] ?? { start: 0, end: 0 }));
    return { diagnostics, statements: document.statements.length, suppressed: 0 };
  }
  for (const finding of made.suppressed) reportSuppressed(finding, source, places, options.strict === true, report);
  const statements = document.statements.length;
  if (hasErrors(diagnostics)) return { diagnostics, statements, suppressed: 0 };
  return { text: made.text, diagnostics, statements, suppressed: made.suppressed.length };
}

/** A finding that the source suppresses, and the statement of the document that it is about. */
interface Suppressed {
  readonly statement: number;
  readonly finding: Diagnostic;
}

type Attempt =
  | { readonly text: string; readonly suppressed: readonly Suppressed[] }
  | { readonly problems: readonly { readonly statement: number; readonly problem: string }[] };

const noLibrary: Library = { conditions: [], policies: [] };

/** The source of a document: the best one of several that compiles to the same. */
function importDocument(policy: NamedPolicy, catalog: Catalog): Attempt {
  const spelling = catalogSpelling(catalog);
  const { document, from, dropped } = canonical(policy.document, spelling);
  const expected = print(document);
  const ineffective = new Set(dropped.filter(({ coveredBy }) => coveredBy.length === 0).map(({ statement }) => statement));
  const kept = policy.document.statements.map((_, index) => index).filter((index) => !ineffective.has(index));
  const written = { ...policy, document: { ...policy.document, statements: kept.map((index) => policy.document.statements[index]!) } };
  const library = libraryFor(catalog);
  const options = { catalog, spelling, library, plain: false };
  const asWritten = decompile([written], options);
  const merged = decompile([{ ...policy, document }], options);
  const fromWritten = (index: number): number => kept[index] ?? 0;
  const fromMerged = (index: number): number => from[index]?.[0] ?? 0;
  const ranked = rank({ made: asWritten, statementOf: fromWritten }, { made: merged, statementOf: fromMerged });
  const candidates: readonly (() => Candidate)[] = [
    ...ranked.map((one) => () => one),
    () => ({ made: decompile([written], { ...options, library: noLibrary }), statementOf: fromWritten }),
    () => ({ made: decompile([written], { ...options, library: noLibrary, plain: true }), statementOf: fromWritten }),
  ];
  let last: Attempt = { problems: [] };
  for (const candidate of candidates) {
    const { made, statementOf } = candidate();
    last = attempt(made, expected, statementOf, catalog);
    if ("text" in last) return last;
  }
  return last;
}

interface Candidate {
  readonly made: Decompiled;
  /** The number of the statement in the document that a statement of what was written down comes from. */
  readonly statementOf: (index: number) => number;
}

/** As the author had it, or as the canonical form has it where that is clearly shorter. */
function rank(asWritten: Candidate, merged: Candidate): readonly Candidate[] {
  const length = ({ made }: Candidate): number => write(made.module).replaceAll(/\s+/g, "").length;
  return length(merged) < length(asWritten) * 0.85 ? [merged, asWritten] : [asWritten, merged];
}

const mostRounds = 5;

/** Compiles a source and holds the result against what it should be; what the compiler objects to is suppressed. */
function attempt(
  { module, origins, problems }: Decompiled,
  expected: string,
  statementOf: Candidate["statementOf"],
  catalog: Catalog,
): Attempt {
  if (problems.length > 0) return { problems: problems.map(({ statement, problem }) => ({ statement: statementOf(statement), problem })) };
  const suppressed: Suppressed[] = [];
  let text = write(module);
  for (let round = 0; round < mostRounds; round++) {
    const { program, diagnostics, suppress } = analyse([{ uri: "imported.chimepolicy", text }], {}, catalog, true);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const { module: parsed } = parse({ uri: "imported.chimepolicy", text });
    const placed = errors.map((finding) => ({
      finding,
      statement: statementOf(origins[grantAt(parsed, finding.location)]?.statement ?? -1),
    }));
    const fatal = placed.filter(({ finding }) => (codes[finding.slug] as CodeDefinition<never>).suppressible !== true);
    if (fatal.length > 0) return { problems: fatal.map(({ statement, finding }) => ({ statement, problem: finding.message })) };
    if (errors.length > 0) {
      suppressed.push(...placed);
      text = write(annotate(parsed, errors));
      continue;
    }
    const emitted = program.documents.map((document) =>
      emit(document, catalog, { expand: false, minify: false, limits: { size: Number.POSITIVE_INFINITY, documents: 1 } }),
    );
    const later = suppress(emitted.flatMap((one) => one.diagnostics)).filter(({ severity }) => severity === "error");
    if (later.length > 0) return { problems: later.map(({ message }) => ({ statement: 0, problem: message })) };
    const [file] = emitted.flatMap(({ files }) => files);
    if (file?.text !== expected) return { problems: [{ statement: 0, problem: "its source would compile to another policy" }] };
    return { text, suppressed };
  }
  return { problems: [{ statement: 0, problem: "suppressing what the compiler finds makes it find more" }] };
}

/** The number of the `allow` or `deny` at a place, or of the first one in the block there. */
function grantAt({ declarations }: Module, { start }: Span): number {
  let count = 0;
  let found = -1;
  const visit = (body: readonly Statement[]): void => {
    for (const statement of body) {
      if (found < 0 && statement.start <= start && start <= statement.end && statement.kind !== "BlockStatement") found = count;
      if (statement.kind === "GrantStatement") count += 1;
      else if (statement.kind === "BlockStatement") {
        const first = count;
        visit(statement.body);
        if (found < 0 && statement.start <= start && start <= statement.end) found = first;
      }
    }
  };
  for (const declaration of declarations) if ("body" in declaration && declaration.kind === "PolicyDeclaration") visit(declaration.body);
  return found;
}

/** The module with every finding suppressed at the statement, or the block, that it is in. */
function annotate(module: Module, findings: readonly Diagnostic[]): Module {
  const inside = ({ location }: Diagnostic, { start, end }: Span): boolean => start <= location.start && location.end <= end;
  const annotateStatement = (statement: Statement): Statement => {
    const here = findings.filter((finding) => inside(finding, statement));
    if (here.length === 0) return statement;
    const inner = statement.kind === "BlockStatement" ? statement.body : [];
    const own = here.filter((finding) => !inner.some((one) => inside(finding, one)));
    const slugs = new Set(own.map(({ slug }) => slug));
    const annotations: readonly Annotation[] = [
      ...statement.annotations,
      ...[...slugs].map((slug) =>
        make("Annotation", { name: identifier("suppress"), arguments: [plainText(slug), plainText("imported")] }),
      ),
    ];
    if (statement.kind !== "BlockStatement") return { ...statement, annotations };
    const block: BlockStatement = { ...statement, annotations, body: statement.body.map(annotateStatement) };
    return block;
  };
  return {
    ...module,
    declarations: module.declarations.map((declaration) =>
      declaration.kind === "PolicyDeclaration" ? { ...declaration, body: declaration.body.map(annotateStatement) } : declaration,
    ),
  };
}

function reportSuppressed(
  { statement, finding }: Suppressed,
  source: Source,
  places: readonly StatementPlaces[],
  strict: boolean,
  report: Report,
): void {
  const { message: problem, slug, help } = finding;
  const location = locate(source, placeOf(problem, source, places[statement]));
  if (strict) report("not-importable", { problem }, location, { help });
  else report("suppressed-on-import", { problem, slug }, location, { help });
}

/** The part of a statement that a message speaks of, as far as that can be told. */
function placeOf(message: string, { text }: Source, statement: StatementPlaces | undefined): Span {
  if (statement === undefined) return { start: 0, end: 0 };
  const named = [...message.matchAll(/`([^`]+)`/g)].map(([, name]) => name!.toLowerCase());
  const parts = [...statement.actions, ...statement.resources, ...statement.conditions];
  const found = named.flatMap((name) => parts.find(({ start, end }) => text.slice(start, end).toLowerCase() === `"${name}"`) ?? []);
  return found[0] ?? { start: statement.start, end: statement.start + 1 };
}
