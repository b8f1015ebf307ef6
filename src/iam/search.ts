/** Finds the first place at or after an offset; -1 where there is none. */
export type Search = (text: string, from: number) => number;

/** Literal text at an offset of a piece. */
export interface Run {
  readonly at: number;
  readonly text: string;
}

/** A piece of a pattern without `*`: literal runs, and between them characters that may be any. */
export interface Piece {
  readonly length: number;
  readonly runs: readonly Run[];
}

/** Up to this length the engine's own search is fast on every text. */
const short = 64;

/** A search for a piece whose time grows with the text alone, or, where characters in its middle may be any, with a 32nd of its length too. */
export function searchFor({ length, runs }: Piece): Search {
  const [run, second] = runs;
  if (run === undefined) return (text, from) => (from + length <= text.length ? from : -1);
  if (second !== undefined) return shiftAnd(length, runs);
  const find: Search = run.text.length <= short ? (text, from) => text.indexOf(run.text, from) : knuthMorrisPratt(run.text);
  return (text, from) => {
    const found = find(text, from + run.at);
    return found >= 0 && found - run.at + length <= text.length ? found - run.at : -1;
  };
}

/** https://en.wikipedia.org/wiki/Knuth–Morris–Pratt_algorithm */
function knuthMorrisPratt(wanted: string): Search {
  const borders = new Int32Array(wanted.length);
  for (let at = 1, border = 0; at < wanted.length; at++) {
    while (border > 0 && wanted[at] !== wanted[border]) border = borders[border - 1]!;
    if (wanted[at] === wanted[border]) border += 1;
    borders[at] = border;
  }
  return (text, from) => {
    for (let at = from, matched = 0; at < text.length; at++) {
      while (matched > 0 && text[at] !== wanted[matched]) matched = borders[matched - 1]!;
      if (text[at] === wanted[matched]) matched += 1;
      if (matched === wanted.length) return at - matched + 1;
    }
    return -1;
  };
}

/** All beginnings of the piece that end at a character are the bits of one number: https://en.wikipedia.org/wiki/Bitap_algorithm */
function shiftAnd(length: number, runs: readonly Run[]): Search {
  const words = (length + 31) >>> 5;
  const any = new Int32Array(words).fill(-1);
  for (const run of runs) for (let at = run.at; at < run.at + run.text.length; at++) any[at >>> 5]! &= ~(1 << (at & 31));
  const masks = new Map<string, Int32Array>();
  for (const run of runs) {
    for (let index = 0; index < run.text.length; index++) {
      const mask = masks.get(run.text[index]!) ?? any.slice();
      mask[(run.at + index) >>> 5]! |= 1 << ((run.at + index) & 31);
      masks.set(run.text[index]!, mask);
    }
  }
  const last = 1 << ((length - 1) & 31);
  return (text, from) => {
    const state = new Int32Array(words);
    for (let at = from; at < text.length; at++) {
      const mask = masks.get(text[at]!) ?? any;
      let carry = 1;
      for (let word = 0; word < words; word++) {
        const bits = state[word]!;
        state[word] = ((bits << 1) | carry) & mask[word]!;
        carry = bits >>> 31;
      }
      if ((state[words - 1]! & last) !== 0) return at - length + 1;
    }
    return -1;
  };
}
