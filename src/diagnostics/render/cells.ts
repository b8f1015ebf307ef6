/** A text in which every character fills one cell of a terminal, so that columns can be counted and marked in it. */
export interface Cells {
  readonly encode: (text: string) => string;
  /** The text again, from what `encode` gave or any piece of it. */
  readonly decode: (cells: string) => string;
}

/** Hangul syllables stand for everything that is not ASCII: the first ones for what a text holds, the last one for a second cell. */
const firstStandIn = 0xac00;
const filler = "\uD7A3";
const wide =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;

/** An encoding that remembers what it has met; pieces of one picture share one. */
export function createCells(): Cells {
  const known: string[] = [];
  const standIn = (grapheme: string): string => {
    const at = known.indexOf(grapheme);
    return String.fromCharCode(firstStandIn + (at < 0 ? known.push(grapheme) - 1 : at)) + (wide.test(grapheme) ? filler : "");
  };
  return {
    encode: (text) =>
      isAscii(text)
        ? text
        : Array.from(new Intl.Segmenter("en").segment(text), ({ segment }) => (isAscii(segment) ? segment : standIn(segment))).join(""),
    decode: (cells) =>
      cells.replaceAll(/[\uAC00-\uD7A3]/g, (unit) => (unit === filler ? "" : (known[unit.charCodeAt(0) - firstStandIn] ?? unit))),
  };
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
