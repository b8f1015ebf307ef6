import { EOF, type IToken } from "chevrotain";
import type { Advice, Change, Problem, Remedy } from "../../../grammar/problem.ts";
import { variableFault } from "../../ast/variables.ts";
import type { syntaxCodes } from "../../diagnostics/codes/syntax.ts";
import { createDiagnostic, type Details, type Diagnostic, type Fix, type MessageParameters } from "../../diagnostics/diagnostic.ts";
import type { Edit } from "../../text/edit.ts";
import { locate, type Source, type Span } from "../../text/source.ts";

type SyntaxSlug = keyof typeof syntaxCodes;

/** Adds a finding of this phase. */
export type SyntaxReport = <S extends SyntaxSlug>(
  slug: S,
  parameters: MessageParameters<S>,
  span: Span,
  advice?: Advice & Pick<Details, "aws">,
) => void;

/** Findings of this phase as they are made. */
export interface SyntaxErrors {
  readonly report: SyntaxReport;
  /** Adds what the parser found. */
  readonly add: (problem: Problem) => void;
  /** How many there are so far. */
  readonly count: () => number;
  /** The findings in text order, at most `limit`, with a last one that says when there were more. */
  readonly finish: (stopped: boolean) => readonly Diagnostic[];
}

/** Thrown when one kind of finding alone is more than is worth showing. */
export class TooManyErrors extends Error {}

/** How many findings of one file are worth showing. */
export const errorLimit = 100;

/** A collector for the syntax errors of one source; it throws `TooManyErrors` when it would grow out of hand. */
export function collectSyntaxErrors(source: Source): SyntaxErrors {
  const found: Diagnostic[] = [];
  const counts = new Map<SyntaxSlug, number>();
  const report: SyntaxReport = (slug, parameters, span, advice) => {
    const count = (counts.get(slug) ?? 0) + 1;
    counts.set(slug, count);
    if (count > errorLimit) throw new TooManyErrors();
    found.push(createDiagnostic(slug, parameters, locate(source, span), detailsOf(source, advice)));
  };
  return {
    report,
    add: (problem) => reportProblem(problem, source, report),
    count: () => found.length,
    finish: (stopped) => {
      const sorted = found.toSorted((a, b) => a.location.start - b.location.start);
      if (sorted.length <= errorLimit && !stopped) return sorted;
      const next = sorted[errorLimit]?.location ?? sorted.at(-1)!.location;
      return [...sorted.slice(0, errorLimit), createDiagnostic("too-many-syntax-errors", { limit: errorLimit }, next)];
    },
  };
}

function reportProblem(problem: Problem, source: Source, report: SyntaxReport): void {
  switch (problem.slug) {
    case "unexpected-token":
      return report(problem.slug, { expected: problem.expected, found: describe(problem.token) }, problem, problem);
    case "missing-comma":
      return report(problem.slug, { found: describe(problem.token) }, problem, problem);
    case "foreign-syntax":
      return report(problem.slug, { found: `\`${problem.found}\``, instead: `\`${problem.instead}\`` }, problem, problem);
    case "invalid-escape":
      return report(problem.slug, { escape: printable(problem.escape) }, problem, problem);
    case "invalid-interpolation":
      return report(problem.slug, { text: printable(problem.text) }, problem, { ...problem, aws: variableFault(problem.text) });
    case "clause-order":
      return report(problem.slug, { clause: problem.clause, before: problem.before }, problem, problem);
    case "repeated-clause":
      return report(problem.slug, { clause: problem.clause }, problem, problem);
    case "ambiguous-except":
      return report(problem.slug, {}, problem, problem);
  }
}

function detailsOf(source: Source, advice: (Advice & Pick<Details, "aws">) | undefined): Details {
  if (advice === undefined) return {};
  const edit = ({ text, ...span }: Change): Edit => ({ location: locate(source, span), newText: text });
  const fix = ({ title, changes }: Remedy): Fix => ({ title, edits: changes.map(edit) });
  return {
    aws: advice.aws,
    help: advice.help === undefined ? undefined : printable(advice.help, 200),
    fixes: (advice.remedies ?? []).map(fix),
  };
}

/** A token in the reader's words: what is written there. */
function describe(token: IToken): string {
  return token.tokenType === EOF ? "the end of the file" : `\`${printable(token.image)}\``;
}

/** A text that fits in a message: one line, of a bearable length, without characters that garble it. */
function printable(text: string, length = 60): string {
  const cut = text.length > length ? `${text.slice(0, length)}…` : text;
  return cut.replace(/[\p{C}\u2028\u2029]/gu, (character) => `U+${hex(character)}`);
}

/** Characters as a message names them: as they are where that can be read, else by number. */
export function showCharacters(characters: string): string {
  const all = [...characters];
  if (/^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(characters)) return `\`${characters}\``;
  return all.map((character) => (/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? `\`${character}\`` : `U+${hex(character)}`)).join(" ");
}

function hex(character: string): string {
  return character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
}
