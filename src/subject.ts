import type { CheckedDocument, CheckedStatement } from "./ast/checked.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createCollector } from "./diagnostics/collector.ts";
import { hasErrors, type Diagnostic } from "./diagnostics/diagnostic.ts";
import type { PolicyDocument, Statement } from "./iam/document.ts";
import { emit } from "./phases/4-emit/emit.ts";
import { lower } from "./phases/4-emit/lower.ts";
import { textsOf } from "./phases/4-emit/texts.ts";
import type { Location } from "./text/source.ts";
import { decide, prepare, type Outcome, type Prepared } from "./tools/evaluate/decide.ts";
import { explainDecision, type Mismatch } from "./tools/evaluate/explain.ts";
import type { Request } from "./tools/evaluate/request.ts";

/** A policy or role that can be asked what it allows. */
export interface Subject {
  readonly name: string;
  /** Its documents, which decide. */
  readonly emitted: Prepared;
  /** The same statement by statement, as it is written: this explains. */
  readonly written: Prepared;
  readonly statements: readonly WrittenStatement[];
}

/** A statement as it is written; one whose condition has an `or` is several. */
export interface WrittenStatement {
  readonly statement: Statement;
  readonly location: Location;
  /** The includes that led to it, the outermost first. */
  readonly includedBy: readonly Location[];
}

/** A policy or role of a source. */
export interface SourceSubject extends Subject {
  readonly statements: readonly SourceStatement[];
}

/** A written statement with the places of its parts. */
export interface SourceStatement extends WrittenStatement {
  /** It has the same actions, resources and tests, in the same order. */
  readonly checked: CheckedStatement;
}

/** What a subject says of a request. */
export interface Answer {
  readonly outcome: Outcome;
  /** The statements that decided; none in an implicit deny. */
  readonly deciding: readonly WrittenStatement[];
  /** In an implicit deny the statements that allow the action, and what keeps each from it. */
  readonly nearest: readonly NearMiss[];
}

export interface NearMiss {
  readonly statement: WrittenStatement;
  readonly mismatch: Mismatch;
}

/** Makes a subject of a policy or role; what its documents are refused for is reported instead. */
export function createSubject(
  document: CheckedDocument,
  catalog: Catalog,
): { readonly subject?: SourceSubject; readonly diagnostics: readonly Diagnostic[] } {
  const { files, diagnostics } = emit(document, catalog, { expand: false, minify: false });
  if (hasErrors(diagnostics)) return { diagnostics };
  const lowered = lower(document, textsOf(catalog), createCollector().report);
  const statements = lowered.document.statements.map((statement, index) => {
    const checked = lowered.origins[index]![0]!;
    return { statement, checked, location: checked.location, includedBy: checked.includedBy };
  });
  const emitted = prepare({ identity: files.map((file) => file.document) });
  return { subject: { name: document.name, emitted, written: prepareWritten(statements), statements }, diagnostics };
}

/** The written statements as one document, ready to be asked. */
export function prepareWritten(statements: readonly Pick<WrittenStatement, "statement">[]): Prepared {
  const document: PolicyDocument = { version: "2012-10-17", statements: statements.map(({ statement }) => statement) };
  return prepare({ identity: [document] });
}

/** Asks a subject about one request. What is written and what is emitted must agree: another outcome is a mistake of the compiler. */
export function ask({ emitted, written: prepared, statements }: Subject, request: Request): Answer {
  const { outcome } = decide(emitted, request);
  const own = decide(prepared, request);
  if (own.outcome !== outcome) throw new Error("internal: a document decides otherwise than its source");
  const deciding = own.statements.map((place) => statements[place.statement]!);
  return { outcome, deciding, nearest: outcome === "ImplicitDeny" ? nearMisses(prepared, statements, request) : [] };
}

/** Those that fail at their condition come before those that fail at their resource. */
function nearMisses(prepared: Prepared, statements: readonly WrittenStatement[], request: Request): readonly NearMiss[] {
  const found = explainDecision(prepared, request).statements.flatMap(({ statement, effect, mismatch }): readonly NearMiss[] =>
    effect === "Deny" || mismatch === undefined || mismatch.element === "action" ? [] : [{ statement: statements[statement]!, mismatch }],
  );
  return found.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ mismatch }: NearMiss): number {
  return mismatch.element === "condition" ? 0 : 1;
}
