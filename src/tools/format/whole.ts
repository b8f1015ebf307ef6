import { breakLines, type Lines } from "./break.ts";
import { breakParent, hardline, lineSuffix, type Doc } from "./docs.ts";
import type { Box, Comment } from "./layout/boxes.ts";
import { beginsLine, isBlankLineBefore, isBlankLineNext } from "./lines.ts";
import { isIgnored, printBox, printComment, type Printing } from "./print.ts";
import type { Root } from "./root.ts";

/** The text of a file whose comments are attached, as prettier would print it. */
export function printWhole(root: Root, text: string, lines: Lines): string {
  const { printWidth, tabWidth } = lines;
  const skipped = new Set<Comment>();
  const levels: Printing[] = [];
  const at = (depth: number): Printing => {
    const outer = printWidth - depth * tabWidth;
    return (levels[depth] ??= { text, room: { outer, inner: outer - tabWidth }, show: (box, parent) => show(box, parent, depth) });
  };
  const show = (box: Box, parent: Box | null, depth: number): Doc => {
    const inner = box.kind === "Unit" && parent?.kind === "Unit" ? depth + 1 : depth;
    const doc = isIgnored(box) ? leaveAlone(box, root, text, skipped) : printBox(box, parent, at(inner));
    return box.comments === undefined ? doc : withComments(doc, box.comments, text, skipped);
  };
  return breakLines(show(root, null, 0), lines);
}

/** A box as it was written, with the comments in it. */
function leaveAlone({ start, end }: Box, { allComments }: Root, text: string, skipped: Set<Comment>): string {
  for (const comment of allComments) {
    if (comment.start < start || comment.end > end) continue;
    comment.printed = true;
    skipped.add(comment);
  }
  return text.slice(start, end);
}

/** A document with the comments of its box before and behind it: those of a line end where that is, the others on lines of their own. */
function withComments(doc: Doc, comments: readonly Comment[], text: string, skipped: ReadonlySet<Comment>): Doc {
  const before: Doc[] = [];
  const behind: Doc[] = [];
  let isFirst = true;
  for (const comment of comments) {
    const isSkipped = skipped.has(comment);
    if (comment.leading === true && !isSkipped)
      before.push(printComment(comment), hardline, isBlankLineNext(text, comment.end) ? hardline : "");
    if (comment.trailing !== true) continue;
    const ownLine = !isFirst || beginsLine(text, comment.start);
    isFirst = false;
    if (isSkipped) continue;
    const printed = printComment(comment);
    if (ownLine) behind.push(lineSuffix([hardline, isBlankLineBefore(text, comment.start) ? hardline : "", printed]));
    else behind.push(lineSuffix([" ", printed]), breakParent);
  }
  return [before, doc, behind];
}
