import type { CheckResult } from "./analyse.ts";
import { reportProblems } from "./canonicalize.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createCollector, type Report } from "./diagnostics/collector.ts";
import type { Diagnostic, Fix } from "./diagnostics/diagnostic.ts";
import { applyLevels, type Levels } from "./diagnostics/levels.ts";
import { sortDiagnostics } from "./diagnostics/order.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import type { PolicyType } from "./iam/policy-type.ts";
import { parseJson } from "./iam/read/json.ts";
import type { JsonNode } from "./iam/read/node.ts";
import { recogniseType } from "./iam/read/recognise.ts";
import { read, readTree } from "./iam/read.ts";
import { inWordsOfJson } from "./json-words.ts";
import { resolve } from "./phases/2-resolve/resolve.ts";
import { check } from "./phases/3-check/check.ts";
import { applyEdits, type Edit } from "./text/edit.ts";
import { contains, locate, type Source } from "./text/source.ts";
import { transcribe } from "./tools/decompile/transcribe.ts";
import { detectFormat, extractPolicies, type PolicyFormat } from "./tools/extract/extract.ts";
import { withoutEchoes } from "./tools/lint/echoes.ts";
import { lint, type Timing } from "./tools/lint/lint.ts";
import { lintTree } from "./tools/lint/lint-tree.ts";
import { findInWhole, findSize } from "./whole-policy.ts";

export interface CheckPolicyOptions {
  /** What messages call the text. */
  readonly uri?: string;
  readonly catalog?: Catalog;
  /** What the text is; found out where it is not said. */
  readonly from?: PolicyFormat;
  /** What the policy in JSON is for; where none is given, and in templates, it is seen from the principals, or an identity policy. */
  readonly type?: PolicyType;
  readonly levels?: Levels;
  /** Is told how long each rule of the linter takes. */
  readonly timing?: Timing;
}

export interface CheckPolicyResult extends CheckResult {
  /** The types of policies that were not given, but seen from the principals. */
  readonly recognised: readonly PolicyType[];
}

/**
 * All findings about the JSON text of an IAM policy, or about the policies in a CloudFormation template or in Terraform's JSON: the same
 * that a source that says the same would get, at the places of the text. Never throws on bad input.
 */
export function checkPolicy(text: string, options: CheckPolicyOptions = {}): CheckPolicyResult {
  const source: Source = { uri: options.uri ?? "policy.json", text };
  const catalog = options.catalog ?? embeddedCatalog();
  const { report, diagnostics } = createCollector();
  const recognised = new Set<PolicyType>();
  const format = options.from ?? detectFormat(text);
  const given = format === "json" ? options.type : undefined;
  for (const tree of policiesIn(source, format, report)) {
    const seen = given === undefined ? recogniseType(tree) : undefined;
    if (seen !== undefined) recognised.add(seen);
    const found = inspect(tree, source, given ?? seen ?? "identity", catalog, options);
    diagnostics.push(...found.map((one) => inWordsOfJson(withFixes(one, format), catalog)));
  }
  const found = withoutEchoes(applyLevels(sortDiagnostics(diagnostics, [source]), options.levels ?? {}));
  return { diagnostics: found, recognised: [...recognised] };
}

/** Whether a text holds policies rather than being a source: by its extension, and where it has another one by how it begins. */
export function isPolicyText({ uri, text }: Source): boolean {
  return /\.(json|ya?ml|template)$/i.test(uri) || (!/\.chimepolicy$/i.test(uri) && /^\s*\{/.test(text));
}

/** The trees of the policies in a text. */
function policiesIn(source: Source, format: PolicyFormat, report: Report): readonly JsonNode[] {
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
function inspect(tree: JsonNode, source: Source, type: PolicyType, catalog: Catalog, options: CheckPolicyOptions): readonly Diagnostic[] {
  const { report, diagnostics: ofReader } = createCollector();
  const result = readTree(tree, source.text, type);
  reportProblems(source, result, report);
  const ofTree = lintTree(tree, source, { ...options, type, catalog });
  const written = [...ofTree, ...ofReader.filter((one) => !isSaid(one, ofTree))];

  const faults = written.filter(({ severity }) => severity === "error").map(({ location }) => location);
  const { program } = resolve([{ module: transcribe(tree, source, faults), entry: true, imports: new Map() }]);
  const checked = check(program, catalog, { requireParameters: false });
  const said = [...written, ...checked.diagnostics.filter((one) => !isSaid(one, written))];

  const ofWhole = findInWhole(tree, source, result.sound, catalog).filter((one) => !isSaid(one, said));
  const linted = lint(checked.program.documents, { ...options, type, catalog });
  return [...said, ...ofWhole, ...findSize(tree, source, result.sound.document, type), ...linted];
}

/** Whether a finding speaks of a place in which something is known to be wrong, and so most likely of the same. */
function isSaid({ location }: Diagnostic, said: readonly Diagnostic[]): boolean {
  return said.some((one) => contains(location, one.location) && (one.severity === "error" || one.slug === "empty-list"));
}

/** A finding keeps those of its fixes that leave JSON; in a template, what a place stands for may be written in quite another way. */
function withFixes(diagnostic: Diagnostic, format: PolicyFormat): Diagnostic {
  const fixes = format === "json" ? diagnostic.fixes.filter((fix) => leavesJson(fix, diagnostic.location.source)) : [];
  return fixes.length === diagnostic.fixes.length ? diagnostic : { ...diagnostic, fixes };
}

/** A word in place of another leaves JSON what it is, which spares reading all of it once more; only a text begins with a letter, but for these. */
function isWord({ location: { source, start, end }, newText }: Edit): boolean {
  const text = source.text.slice(start, end);
  return /^[A-Za-z][\w:*?-]*$/.test(text) && !/^(true|false|null)$/.test(text) && /^[\w:*?-]*$/.test(newText);
}

function leavesJson({ edits }: Fix, source: Source): boolean {
  if (edits.every(isWord)) return true;
  try {
    JSON.parse(applyEdits(source.text, edits).text.replace(/^\uFEFF/, ""));
    return true;
  } catch {
    return false;
  }
}
