/** Whether the comments at the top of a text say that it is to be formatted. */
export function hasPragma(text: string): boolean {
  return pragma("format|prettier").test(text);
}

/** Whether they say that it is not. */
export function hasIgnorePragma(text: string): boolean {
  return pragma("noformat|noprettier").test(text);
}

/** The text with a comment that says that it is formatted. */
export function insertPragma(text: string): string {
  return `// @format\n\n${text}`;
}

/** Among the comments at the top of a file, one that is such a word. */
function pragma(words: string): RegExp {
  return new RegExp(String.raw`^\s*(?://[^\n]*\n\s*)*?//+[ \t]*@(?:${words})[ \t]*(?:\r?\n|$)`);
}
