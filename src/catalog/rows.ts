/** The rows of a text, each of which ends with `;`. */
export function rowsOf(text: string): readonly string[] {
  return text.split(";").slice(0, -1);
}

/** The words of a row, spaces between them. */
export function wordsOf(row: string): readonly string[] {
  return row === "" ? none : row.split(" ");
}

/** One empty list for all that have none. */
export const none: readonly never[] = [];
