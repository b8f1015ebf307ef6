import type { CheckResult } from "./analyse.ts";
import { reportDropped, reportProblems } from "./canonicalize.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createCollector, type Report } from "./diagnostics/collector.ts";
import { type Diagnostic, type Fix } from "./diagnostics/diagnostic.ts";
import { applyLevels, type Levels } from "./diagnostics/levels.ts";
import { sortDiagnostics } from "./diagnostics/order.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import { canonical } from "./iam/canonical/canonical.ts";
import { kindLimits } from "./iam/limits.ts";
import { parseJson } from "./iam/read/json.ts";
import type { JsonNode } from "./iam/read/node.ts";
import { elementsOf, memberOf } from "./iam/read/walk.ts";
import { read, readTree, type ReadDocument } from "./iam/read.ts";
import { resolve } from "./phases/2-resolve/resolve.ts";
import { check } from "./phases/3-check/check.ts";
import { catalogSpelling } from "./phases/4-emit/spelling.ts";
import { applyEdits } from "./text/edit.ts";
import { contains, locate, type Source } from "./text/source.ts";
import { transcribe } from "./tools/decompile/transcribe.ts";
import { detectFormat, extractPolicies, type PolicyFormat } from "./tools/extract/extract.ts";
import { withoutEchoes } from "./tools/lint/echoes.ts";
import { lint, type Timing } from "./tools/lint/lint.ts";
import { lintTree } from "./tools/lint/lint-tree.ts";
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

/** What the reader, the rules of JSON, the compiler and the rules say of one policy: of one mistake, the first that finds it. */
function inspect(tree: JsonNode, source: Source, catalog: Catalog, options: CheckPolicyOptions): readonly Diagnostic[] {
  const { report, diagnostics: ofReader } = createCollector();
  const result = readTree(tree, source.text);
  reportProblems(source, result, report);
  const ofTree = lintTree(tree, source, { ...options, catalog });
  const written = [...ofTree, ...ofReader.filter((one) => !isSaid(one, ofTree))];

  const faults = written.filter(({ severity }) => severity === "error").map(({ location }) => location);
  const { program } = resolve([{ module: transcribe(tree, source, faults), entry: true, imports: new Map() }]);
  const checked = check(program, catalog, { requireParameters: false });
  const said = [...written, ...checked.diagnostics.filter((one) => !isSaid(one, written))];

  const ofWhole = [...reportWhole(tree, source, result.sound, catalog).filter((one) => !isSaid(one, said)), ...reportSize(tree, source)];
  const linted = lint(checked.program.documents, { ...options, catalog });
  return [...said, ...ofWhole, ...linted].map(forJson);
}

/** Whether a finding speaks of a place in which something is known to be wrong, and so most likely of the same. */
function isSaid({ location }: Diagnostic, said: readonly Diagnostic[]): boolean {
  return said.some((one) => contains(location, one.location) && (one.severity === "error" || one.slug === "empty-list"));
}

/** What shows once the statements are seen together. */
function reportWhole(
  tree: JsonNode,
  source: Source,
  { document, statements: places }: ReadDocument,
  catalog: Catalog,
): readonly Diagnostic[] {
  const { report, diagnostics } = createCollector();
  const list = memberOf(tree, "Statement");
  if (list !== undefined && elementsOf(list).length === 0)
    report("empty-document", { name: source.uri }, locate(source, { start: list.offset, end: list.offset + list.length }));
  for (const one of canonical(document, catalogSpelling(catalog)).dropped) reportDropped(source, document, places, one, report);
  return diagnostics;
}

/** The size at which Access Analyzer speaks up; a managed policy has less. */
const analyzerLimit = 10_240;

/** IAM counts what is written, white space not. */
function reportSize({ offset, length }: JsonNode, source: Source): readonly Diagnostic[] {
  const { report, diagnostics } = createCollector();
  const { size: limit } = kindLimits.identity;
  const size = source.text.slice(offset, offset + length).replace(/\s+/g, "").length;
  if (size > limit)
    report("over-size-limit", { size, limit }, locate(source, { start: offset, end: offset + 1 }), {
      aws: size > analyzerLimit ? "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA" : undefined,
      help: "`canon` writes it as short as can be; `import` makes a source of it, which `compile` divides",
    });
  return diagnostics;
}

/** A finding keeps those of its fixes that leave JSON. */
function forJson(diagnostic: Diagnostic): Diagnostic {
  const fixes = diagnostic.fixes.filter((fix) => leavesJson(fix, diagnostic.location.source));
  return fixes.length === diagnostic.fixes.length ? diagnostic : { ...diagnostic, fixes };
}

function leavesJson({ edits }: Fix, source: Source): boolean {
  return parseJson(applyEdits(source.text, edits).text, () => {}) !== undefined;
}
