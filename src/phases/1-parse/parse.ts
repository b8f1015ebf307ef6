import { theParser } from "../../../grammar/parser.ts";
import type { Module } from "../../ast/source.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../text/source.ts";
import { markBlocks } from "./blocks.ts";
import { balance } from "./brackets.ts";
import { docFinder, readComments } from "./comments.ts";
import { lex } from "./lex.ts";
import { collectSyntaxErrors, errorLimit } from "./syntax-errors.ts";

/** A file as a tree, with what is wrong in it. Whatever the text is, there is a tree; `module.broken` says that it is not whole. */
export interface Parsed {
  readonly module: Module;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one source. */
export function parse(source: Source): Parsed {
  const { text } = source;
  const errors = collectSyntaxErrors(source);
  const lexed = lex(text, errors.report);
  const comments = readComments(lexed.comments);
  const frame = { kind: "Module", start: 0, end: text.length, source, comments } as const;
  if (errors.count() > errorLimit) {
    return { module: { ...frame, imports: [], declarations: [], broken: true }, diagnostics: errors.finish(true) };
  }
  const balanced = balance(lexed.tokens, lexed.survey.brackets, text, errors.report);
  if (lexed.survey.blocks || lexed.survey.brackets !== "balanced") markBlocks(balanced.tokens, text, errors.report);
  const muted = [...lexed.muted, ...balanced.muted];
  const { imports, declarations, problems, broken, stopped } = theParser().read({
    text,
    tokens: balanced.tokens,
    muted,
    docBefore: docFinder(text, comments),
    limit: errorLimit,
  });
  for (const problem of problems) errors.add(problem);
  const diagnostics = errors.finish(stopped);
  return { module: { ...frame, imports, declarations, broken: broken || diagnostics.length > 0 }, diagnostics };
}
