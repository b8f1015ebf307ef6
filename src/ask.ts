import { analyse, entriesOf, type CheckOptions, type Input } from "./analyse.ts";
import type { Module } from "./ast/source.ts";
import { readPolicy } from "./canonicalize.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createCollector } from "./diagnostics/collector.ts";
import { createDiagnostic, hasErrors, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import { parse } from "./phases/1-parse/parse.ts";
import { ask, createSubject, prepareWritten, type Answer, type WrittenStatement } from "./subject.ts";
import { locate, type Source } from "./text/source.ts";
import { checkRequest, type RequestProblem } from "./tools/evaluate/check-request.ts";
import type { Request } from "./tools/evaluate/request.ts";

/** What sources or a document say of a request. */
export interface AskResult {
  /** Undefined where there is an error among the findings. */
  readonly answer?: Answer;
  /** What is odd about the request; it is answered all the same. */
  readonly problems: readonly RequestProblem[];
  /** Findings about the sources, as of `check`, and those about the subject's name, whose source has the uri `--subject`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What places in the name of a subject have for a uri. */
export const subjectUri = "--subject";

/**
 * Asks a policy or role of the first of some sources about one request. It is named as in that source, and with arguments where it
 * takes some: `HelpDesk`, `MessagingClient("shop")`. Never throws on bad input.
 */
export function askPolicy(input: Input, subject: string, request: Request, options: CheckOptions = {}): AskResult {
  const catalog = options.catalog ?? embeddedCatalog();
  const problems = checkRequest(request, catalog);
  const module = readSubject(subject);
  if (module === undefined) {
    const location = { source: { uri: subjectUri, text: subject }, start: 0, end: subject.length };
    const help = 'a policy or role is named as in `HelpDesk` or, with arguments, `MessagingClient("shop")`';
    return { problems, diagnostics: [createDiagnostic("unknown-name", { name: subject, wanted: "policy or role" }, location, { help })] };
  }
  const aside = { module, within: entriesOf(input)[0]?.uri ?? "" };
  const { program, diagnostics, suppress } = analyse(input, options, catalog, true, aside);
  const failed = (found: readonly Diagnostic[]): AskResult => ({
    problems,
    diagnostics: found.map((one) => outside(one, module, subject)),
  });
  if (hasErrors(diagnostics)) return failed(diagnostics);
  const document = program.documents.find(({ location }) => location.source === module.source)!;
  const created = createSubject({ ...document, name: subject }, catalog);
  const all = suppress(created.diagnostics);
  if (created.subject === undefined || hasErrors(all)) return failed(all);
  return { ...failed(all), answer: withoutAside(ask(created.subject, request), module) };
}

/** Asks the JSON text of an IAM policy about one request. Never throws on bad input. */
export function askDocument(source: Source, request: Request, options: { readonly catalog?: Catalog } = {}): AskResult {
  const problems = checkRequest(request, options.catalog ?? embeddedCatalog());
  const { report, diagnostics } = createCollector();
  const { document, statements: places } = readPolicy(source, report);
  if (document === undefined) return { problems, diagnostics };
  const statements = document.statements.map((statement, index): WrittenStatement => {
    return { statement, location: locate(source, places[index]!), includedBy: [] };
  });
  const written = prepareWritten(statements);
  return { answer: ask({ name: source.uri, emitted: written, written, statements }, request), problems, diagnostics };
}

const before = "policy whoever-is-asked-about { include ";

/** The subject as a policy that includes nothing else, so that all checks of the language hold for it; undefined where it is something else. */
function readSubject(subject: string): Module | undefined {
  const { module, diagnostics } = parse({ uri: subjectUri, text: `${before}${subject}\n}` });
  const [declaration, ...others] = module.declarations;
  if (diagnostics.length > 0 || others.length > 0 || module.imports.length > 0 || declaration?.kind !== "PolicyDeclaration")
    return undefined;
  const [statement, ...more] = declaration.body;
  if (statement?.kind !== "IncludeStatement" || more.length > 0 || statement.references.length !== 1) return undefined;
  return module;
}

/** A finding as seen from outside the module that holds the subject: in the subject's own text, or in the policy that is at fault. */
function outside(diagnostic: Diagnostic, { source }: Module, subject: string): Diagnostic {
  const { location, origin, related } = diagnostic;
  if (location.source !== source) return diagnostic;
  const others = related.filter((one) => one.location.source !== source);
  if (origin !== undefined) {
    const isOrigin = (place: typeof location): boolean => place.source === origin.source && place.start === origin.start;
    return { ...diagnostic, location: origin, related: others.filter((one) => !isOrigin(one.location)), fixes: [] };
  }
  const at = (offset: number): number => Math.min(subject.length, Math.max(0, offset - before.length));
  const place = { source: { uri: subjectUri, text: subject }, start: at(location.start), end: at(location.end) };
  return { ...diagnostic, location: place, related: others, fixes: [] };
}

function withoutAside(answer: Answer, { source }: Module): Answer {
  const strip = (statement: WrittenStatement): WrittenStatement => ({
    ...statement,
    includedBy: statement.includedBy.filter((place) => place.source !== source),
  });
  return {
    ...answer,
    deciding: answer.deciding.map(strip),
    nearest: answer.nearest.map(({ statement, mismatch }) => ({ statement: strip(statement), mismatch })),
  };
}
