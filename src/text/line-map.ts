import type { Source } from "./source.ts";

/** A place in a text as people count it: line and column from 1, offset from 0, all in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Answers offset-to-line questions about one text. */
export interface LineMap {
  position(offset: number): Position;
}

/**
 * Builds the line map of a text; `\n`, `\r\n` and a lone `\r` end a line.
 * A byte-order mark at the start takes no column.
 */
export function lineMap(text: string): LineMap {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  const mark = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return {
    position(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= offset) low = middle;
        else high = middle - 1;
      }
      const skipped = low === 0 && offset >= mark ? mark : 0;
      return { line: low + 1, column: offset - starts[low]! - skipped + 1, offset };
    },
  };
}

/** Gives the line map of a source, which is built once for each. */
export function lineMaps(): (source: Source) => LineMap {
  const known = new Map<Source, LineMap>();
  return (source) => {
    let map = known.get(source);
    if (map === undefined) known.set(source, (map = lineMap(source.text)));
    return map;
  };
}
