const blankLine = /[ \t]*(?:\/\/[^\n]*)?\n[ \t]*(?:\n|$)/y;
const nextLineBlank = /[ \t]*\n[ \t]*\n/y;
const restOfLine = /[ \t]*\n/y;
const commentLine = /[ \t]*\/\/[^\n]*\n/y;
const emptyLine = /[ \t]*(?:\n|$)/y;

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
  restOfLine.lastIndex = offset;
  if (!restOfLine.test(text)) return false;
  let at = restOfLine.lastIndex;
  // One comment after the other: the turns of a repeated group are remembered, and a file may have a million of them.
  for (commentLine.lastIndex = at; commentLine.test(text);) at = commentLine.lastIndex;
  emptyLine.lastIndex = at;
  return emptyLine.test(text);
}

/** Whether the line behind that of an offset is blank. */
export function isBlankLineNext(text: string, offset: number): boolean {
  nextLineBlank.lastIndex = offset;
  return nextLineBlank.test(text);
}

/** Whether the line before that of an offset is blank, where nothing but blanks stands before the offset on its own. */
export function isBlankLineBefore(text: string, offset: number): boolean {
  const end = beginsLine(text, offset) ? text.lastIndexOf("\n", offset - 1) : 0;
  return end > 0 && beginsLine(text, end) && text.lastIndexOf("\n", end - 1) >= 0;
}
