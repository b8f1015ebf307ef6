import type { CheckedDocument } from "../../ast/checked.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { createDiagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Levels } from "../../diagnostics/levels.ts";
import type { Slug } from "../../diagnostics/codes/index.ts";
import type { Location, Source } from "../../text/source.ts";
import { allRules } from "./all-rules.ts";
import type { Rule, RuleDetails } from "./rule.ts";
import { createSubject, type LintDocument, type LintStatement, type PolicyType } from "./subject.ts";

export interface LintOptions {
  readonly catalog: Catalog;
  /** The kind of policy that the documents are; identity policies where none is given. */
  readonly type?: PolicyType;
  /** A rule that is off is not run. */
  readonly levels?: Levels;
  /** Whether a file was named by the user; what stands in another is reported where it is included. All were where this is not given. */
  readonly isNamed?: (source: Source) => boolean;
  readonly timing?: Timing;
}

/** Measures how long each rule takes, by a clock of the host's. */
export interface Timing {
  /** In milliseconds. */
  readonly now: () => number;
  readonly took: (slug: Slug, milliseconds: number) => void;
}

/** What the rules find in documents, each finding once. */
export function lint(documents: readonly CheckedDocument[], options: LintOptions): readonly Diagnostic[] {
  const { catalog, type = "identity", levels = {}, timing } = options;
  const subjects = documents.map((document) => createSubject(document, type, catalog));
  const found = new Map<string, Diagnostic>();
  for (const rule of allRules) {
    if (!rule.types.includes(type) || levels[rule.slug] === "off") continue;
    const start = timing?.now();
    for (const subject of subjects) run(rule, subject, options, found);
    if (timing !== undefined) timing.took(rule.slug, timing.now() - start!);
  }
  return [...found.values()];
}

/** The cases of an `or`, and the documents that include one statement, bring the same finding again. */
function run({ slug, check }: Rule, subject: LintDocument, { isNamed = () => true }: LintOptions, found: Map<string, Diagnostic>): void {
  check(subject, (parameters: never, about: LintStatement | LintDocument, details: RuleDetails = {}) => {
    const { location: own = about.location, ...rest } = details;
    const chain = "includedBy" in about ? about.includedBy : [];
    const [outermost] = chain;
    const included = outermost !== undefined && !isNamed(own.source);
    const finding = createDiagnostic(slug, parameters, included ? outermost : own, included ? atInclude(rest, own, chain) : rest);
    const { location } = finding;
    const key = `${slug} ${location.source.uri} ${location.start} ${location.end} ${finding.origin?.start ?? ""} ${finding.message}`;
    if (!found.has(key)) found.set(key, finding);
  });
}

/** A finding shown at an include has no fixes: they would change a file that was not named. */
function atInclude(details: Omit<RuleDetails, "location">, origin: Location, chain: readonly Location[]): RuleDetails {
  const steps = chain.slice(1).map((location) => ({ message: "which includes this", location }));
  return { ...details, fixes: [], origin, related: [...steps, { message: "here", location: origin }, ...(details.related ?? [])] };
}
