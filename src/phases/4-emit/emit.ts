import type { CheckedDocument, CheckedStatement } from "../../ast/checked.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { createCollector, type Report } from "../../diagnostics/collector.ts";
import { hasErrors, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { canonical, type Canonical } from "../../iam/canonical/canonical.ts";
import type { Spelling } from "../../iam/canonical/spelling.ts";
import type { PolicyDocument } from "../../iam/document.ts";
import { kindLimits, type KindLimits } from "../../iam/limits.ts";
import { printSized, size, statementSize } from "../../iam/print.ts";
import { expandActions } from "./expand.ts";
import { lower } from "./lower.ts";
import { shrink } from "./shrink.ts";
import { sourceMap, type SourceMap } from "./source-map.ts";
import { catalogSpelling } from "./spelling.ts";
import { split } from "./split.ts";
import { textsOf, type Texts } from "./texts.ts";
import { assertValid } from "./valid.ts";

/** One JSON document to be written. */
export interface EmittedFile {
  /** Without an extension: `HelpDesk`, or `HelpDesk.1` where it takes several. */
  readonly name: string;
  /** The policy or role it belongs to: `HelpDesk`. */
  readonly documentName: string;
  /** The uri of the source that declares it. */
  readonly source: string;
  readonly document: PolicyDocument;
  readonly text: string;
  /** Characters that count against the quota. */
  readonly size: number;
  /** Made when it is first asked for. */
  readonly map: SourceMap;
}

export interface EmitOptions {
  /** Write wildcards of actions as the names they match in the catalog. */
  readonly expand: boolean;
  readonly minify: boolean;
  readonly limits?: KindLimits;
}

export interface EmitResult {
  /** None when there is an error. */
  readonly files: readonly EmittedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A document, and for each of its statements those of the source that it was made of. */
interface Traced {
  readonly document: PolicyDocument;
  readonly text: string;
  /** Characters that count against the quota. */
  readonly size: number;
  readonly origins: Origins;
}

/** Writes one policy or role as canonical JSON, over several documents where one does not hold it. */
export function emit(checked: CheckedDocument, catalog: Catalog, options: EmitOptions): EmitResult {
  // That a statement is partly unknown has been reported where it stands.
  if (checked.incomplete.length > 0) return { files: [], diagnostics: [] };
  const { report, diagnostics } = createCollector();
  const texts = textsOf(catalog);
  const lowered = lower(checked, texts, report);
  if (hasErrors(diagnostics)) return { files: [], diagnostics };
  const spelling = catalogSpelling(catalog);
  const written = options.expand ? { ...lowered, document: expandActions(lowered.document, catalog) } : lowered;
  const form = canonical(written.document, spelling);
  reportDropped(form, lowered.origins, report);
  const traced: Tracer = (one, origins) => trace(one, origins, options.minify, texts);
  const whole = traced(form, lowered.origins);
  if (whole.document.statements.length === 0) report("empty-document", { name: checked.name }, checked.location);
  if (hasErrors(diagnostics)) return { files: [], diagnostics };
  const parts = fit(whole, traced, checked, catalog, spelling, options.limits ?? kindLimits.identity, report);
  return {
    files: parts.map((part, index) => file(part, checked, parts.length === 1 ? checked.name : `${checked.name}.${index + 1}`, texts)),
    diagnostics,
  };
}

type Origins = readonly (readonly CheckedStatement[])[];
type Tracer = (form: Canonical, origins: Origins) => Traced;

function trace({ document, from }: Canonical, origins: Origins, minify: boolean, { quote }: Texts): Traced {
  return {
    document,
    ...printSized(document, { minify, quote }),
    origins: from.map((places) => (places.length === 1 ? origins[places[0]!]! : [...new Set(places.flatMap((place) => origins[place]!))])),
  };
}

/** Shrinks and then divides a document that is too large. */
function fit(
  whole: Traced,
  traced: Tracer,
  checked: CheckedDocument,
  catalog: Catalog,
  spelling: Spelling,
  limits: KindLimits,
  report: Report,
): readonly Traced[] {
  if (whole.size <= limits.size) return [whole];
  const shrunk = traced(canonical(shrink(whole.document, catalog), spelling), whole.origins);
  if (shrunk.size <= limits.size) return [shrunk];
  const result = split(shrunk.document, limits.size);
  if ("tooLarge" in result) {
    const statement = shrunk.document.statements[result.tooLarge]!;
    const [first, ...others] = shrunk.origins[result.tooLarge]!;
    report("statement-too-large", { size: statementSize(statement), limit: limits.size }, first!.location, {
      help: "divide its condition or its `except` list over several statements",
      related: others.map(({ location }) => ({ message: "this one is part of it", location })),
    });
    return [];
  }
  if (result.parts.length > limits.documents) {
    const sizes = result.parts.map(({ statements }) => size({ ...shrunk.document, statements }));
    const parameters = { name: checked.name, size: shrunk.size, limit: limits.size, documents: limits.documents };
    report("document-too-large", parameters, checked.location, {
      help: "divide it into several roles, or use wildcards",
      notes: [`it would take ${sizes.length} documents of ${sizes.join(", ")} characters`],
    });
    return [];
  }
  return result.parts.map((part) => {
    const form = canonical({ ...shrunk.document, statements: part.statements }, spelling);
    return traced(
      form,
      part.from.map((index) => shrunk.origins[index]!),
    );
  });
}

/** Statements of the document's own that say nothing new; an included one may well repeat another. */
function reportDropped(form: Canonical, origins: Origins, report: Report): void {
  if (form.dropped.length === 0) return;
  const gone = new Set(form.dropped.map(({ statement }) => statement));
  const left = new Set(origins.flatMap((own, index) => (gone.has(index) ? [] : own.map(({ location }) => location))));
  for (const { statement, coveredBy, repeated } of form.dropped) {
    for (const { effect, location, includedBy } of origins[statement]!) {
      // Of a statement that became several, another one may say something new.
      if (includedBy.length > 0 || left.has(location)) continue;
      if (coveredBy.length === 0) report("ineffective-statement", { effect }, location);
      else {
        const related = coveredBy.map((other) => ({
          message: effect === "Allow" ? "granted here" : "denied here",
          location: origins[other]![0]!.location,
        }));
        report("covered-statement", { effect, by: coveredBy.length }, location, {
          related,
          help: "leave it out, or narrow what covers it",
          aws: repeated ? "REDUNDANT_STATEMENT" : undefined,
        });
      }
    }
  }
}

function file({ document, text, size: characters, origins }: Traced, checked: CheckedDocument, name: string, texts: Texts): EmittedFile {
  assertValid(document, texts);
  const made: Omit<TracedFile, "map"> = {
    name,
    documentName: checked.name,
    source: checked.location.source.uri,
    document,
    text,
    size: characters,
    [traceOf]: { origins },
  };
  return Object.defineProperty(made, "map", mapWhenAsked) as TracedFile;
}

const traceOf = Symbol("trace");

interface TracedFile extends EmittedFile {
  readonly [traceOf]: { readonly origins: Origins; map?: SourceMap };
}

/**
 * One getter for all files. A getter of each file's own would hold what the file was made of, and V8 counts getters among its old
 * objects, so that all of it would live on, and be copied with every collection of young ones.
 */
const mapWhenAsked: PropertyDescriptor & ThisType<TracedFile> = {
  enumerable: true,
  get() {
    const trace = this[traceOf];
    return (trace.map ??= sourceMap(`${this.name}.json`, this.document, trace.origins));
  },
};
