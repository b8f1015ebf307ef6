import { readPolicy, reportProblems } from "./canonicalize.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createCollector, type Report } from "./diagnostics/collector.ts";
import { hasErrors, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import type { PolicyDocument } from "./iam/document.ts";
import { kindLimits } from "./iam/limits.ts";
import { size, statementSize } from "./iam/print.ts";
import { readTree, type StatementPlaces } from "./iam/read.ts";
import { locate, type Source, type Span } from "./text/source.ts";
import type { BuildParameter } from "./tools/decompile/declarations.ts";
import { detectFormat, extractPolicies, type PolicyFormat } from "./tools/extract/extract.ts";
import { writePolicies } from "./write-policies.ts";

export interface ImportOptions {
  /** The policy's name; that of the file where none is given. */
  readonly name?: string;
  /** What messages call the text. */
  readonly uri?: string;
  /** What the text is; found out where it is not said. */
  readonly from?: PolicyFormat;
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

/** A policy that was read, and where its statements stand. */
interface ReadPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
  readonly places: readonly StatementPlaces[];
}

interface ReadPolicies {
  readonly policies: readonly ReadPolicy[];
  readonly parameters: readonly BuildParameter[];
}

const start: Span = { start: 0, end: 0 };

/**
 * Turns IAM identity policies into source that compiles to the same policies, in canonical form byte for byte: the JSON text of one, or those in
 * what IAM answers, in a CloudFormation template or in Terraform's JSON.
 */
export function importPolicy(text: string, options: ImportOptions = {}): ImportResult {
  const source: Source = { uri: options.uri ?? "policy.json", text };
  const { report, diagnostics } = createCollector();
  const format = options.from ?? detectFormat(text);
  const { policies, parameters } = format === "json" ? readJson(source, options, report) : readTemplate(source, format, options, report);
  const statements = policies.reduce((sum, { document }) => sum + document.statements.length, 0);
  if (hasErrors(diagnostics)) return { diagnostics: decisive(diagnostics), statements, suppressed: 0 };
  const outcome = writePolicies(policies, parameters, options.catalog ?? embeddedCatalog());
  const placed = (message: string, policy: number, statement: number): Diagnostic["location"] =>
    locate(source, placeOf(message, source, policies[policy]?.places[statement]));
  if ("problems" in outcome) {
    for (const { policy, statement, problem } of outcome.problems)
      report("not-importable", { problem }, placed(problem, policy, statement));
    return { diagnostics, statements, suppressed: 0 };
  }
  for (const { policy, statement, finding } of outcome.suppressed)
    reportSuppressed(finding, placed(finding.message, policy, statement), options.strict === true, report);
  for (const { policy, statement } of outcome.idle) {
    const { document, places } = policies[policy]!;
    const { effect } = document.statements[statement]!;
    report("ineffective-statement", { effect }, locate(source, places[statement] ?? start), { help: "it is left out of the source" });
  }
  if (hasErrors(diagnostics)) return { diagnostics, statements, suppressed: 0 };
  for (const { document, places } of policies) reportSize(document, locate(source, places[0] ?? start), report);
  const suppressed = new Set(outcome.suppressed.map(({ policy, statement }) => `${policy} ${statement}`)).size;
  return { text: outcome.text, diagnostics, statements, suppressed };
}

/** The policy that a text is. */
function readJson(source: Source, { name }: ImportOptions, report: Report): ReadPolicies {
  const { document, statements: places } = readPolicy(source, report);
  if (document === undefined) return { policies: [], parameters: [] };
  return { policies: [{ name: name ?? fileName(source), document: withoutId(document, source, start, report), places }], parameters: [] };
}

/** The name of a policy that has none but that of its file. */
function fileName({ uri }: Source): string {
  const file = uri.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "");
  // `<stdin>` is no name.
  return file.startsWith("<") ? "Imported" : file;
}

/** The policies that a template or an answer of IAM holds. */
function readTemplate(source: Source, format: Exclude<PolicyFormat, "json">, { name }: ImportOptions, report: Report): ReadPolicies {
  const { policies: found, parameters, problems } = extractPolicies(source.text, format);
  for (const { problem, ...place } of problems) report("invalid-template", { problem }, locate(source, place));
  if (problems.length === 0 && found.length === 0)
    report("invalid-template", { problem: "there is no identity policy in this text" }, locate(source, start));
  if (name !== undefined && found.length > 1)
    report(
      "invalid-template",
      { problem: `\`${name}\` can name one policy, and there are ${found.length} in this text` },
      locate(source, start),
    );
  const policies = found.flatMap((one): readonly ReadPolicy[] => {
    const result = readTree(one.document, source.text);
    reportProblems(source, result, report);
    const { document, statements: places } = result;
    const place = { start: one.document.offset, end: one.document.offset + 1 };
    return document === undefined
      ? []
      : [{ name: name ?? (one.name === "" ? fileName(source) : one.name), document: withoutId(document, source, place, report), places }];
  });
  return { policies, parameters };
}

function withoutId({ id, ...document }: PolicyDocument, source: Source, place: Span, report: Report): PolicyDocument {
  if (id !== undefined) report("left-out-on-import", { element: "Id" }, locate(source, place));
  return document;
}

/** What is no JSON, or JSON of another kind, gets one finding: the others follow from it. */
function decisive(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const first = diagnostics.find(
    ({ slug, message }) => slug === "invalid-json" || (slug === "missing-element" && message.startsWith("this policy has no")),
  );
  return first === undefined ? diagnostics : [first];
}

/** A document may be larger than a customer-managed policy: AWS's own are, and those that are written into a role. */
function reportSize(document: PolicyDocument, { source, start: at }: Diagnostic["location"], report: Report): void {
  const limit = kindLimits.identity.size;
  const figure = size(document);
  if (figure <= limit) return;
  const isWhole = document.statements.every((statement) => statementSize(statement) < limit);
  report("over-size-limit", { size: figure, limit }, locate(source, { start: at, end: at + 1 }), {
    help: isWhole
      ? "`compile` divides it over several documents"
      : "one of its statements is larger than that by itself, so `compile` refuses it",
  });
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
