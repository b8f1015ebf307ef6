const white = /\s*/y;
const comment = /\/\/[^\n]*/y;

/** Where the next word begins at or behind an offset: past white space and comments. */
export function nextWord(text: string, from: number): number {
  // Not one expression with a repeated group: its turns are remembered, and a file may have a million comments.
  for (let at = from; ;) {
    const start = past(white, text, at);
    at = past(comment, text, start);
    if (at === start) return at;
  }
}

function past(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
