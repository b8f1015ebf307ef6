import type { Slug } from "../../diagnostics/codes/index.ts";
import type { Timing } from "../../tools/lint/lint.ts";

/** A stop watch for the linter's rules. */
export interface RuleTimes extends Timing {
  /** What each rule took, the longest first, with its share of all. */
  readonly table: (whole: number) => string;
}

export function createRuleTimes(): RuleTimes {
  const times = new Map<Slug, number>();
  return {
    now: () => performance.now(),
    took: (slug, milliseconds) => void times.set(slug, (times.get(slug) ?? 0) + milliseconds),
    table(whole) {
      const all = [...times.values()].reduce((sum, time) => sum + time, 0);
      const width = Math.max(4, ...Array.from(times.keys(), (slug) => slug.length));
      const row = (name: string, time: number, share: string): string =>
        `  ${name.padEnd(width)}  ${time.toFixed(1).padStart(9)} ms  ${share}`;
      const rows = [...times]
        .toSorted(([, a], [, b]) => b - a)
        .map(([slug, time]) => row(slug, time, `${((100 * time) / Math.max(all, Number.MIN_VALUE)).toFixed(0).padStart(3)} %`));
      return [`${times.size} rules took ${all.toFixed(1)} ms of ${whole.toFixed(1)} ms`, ...rows, ""].join("\n");
    },
  };
}
