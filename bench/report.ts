import type { Spread } from "./statistics.ts";
import { showSpread } from "./statistics.ts";

/** One line of the report: a ratio, or another number with its unit, and what it was meant to reach. */
export interface Row {
  readonly what: string;
  readonly measured: Spread;
  readonly unit?: string;
  readonly goal?: { readonly most?: number; readonly least?: number };
}

export interface Section {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly Row[];
}

/** Whether the median reaches the goal; undefined where there is none. */
export function reached({ measured, goal }: Row): boolean | undefined {
  if (goal === undefined) return undefined;
  return measured.median <= (goal.most ?? Infinity) && measured.median >= (goal.least ?? 0);
}

export function showSection({ title, note, rows }: Section): string {
  const lines = rows.map((row) => {
    const { most, least } = row.goal ?? {};
    const unit = row.unit ?? "x";
    const goal = most !== undefined ? `≤ ${most}${unit}` : least !== undefined ? `≥ ${least}${unit}` : "";
    const verdict = reached(row);
    return `| ${row.what} | ${showSpread(row.measured)}${unit} | ${goal} | ${verdict === undefined ? "" : verdict ? "yes" : "no"} |`;
  });
  return `## ${title}\n\n${note}\n\n| what | median (quartiles) | goal | reached |\n| --- | --- | --- | --- |\n${lines.join("\n")}\n`;
}
