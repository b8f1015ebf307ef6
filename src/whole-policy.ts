import { reportDropped } from "./canonicalize.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createCollector } from "./diagnostics/collector.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { canonical } from "./iam/canonical/canonical.ts";
import { analyzerSize, kindLimits, policySizes } from "./iam/limits.ts";
import { policyTypeNames, type PolicyType } from "./iam/policy-type.ts";
import { bareSize, size } from "./iam/print.ts";
import type { JsonNode } from "./iam/read/node.ts";
import { elementsOf, memberOf } from "./iam/read/walk.ts";
import type { ReadDocument } from "./iam/read.ts";
import { catalogSpelling } from "./phases/4-emit/spelling.ts";
import { locate, type Source } from "./text/source.ts";

/** What shows once the statements of a policy are seen together: those that say nothing new, and that there are none. */
export function findInWhole(
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

/**
 * Whether a policy of a type is larger than AWS takes. AWS counts what is written, without white space; in a template that is not known,
 * and the shortest form of the document stands for it.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export function findSize(tree: JsonNode, source: Source, document: ReadDocument["document"], type: PolicyType): readonly Diagnostic[] {
  if (type === "resource") return [];
  const { report, diagnostics } = createCollector();
  const written = source.text.slice(tree.offset, tree.offset + tree.length);
  const figure = written.startsWith("{") || type !== "identity" ? bareSize(written) : size(document);
  const limit = type === "identity" ? kindLimits.identity.size : policySizes[type];
  if (figure <= limit) return [];
  const start = locate(source, { start: tree.offset, end: tree.offset + 1 });
  const of = policyTypeNames[type];
  if (type === "scp") report("policy-too-large", { size: figure, limit, of }, start);
  else if (type === "trust")
    report("over-size-limit", { size: figure, limit, of }, start, { aws: "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA" });
  else
    report("over-size-limit", { size: figure, limit }, start, {
      aws: figure > analyzerSize ? "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA" : undefined,
      help: "`canon` writes it as short as can be; `import` makes a source of it, which `compile` divides",
    });
  return diagnostics;
}
