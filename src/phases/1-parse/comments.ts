import type { IToken } from "chevrotain";
import { endOf } from "../../../grammar/problem.ts";
import type { Comment } from "../../ast/source.ts";

/** The comments of a file as nodes of the tree, in text order. */
export function readComments(tokens: readonly IToken[]): Comment[] {
  return tokens.map((token) => {
    const { image, startOffset: start } = token;
    const doc = image.startsWith("///") && !image.startsWith("////");
    return { kind: "Comment", start, end: endOf(token), doc, text: image.slice(doc ? 3 : 2) };
  });
}

/**
 * Answers which doc comment stands directly before an offset: the lines of the unbroken run of `///` that reaches it,
 * with nothing but white space between.
 */
export function docFinder(text: string, comments: readonly Comment[]): (offset: number) => readonly string[] | undefined {
  return (offset) => {
    const lines: string[] = [];
    let until = offset;
    for (let i = lastBefore(comments, offset); i >= 0; i--) {
      const comment = comments[i]!;
      if (!comment.doc || !isBlank(text, comment.end, until)) break;
      lines.push(comment.text.startsWith(" ") ? comment.text.slice(1) : comment.text);
      until = comment.start;
    }
    return lines.length === 0 ? undefined : lines.toReversed();
  };
}

function lastBefore(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return false;
  }
  return true;
}
