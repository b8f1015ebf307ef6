import type { Parser, ParserOptions } from "prettier";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { parse as parseSource } from "../../phases/1-parse/parse.ts";
import { lineMap } from "../../text/line-map.ts";
import { findOwners, type Owners } from "./comments.ts";
import type { Box, Comment, File } from "./layout/boxes.ts";
import { fileBox } from "./layout/units.ts";

/** The tree that prettier prints: the layout of a file, with the comments that it is to attach. */
export interface Root extends File {
  comments: Comment[];
  readonly owners: Owners;
}

/** The parser of the plugin: text to layout. A file with a syntax error is refused. */
export const parser: Parser<Box | Comment> = {
  astFormat: "chimepolicy",
  parse,
  locStart: ({ start }) => start,
  locEnd: ({ end }) => end,
  hasPragma: (text) => pragma("format|prettier").test(text),
  hasIgnorePragma: (text) => pragma("noformat|noprettier").test(text),
};

function parse(text: string, { filepath }: Pick<ParserOptions, "filepath">): Root {
  const { module, diagnostics } = parseSource({ uri: filepath ?? "", text });
  if (diagnostics.length > 0) throw syntaxError(diagnostics, text);
  const file = fileBox(module);
  const comments = module.comments.map(({ kind, start, end }) => ({ kind, start, end, text: text.slice(start, end).trimEnd() }));
  return { ...file, comments, owners: comments.length === 0 ? new Map() : findOwners(file) };
}

/** The error that prettier and editors know how to show: of all findings, which are its cause, it shows the first. */
function syntaxError(findings: readonly Diagnostic[], text: string): SyntaxError {
  const { message, location } = findings[0]!;
  const lines = lineMap(text);
  const loc = { start: lines.position(location.start), end: lines.position(location.end) };
  return Object.assign(new SyntaxError(`${message} (${loc.start.line}:${loc.start.column})`, { cause: findings }), { loc });
}

/** Among the comments at the top of a file, one that is such a word. */
function pragma(words: string): RegExp {
  return new RegExp(String.raw`^\s*(?://[^\n]*\n\s*)*?//+[ \t]*@(?:${words})[ \t]*(?:\r?\n|$)`);
}
