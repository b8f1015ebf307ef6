import { analyse, type CheckOptions, type CheckResult, type Input } from "./analyse.ts";
import type { CheckedDocument, CheckedExpectation, CheckedPolicyTest, CheckedRequest, Template } from "./ast/checked.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { createDiagnostic, hasErrors, type Diagnostic } from "./diagnostics/diagnostic.ts";
import { embeddedCatalog } from "./embedded-catalog.ts";
import { reasonsOf } from "./reasons.ts";
import { ask, createSubject, type Answer, type SourceSubject, type Subject } from "./subject.ts";
import type { Location } from "./text/source.ts";

/** How one `test` block went. */
export interface PolicyTestResult {
  readonly name: string;
  /** Its title. */
  readonly location: Location;
  /** Skipped where it asks for a proof, which nothing gives yet, and all else in it holds. */
  readonly status: "passed" | "failed" | "skipped";
  /** How many expectations it has. */
  readonly expectations: number;
  /** How many requests they ask about. */
  readonly requests: number;
  /** One for each expectation that does not hold. */
  readonly failures: readonly Diagnostic[];
}

export interface TestPoliciesOptions extends CheckOptions {
  /** Which tests to run, by their names; all without it. */
  readonly filter?: (name: string) => boolean;
}

export interface TestPoliciesResult {
  /** None where there is an error in the sources. */
  readonly tests: readonly PolicyTestResult[];
  /** Findings about the sources, as of `check`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs the `test` blocks of the named sources: asks what they expect of the documents that would be emitted. Never throws on bad input. */
export function testPolicies(input: Input, options: TestPoliciesOptions = {}): TestPoliciesResult {
  const plan = planTests(input, options);
  return { tests: runTests(plan), diagnostics: plan.diagnostics };
}

/** What is to be tested, and by what. */
export interface TestPlan extends CheckResult {
  /** False where there is an error in the sources; nothing is known then. */
  readonly complete: boolean;
  /** The chosen tests. */
  readonly tests: readonly CheckedPolicyTest[];
  /** What the named sources emit. */
  readonly documents: readonly CheckedDocument[];
  readonly templates: readonly Template[];
  /** One for each document and for whatever else an expectation asks. */
  readonly subjects: ReadonlyMap<CheckedDocument, SourceSubject>;
  readonly catalog: Catalog;
}

/** Makes sources ready to be tested. */
export function planTests(input: Input, options: TestPoliciesOptions): TestPlan {
  const catalog = options.catalog ?? embeddedCatalog();
  const { program, diagnostics, suppress } = analyse(input, options, catalog, true);
  const nothing = {
    complete: false,
    tests: [],
    documents: [],
    templates: [],
    subjects: new Map<CheckedDocument, SourceSubject>(),
    catalog,
  };
  if (hasErrors(diagnostics)) return { ...nothing, diagnostics };
  const tests = program.tests.filter(({ name }) => options.filter?.(name) ?? true);
  const { subjects, refused } = createSubjects([...program.documents, ...tests.flatMap(subjectsOf)], catalog);
  const all = suppress(refused);
  if (hasErrors(all)) return { ...nothing, diagnostics: all };
  return { complete: true, tests, documents: program.documents, templates: program.templates, subjects, catalog, diagnostics: all };
}

/** How each test of a plan goes. */
export function runTests({ tests, subjects }: TestPlan): readonly PolicyTestResult[] {
  return tests.map((test) => run(test, subjects));
}

function subjectsOf({ expectations }: CheckedPolicyTest): readonly CheckedDocument[] {
  return expectations.map(({ subject }) => subject);
}

/** A subject for each document, and what their documents are refused for. */
export function createSubjects(
  documents: readonly CheckedDocument[],
  catalog: Catalog,
): { readonly subjects: ReadonlyMap<CheckedDocument, SourceSubject>; readonly refused: readonly Diagnostic[] } {
  const subjects = new Map<CheckedDocument, SourceSubject>();
  const refused: Diagnostic[] = [];
  for (const document of new Set(documents)) {
    const { subject, diagnostics } = createSubject(document, catalog);
    if (subject !== undefined) subjects.set(document, subject);
    refused.push(...diagnostics);
  }
  return { subjects, refused };
}

function run(
  { name, location, expectations, unproven }: CheckedPolicyTest,
  subjects: ReadonlyMap<CheckedDocument, SourceSubject>,
): PolicyTestResult {
  const failures = expectations.flatMap((expectation) => failureOf(expectation, subjects.get(expectation.subject)!) ?? []);
  const requests = expectations.reduce((sum, expectation) => sum + expectation.requests.length, 0);
  const status = failures.length > 0 ? "failed" : unproven ? "skipped" : "passed";
  return { name, location, status, expectations: expectations.length, requests, failures };
}

/** A request that came out otherwise than expected. */
interface Surprise {
  readonly request: CheckedRequest;
  readonly answer: Answer;
}

function failureOf(expectation: CheckedExpectation, subject: Subject): Diagnostic | undefined {
  const surprises = expectation.requests
    .map((request): Surprise => ({ request, answer: ask(subject, { ...request, context: expectation.context }) }))
    .filter(({ answer }) => (answer.outcome === "Allow") !== expectation.allowed);
  const [first, ...others] = surprises;
  if (first === undefined) return undefined;
  const { action, resource } = first.request;
  const { notes, related, help } = reasonsOf(first.answer);
  const more = others.map(({ request }) => `\`${request.action}\` on \`${request.resource}\``);
  return createDiagnostic(
    "expectation-failed",
    { subject: expectation.subjectName, action, resource, outcome: first.answer.outcome },
    expectation.location,
    {
      help,
      notes: [
        ...notes,
        ...(more.length === 0
          ? []
          : [`and so with ${more.slice(0, 3).join(", ")}${more.length > 3 ? ` and ${more.length - 3} more` : ""}`]),
      ],
      related,
    },
  );
}
