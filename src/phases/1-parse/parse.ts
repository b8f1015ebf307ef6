import { theParser, type ParserOutput } from "../../../grammar/parser.ts";
import type { Comment, Module } from "../../ast/source.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../text/source.ts";
import { markBlocks } from "./blocks.ts";
import { balance } from "./brackets.ts";
import { docFinder, readComments } from "./comments.ts";
import { lex, reportDirections } from "./lex.ts";
import { namesOf } from "./names.ts";
import { cutIntoPieces, type Piece } from "./pieces.ts";
import { collectSyntaxErrors, errorLimit, type SyntaxErrors, TooManyErrors } from "./syntax-errors.ts";

/** A file as a tree, with what is wrong in it. Whatever the text is, there is a tree; `module.broken` says that it is not whole. */
export interface Parsed {
  readonly module: Module;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one source. */
export function parse(source: Source): Parsed {
  const { text } = source;
  const pieces = cutIntoPieces(text);
  return (pieces.length > 1 ? readPieces(source, pieces) : undefined) ?? readPieces(source, [{ start: 0, text }])!;
}

/** The source read piece by piece; undefined when there is anything to report, since only the whole file shows it right. */
function readPieces(source: Source, pieces: readonly Piece[]): Parsed | undefined {
  const { text } = source;
  const errors = collectSyntaxErrors(source);
  const outputs: ParserOutput[] = [];
  const comments: Comment[][] = [];
  const names = namesOf(text);
  try {
    reportDirections(text, errors.report);
    for (const piece of pieces) {
      const lexed = lex(piece, errors.report);
      const found = readComments(lexed.comments);
      comments.push(found);
      if (errors.count() > errorLimit) break;
      const { tokens, muted } = balance(lexed, text, errors.report);
      if (lexed.survey.blocks || lexed.survey.brackets !== "balanced") markBlocks(tokens, text, errors.report);
      const output = theParser().read({ text, tokens, muted, docBefore: docFinder(text, found), names, limit: errorLimit });
      for (const problem of output.problems) errors.add(problem);
      if (pieces.length > 1 && (errors.count() > 0 || output.broken)) return undefined;
      outputs.push(output);
    }
  } catch (error) {
    if (!(error instanceof TooManyErrors)) throw error;
    return pieces.length > 1 ? undefined : finish(source, [], comments.flat(), errors);
  }
  return finish(source, outputs, comments.flat(), errors);
}

function finish(source: Source, outputs: readonly ParserOutput[], comments: readonly Comment[], errors: SyntaxErrors): Parsed {
  const diagnostics = errors.finish(outputs.length === 0 || outputs.some(({ stopped }) => stopped));
  const module: Module = {
    kind: "Module",
    start: 0,
    end: source.text.length,
    source,
    imports: outputs.flatMap(({ imports }) => imports),
    declarations: outputs.flatMap(({ declarations }) => declarations),
    comments,
    broken: diagnostics.length > 0 || outputs.some(({ broken }) => broken),
  };
  return { module, diagnostics };
}
