/** A part of a text and where it begins. */
export interface Piece {
  readonly start: number;
  readonly text: string;
}

const pieceLength = 1 << 13;

/**
 * Cuts a long text behind braces that end a line of their own, as bodies of declarations do. The tokens of one piece
 * are garbage before those of the next are made; keeping those of a whole large file alive costs more time than all
 * the parsing. A cut in the wrong place only means that the piece does not parse, and the file is read as a whole.
 */
export function cutIntoPieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  while (text.length - start > 2 * pieceLength) {
    const brace = nextEnd(text, start + pieceLength);
    if (brace === -1) break;
    pieces.push({ start, text: text.slice(start, brace) });
    start = brace;
  }
  pieces.push({ start, text: start === 0 ? text : text.slice(start) });
  return pieces;
}

/** Behind the next brace that has a line to itself. */
function nextEnd(text: string, from: number): number {
  for (let at = text.indexOf("\n}", from); at !== -1; at = text.indexOf("\n}", at + 1)) {
    const next = text.charCodeAt(at + 2);
    if (next === 10 || next === 13) return at + 2;
  }
  return -1;
}
