/** Middle and quartiles of a measure that was taken several times. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** How many times `b` each round's `a` is: what disturbs the machine disturbs both. */
export function ratios(a: readonly number[], b: readonly number[]): Spread {
  return spreadOf(a.map((value, round) => value / b[round]!));
}

export function showSpread({ low, median, high }: Spread): string {
  return `${digits(median)} (${digits(low)}–${digits(high)})`;
}

export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(4);
}
