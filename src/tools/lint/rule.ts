import type { Slug } from "../../diagnostics/codes/index.ts";
import type { Details, MessageParameters } from "../../diagnostics/diagnostic.ts";
import type { Location } from "../../text/source.ts";
import type { LintDocument, LintStatement, PolicyType } from "./subject.ts";

/** One rule. */
export interface Rule {
  readonly slug: Slug;
  /** The kinds of policy that it is for. */
  readonly types: readonly PolicyType[];
  readonly check: (document: LintDocument, report: RuleReport<never>) => void;
}

/** What a rule may say beside its message. */
export interface RuleDetails extends Details {
  /** The smallest part that the author must change; the whole subject where none is given. */
  readonly location?: Location;
}

/** Adds a finding about a statement, or about the whole document. */
export type RuleReport<P> = (parameters: P, subject: LintStatement | LintDocument, details?: RuleDetails) => void;

/** A rule about whole documents, such as what one statement does to another. */
export function documentRule<S extends Slug>(
  slug: S,
  check: (document: LintDocument, report: RuleReport<MessageParameters<S>>) => void,
  types: readonly PolicyType[] = everyType,
): Rule {
  return { slug, types, check: check as Rule["check"] };
}

/** A rule that looks at each statement by itself. */
export function statementRule<S extends Slug>(
  slug: S,
  check: (statement: LintStatement, report: RuleReport<MessageParameters<S>>, document: LintDocument) => void,
  types: readonly PolicyType[] = everyType,
): Rule {
  return documentRule(
    slug,
    (document, report) => {
      for (const statement of document.statements) check(statement, report, document);
    },
    types,
  );
}

const everyType: readonly PolicyType[] = ["identity", "trust", "resource", "scp"];
