const blankLine = /[ \t]*(?:\/\/[^\n]*)?\n[ \t]*(?:\n|$)/y;
const commentsAndBlankLine = /[ \t]*\n(?:[ \t]*\/\/[^\n]*\n)*[ \t]*(?:\n|$)/y;

/** Whether nothing but blanks stands before an offset on its line. */
export function beginsLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (text[at] === " " || text[at] === "\t")) at--;
  return at < 0 || text[at] === "\n";
}

/** Whether a blank line follows the line of an offset, on which nothing but a comment stands behind it. */
export function isBlankLineBehind(text: string, offset: number): boolean {
  blankLine.lastIndex = offset;
  return blankLine.test(text);
}

/** Whether a comment that ends at an offset is kept apart by a blank line from what follows, with the comments after it. */
export function isHeader(text: string, offset: number): boolean {
  commentsAndBlankLine.lastIndex = offset;
  return commentsAndBlankLine.test(text);
}
