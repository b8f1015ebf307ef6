/**
 * Sets of points on a line, as closed ranges between whole positions. A number lies at an even position and the odd ones are what
 * lies between two numbers, so that "less than 5" ends just before the position of 5.
 */
export type Ranges = readonly (readonly [from: bigint, to: bigint])[];

/** Farther out than any position. */
const end = 1n << 2000n;

export const everywhere: Ranges = [[-end, end]];

/** All points before a position. */
export function before(position: bigint): Ranges {
  return [[-end, position - 1n]];
}

/** All points behind a position. */
export function after(position: bigint): Ranges {
  return [[position + 1n, end]];
}

/** The points of any of several sets, as the fewest ranges in their order. */
export function unite(sets: readonly Ranges[]): Ranges {
  const united: [bigint, bigint][] = [];
  for (const [from, to] of sets.flat().sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const last = united.at(-1);
    if (last === undefined || from > last[1] + 1n) united.push([from, to]);
    else if (to > last[1]) last[1] = to;
  }
  return united;
}

/** All points that are in none of the ranges. */
export function complement(ranges: Ranges): Ranges {
  const gaps: [bigint, bigint][] = [];
  let next = -end;
  for (const [from, to] of ranges) {
    if (from > next) gaps.push([next, from - 1n]);
    next = to + 1n;
  }
  if (next <= end) gaps.push([next, end]);
  return gaps;
}

/** The points that are in both sets. */
export function intersect(a: Ranges, b: Ranges): Ranges {
  return complement(unite([complement(a), complement(b)]));
}
