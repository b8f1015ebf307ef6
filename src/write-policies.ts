import { analyse, type Analysis } from "./analyse.ts";
import { identifier, make, plainText } from "./ast/build.ts";
import type { Annotation, Module, Statement } from "./ast/source.ts";
import { write } from "./ast/write.ts";
import type { Catalog } from "./catalog/catalog.ts";
import type { CodeDefinition } from "./diagnostics/codes/define.ts";
import { codes } from "./diagnostics/codes/index.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { canonical } from "./iam/canonical/canonical.ts";
import { print } from "./iam/print.ts";
import { libraryFor } from "./library.ts";
import { parse } from "./phases/1-parse/parse.ts";
import { emit } from "./phases/4-emit/emit.ts";
import { catalogSpelling } from "./phases/4-emit/spelling.ts";
import type { Span } from "./text/source.ts";
import type { BuildParameter } from "./tools/decompile/declarations.ts";
import { decompile, type Decompiled, type DecompileOptions, type NamedPolicy, type Origin } from "./tools/decompile/decompile.ts";
import type { Library } from "./tools/decompile/library.ts";

/** Source that compiles to the policies it was written for, or why there is none. */
type Outcome = Written | { readonly problems: readonly Problem[] };

type Problem = Origin & { readonly problem: string };

interface Written {
  readonly text: string;
  /** What the compiler objects to and the source suppresses. */
  readonly suppressed: readonly (Origin & { readonly finding: Diagnostic })[];
  /** The statements that say nothing, and are left out. */
  readonly idle: readonly Origin[];
}

/** A policy in one of the ways to write it down. */
interface Form {
  readonly policy: NamedPolicy;
  /** The number that each of its statements has in the policy itself. */
  readonly numbers: readonly number[];
}

/** Writes policies as one source, the best one that compiles to their canonical forms, byte for byte. */
export function writePolicies(policies: readonly NamedPolicy[], parameters: readonly BuildParameter[], catalog: Catalog): Outcome {
  const spelling = catalogSpelling(catalog);
  const options: DecompileOptions = { catalog, spelling, parameters, library: libraryFor(catalog), plain: false, naming: false };
  const length = ({ policy }: Form): number => write(decompile([policy], options).module).replaceAll(/\s+/g, "").length;
  const choices = policies.map((policy) => {
    const { document, from, dropped } = canonical(policy.document, spelling);
    const idle = new Set(dropped.filter(({ coveredBy }) => coveredBy.length === 0).map(({ statement }) => statement));
    const numbers = policy.document.statements.flatMap((_, index) => (idle.has(index) ? [] : [index]));
    const statements = numbers.map((index) => policy.document.statements[index]!);
    const asWritten: Form = { policy: { ...policy, document: { ...policy.document, statements } }, numbers };
    const merged: Form = { policy: { ...policy, document }, numbers: from.map(([first = 0]) => first) };
    // The author's own order and grouping say more to people, unless they are much longer.
    const isShorter = document.statements.length < statements.length && length(merged) < length(asWritten) * 0.85;
    const best = isShorter ? merged : asWritten;
    return { expected: print(document), asWritten, merged, best, idle: [...idle] };
  });
  const [asWritten, merged] = [choices.map((choice) => choice.asWritten), choices.map((choice) => choice.merged)];
  const library: Library = { conditions: [], policies: [] };
  const candidates: readonly (readonly [readonly Form[], DecompileOptions])[] = [
    [choices.map(({ best }) => best), { ...options, naming: true }],
    [choices.map(({ best }) => best), options],
    [asWritten, options],
    [asWritten, { ...options, library }],
    [merged, { ...options, library }],
    [merged, { ...options, library, plain: true }],
  ];
  let outcome: Outcome = { problems: [] };
  for (const [forms, settings] of candidates) {
    const made = decompile(
      forms.map(({ policy }) => policy),
      settings,
    );
    outcome = verify(
      made,
      choices.map(({ expected }) => expected),
      settings,
    );
    const numbered = <T extends Origin>(one: T): T => ({ ...one, statement: forms[one.policy]?.numbers[one.statement] ?? -1 });
    if ("text" in outcome) {
      const idle = choices.flatMap((choice, policy) => choice.idle.map((statement) => ({ policy, statement })));
      return { ...outcome, suppressed: outcome.suppressed.map(numbered), idle };
    }
    outcome = { problems: outcome.problems.map(numbered) };
  }
  return outcome;
}

const uri = "imported.chimepolicy";
const nowhere: Origin = { policy: 0, statement: -1 };
const mostRounds = 5;

