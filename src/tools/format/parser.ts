import type { Parser, ParserOptions } from "prettier";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { lineMap } from "../../text/line-map.ts";
import type { Box, Comment } from "./layout/boxes.ts";
import { hasIgnorePragma, hasPragma } from "./pragma.ts";
import { readRoot, type Root } from "./root.ts";

/** The parser of the plugin: text to layout. A file with a syntax error is refused. */
export const parser: Parser<Box | Comment> = {
  astFormat: "chimepolicy",
  parse,
  locStart: ({ start }) => start,
  locEnd: ({ end }) => end,
  hasPragma,
  hasIgnorePragma,
};

/** The layout, with the comments where prettier looks for them to attach them. */
function parse(text: string, { filepath }: Pick<ParserOptions, "filepath">): Root {
  const result = readRoot(text, filepath ?? "");
  if ("findings" in result) throw syntaxError(result.findings, text);
  return { ...result.root, comments: [...result.root.allComments] };
}

/** The error that prettier and editors know how to show: of all findings, which are its cause, it shows the first. */
function syntaxError(findings: readonly Diagnostic[], text: string): SyntaxError {
  const { message, location } = findings[0]!;
  const lines = lineMap(text);
  const loc = { start: lines.position(location.start), end: lines.position(location.end) };
  return Object.assign(new SyntaxError(`${message} (${loc.start.line}:${loc.start.column})`, { cause: findings }), { loc });
}
