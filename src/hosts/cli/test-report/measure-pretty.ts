import pc from "picocolors";
import { renderTerminal } from "../../../diagnostics/render/terminal.ts";
import { visible } from "../../../diagnostics/render/words.ts";
import { coverageCells, findingsOf, mutationCells, percentText, summaryOf, type Measure } from "./measure.ts";

export interface MeasureOptions {
  readonly color: boolean;
  readonly width: number | undefined;
  readonly fileOf: (uri: string) => string;
}

/** More findings than this are listed in brief after them: here they are many more often than not. */
const mostFrames = 10;

/** What was measured, for people: a line for each policy and role, what is lacking, and the result. */
export function renderMeasure(measure: Measure, { color, width, fileOf }: MeasureOptions): string {
  const paint = pc.createColors(color);
  const rows =
    measure.kind === "coverage"
      ? measure.documents.map(({ name, counts }) => [name, ...coverageCells(counts), percentText(counts.percent)])
      : measure.documents.map(({ name, counts }) => [name, ...mutationCells(counts), percentText(counts.percent)]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => {
    const isWhole = row.at(-1) === percentText(100);
    const cells = row.map((cell, column) =>
      visible(column === row.length - 1 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)),
    );
    return `  ${(isWhole ? paint.green : paint.yellow)(cells.join("  "))}\n`;
  });
  const summary = paint.bold(summaryOf(measure));
  const findings = renderTerminal(findingsOf(measure), { color, width, fileOf, frames: mostFrames, summary });
  return `${paint.bold(measure.kind)}\n${lines.join("")}\n${findings === "" ? `${summary}\n` : findings}`;
}