/** Compiles a source, suppresses what the compiler objects to, and holds the result against what it should be. */
function verify(
  { module, origins, problems }: Decompiled,
  expected: readonly string[],
  { catalog, parameters }: DecompileOptions,
): Outcome {
  if (problems.length > 0) return { problems };
  const suppressed: (Origin & { finding: Diagnostic })[] = [];
  let text = write(module);
  if (parameters.some((parameter) => text.includes(parameter.text)))
    return {
      problems: [{ ...nowhere, problem: "a value that is known at deployment only stands in an action, a condition key or a name" }],
    };
  for (let round = 0; round < mostRounds; round++) {
    // A parameter is open here: what is found must be so whatever its value.
    const open = analyse([{ uri, text }], {}, catalog, parameters.length === 0);
    const errors = open.diagnostics.filter(isError);
    if (errors.length > 0) {
      const parsed = parse({ uri, text }).module;
      const placed = errors.map((finding) => ({ ...(origins[grantAt(parsed, finding.location)] ?? nowhere), finding }));
      // What is wrong with a named condition has no statement to suppress it at.
      const fatal = placed.filter(
        ({ finding, statement }) => statement < 0 || (codes[finding.slug] as CodeDefinition<never>).suppressible !== true,
      );
      if (fatal.length > 0) return { problems: fatal.map(({ finding, ...origin }) => ({ ...origin, problem: finding.message })) };
      suppressed.push(...placed);
      text = write(annotate(parsed, errors));
      continue;
    }
    const given = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.text]));
    const analysis = parameters.length === 0 ? open : analyse([{ uri, text }], { parameters: given }, catalog, true);
    const found = differences(analysis, expected, catalog);
    return found.length > 0 ? { problems: found } : { text, suppressed, idle: [] };
  }
  return { problems: [{ ...nowhere, problem: "what is suppressed leads to more findings" }] };
}

/** What keeps a source from being what it should be. */
function differences({ program, diagnostics, suppress }: Analysis, expected: readonly string[], catalog: Catalog): readonly Problem[] {
  // The canonical form is neither shrunk nor divided, and so is what is held against it.
  const limits = { size: Number.POSITIVE_INFINITY, documents: 1 };
  const emitted = program.documents.map((document) => emit(document, catalog, { expand: false, minify: false, limits }));
  const known = new Set(diagnostics);
  const errors = suppress(emitted.flatMap((one) => one.diagnostics)).filter((one) => isError(one) && !known.has(one));
  if (errors.length > 0) return errors.map(({ message }) => ({ ...nowhere, problem: message }));
  return expected.flatMap((one, policy): readonly Problem[] => {
    if (emitted[policy]?.files[0]?.text === one) return [];
    return [{ policy, statement: -1, problem: "its source would compile to another policy" }];
  });
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

function holds({ start, end }: Span, place: Span): boolean {
  return start <= place.start && place.end <= end;
}

/** The number of the `allow` or `deny` at a place, or of the first one in the block there. */
function grantAt({ declarations }: Module, place: Span): number {
  let count = 0;
  let found = -1;
  const visit = (body: readonly Statement[]): void => {
    for (const statement of body) {
      const first = count;
      if (statement.kind === "BlockStatement") visit(statement.body);
      else if (statement.kind === "GrantStatement") count += 1;
      if (found < 0 && holds(statement, place)) found = first;
    }
  };
  for (const declaration of declarations) if (declaration.kind === "PolicyDeclaration") visit(declaration.body);
  return found;
}

/** The module with every finding suppressed at the statement, or the block, that it is in. */
function annotate(module: Module, findings: readonly Diagnostic[]): Module {
  const annotated = (statement: Statement): Statement => {
    const here = findings.filter(({ location }) => holds(statement, location));
    if (here.length === 0) return statement;
    const inner = statement.kind === "BlockStatement" ? statement.body : [];
    const own = here.filter(({ location }) => !inner.some((one) => holds(one, location)));
    const annotations = [...statement.annotations, ...[...new Set(own.map(({ slug }) => slug))].map(suppression)];
    return statement.kind === "BlockStatement"
      ? { ...statement, annotations, body: statement.body.map(annotated) }
      : { ...statement, annotations };
  };
  return {
    ...module,
    declarations: module.declarations.map((declaration) =>
      declaration.kind === "PolicyDeclaration" ? { ...declaration, body: declaration.body.map(annotated) } : declaration,
    ),
  };
}

function suppression(slug: string): Annotation {
  return make("Annotation", { name: identifier("suppress"), arguments: [plainText(slug), plainText("imported")] });
}
