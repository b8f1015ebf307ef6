import type { CheckResult } from "./analyse.ts";
import { reportDocument, reportProblems } from "./canonicalize.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createCollector, type Report } from "./diagnostics/collector.ts";
import { type Diagnostic, type Fix } from "./diagnostics/diagnostic.ts";
import { applyLevels, type Levels } from "./diagnostics/levels.ts";
import { sortDiagnostics } from "./diagnostics/order.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import { parseJson } from "./iam/read/json.ts";
import type { JsonNode } from "./iam/read/node.ts";
import { read, readTree } from "./iam/read.ts";
import { resolve } from "./phases/2-resolve/resolve.ts";
import { check } from "./phases/3-check/check.ts";
import { applyEdits } from "./text/edit.ts";
import { locate, type Source } from "./text/source.ts";
import { transcribe } from "./tools/decompile/transcribe.ts";
import { detectFormat, extractPolicies, type PolicyFormat } from "./tools/extract/extract.ts";
import { withoutEchoes } from "./tools/lint/echoes.ts";
import { lint, type Timing } from "./tools/lint/lint.ts";
import type { PolicyType } from "./tools/lint/subject.ts";

export interface CheckPolicyOptions {
  /** What messages call the text. */
  readonly uri?: string;
  readonly catalog?: Catalog;
  /** What the text is; found out where it is not said. */
  readonly from?: PolicyFormat;
  /** What the policy is for; identity where none is given. */
  readonly type?: PolicyType;
  readonly levels?: Levels;
  /** Is told how long each rule of the linter takes. */
  readonly timing?: Timing;
}

/**
 * All findings about the JSON text of an IAM policy, or about the policies in a CloudFormation template or in Terraform's JSON: the same
 * that a source that says the same would get, at the places of the text. Never throws on bad input.
 */
export function checkPolicy(text: string, options: CheckPolicyOptions = {}): CheckResult {
  const source: Source = { uri: options.uri ?? "policy.json", text };
  const catalog = options.catalog ?? embeddedCatalog();
  const { report, diagnostics } = createCollector();
  for (const tree of policiesIn(source, options.from, report)) diagnostics.push(...inspect(tree, source, catalog, options));
  return { diagnostics: withoutEchoes(applyLevels(sortDiagnostics(diagnostics, [source]), options.levels ?? {})) };
}

/** The trees of the policies in a text. */
function policiesIn(source: Source, from: PolicyFormat | undefined, report: Report): readonly JsonNode[] {
  const format = from ?? detectFormat(source.text);
  if (format === "json") {
    const tree = parseJson(source.text, () => {});
    if (tree === undefined) reportProblems(source, read(source.text), report);
    return tree === undefined ? [] : [tree];
  }
  const { policies, problems } = extractPolicies(source.text, format);
  for (const { problem, ...place } of problems) report("invalid-template", { problem }, locate(source, place));
  return policies.map(({ document }) => document);
}

function inspect(tree: JsonNode, source: Source, catalog: Catalog, options: CheckPolicyOptions): readonly Diagnostic[] {
  const { report, diagnostics } = createCollector();
  const result = readTree(tree, source.text);
  reportProblems(source, result, report);
  if (result.document !== undefined) reportDocument(source, result.document, result.statements, catalog, report);
  const { program } = resolve([{ module: transcribe(tree, source), entry: true, imports: new Map() }]);
  const checked = check(program, catalog, { requireParameters: false });
  const linted = lint(checked.program.documents, { ...options, catalog });
  return [...diagnostics, ...checked.diagnostics.filter((one) => !saidByReader(one, diagnostics)), ...linted].map(forJson);
}

/** The reader and the compiler each find what is wrong in IAM's own eyes; one of them is enough. */
function saidByReader({ location }: Diagnostic, said: readonly Diagnostic[]): boolean {
  return said.some((one) => one.severity === "error" && one.location.start === location.start && one.location.end === location.end);
}

/** A finding keeps those of its fixes that leave JSON. */
function forJson(diagnostic: Diagnostic): Diagnostic {
  const fixes = diagnostic.fixes.filter((fix) => leavesJson(fix, diagnostic.location.source));
  return fixes.length === diagnostic.fixes.length ? diagnostic : { ...diagnostic, fixes };
}

function leavesJson({ edits }: Fix, source: Source): boolean {
  return parseJson(applyEdits(source.text, edits).text, () => {}) !== undefined;
}
