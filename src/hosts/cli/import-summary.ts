import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { count, visible } from "../../diagnostics/render/words.ts";
import type { ImportResult } from "../../import-policy.ts";

interface Row extends Pick<ImportResult, "text" | "diagnostics" | "statements" | "suppressed"> {
  readonly uri: string;
}

const head = ["file", "statements", "exactly", "suppressed", "refused", "why"];

/** What became of every file, as a table. */
export function importSummary(rows: readonly Row[]): string {
  const lines = rows.map(cellsOf);
  const total = totals(lines);
  const table = [head, ...lines, ...(lines.length > 1 ? [total] : [])];
  const widths = head.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)));
  const last = head.length - 1;
  const print = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 || column === last ? cell.padEnd(column === last ? 0 : widths[column]!) : cell.padStart(widths[column]!),
      )
      .join("  ")
      .trimEnd();
  return `${table.map(print).join("\n")}\n`;
}

function cellsOf({ uri, text, diagnostics, statements, suppressed }: Row): readonly string[] {
  const isRefused = text === undefined;
  const figures = isRefused ? [statements, 0, 0, statements] : [statements, statements - suppressed, suppressed, 0];
  // What cannot be read has nobody knows how many statements.
  const shown = isRefused && statements === 0 ? ["?", "0", "0", "?"] : figures.map(String);
  return [visible(uri), ...shown, visible(whyOf(diagnostics, isRefused))];
}

/** The first reason, and how many more there are. */
function whyOf(diagnostics: readonly Diagnostic[], isRefused: boolean): string {
  const reasons = [
    ...new Set(
      diagnostics
        .filter(({ severity }) => (severity === "error") === isRefused)
        .map(({ message }) => message.replace(/; suppressed in the source$/, "")),
    ),
  ];
  const [first = "", ...others] = reasons;
  return others.length === 0 ? first : `${first} (and ${count(others.length, "more reason")})`;
}

function totals(lines: readonly (readonly string[])[]): readonly string[] {
  const sums = [1, 2, 3, 4].map((column) => String(lines.reduce((sum, cells) => sum + (Number(cells[column]) || 0), 0)));
  return [`${lines.length} files`, ...sums, ""];
}
