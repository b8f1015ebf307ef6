/** Gives the part of a name from an index to its end. */
type Names = (image: string, from: number) => string;

/** From this length on, the many strings of a tree cost more than it takes to find those that are alike. */
const manyNames = 1 << 19;
const slots = 1 << 10;

/** The names of one text; in a long one, those that are written alike are one string. */
export function namesOf(text: string): Names {
  return text.length < manyNames ? eachName : rememberNames();
}

const eachName: Names = (image, from) => image.slice(from);

/** Each name has one slot, by some of its characters, and may find another one there: that costs a string, and no more. */
function rememberNames(): Names {
  const seen = Array.from({ length: slots }, () => "");
  return (image, from) => {
    const length = image.length - from;
    const half = from + (length >> 1);
    const mixed =
      37 * length +
      5 * image.charCodeAt(from) +
      61 * image.charCodeAt(half) +
      17 * image.charCodeAt(half + (length >> 2)) +
      11 * image.charCodeAt(image.length - 1);
    const slot = mixed & (slots - 1);
    const known = seen[slot]!;
    return known.length === length && image.endsWith(known) ? known : (seen[slot] = image.slice(from));
  };
}
