import { codeFrameColumns, type BabelCodeFrameOptions } from "@babel/code-frame";
import type { LineMap } from "../../text/line-map.ts";
import type { Location } from "../../text/source.ts";
import { createCells } from "./cells.ts";
import { visible } from "./words.ts";

export interface FrameOptions {
  /** How many cells the frame may fill. */
  readonly width: number;
  readonly paintMark: (text: string) => string;
  readonly paintMargin: (text: string) => string;
}

const contextLines = 1;

/** The lines around a place, the place marked. Of a line that is too long, what surrounds the place is shown. */
export function codeFrame({ source, start, end }: Location, map: LineMap, options: FrameOptions): string {
  const from = map.position(start);
  const lineStart = start - (from.column - 1);
  const lineEnd = endOfLine(source.text, start);
  const before = Math.min(contextLines, from.line - 1);
  const room = Math.max(20, options.width - String(from.line + contextLines).length - 5);
  const cells = createCells();

  // A line can be a megabyte long: only what can be shown is looked at.
  const skipped = Math.max(0, from.column - 1 - 2 * room);
  const near = (line: string): string => cells.encode(visible(line.slice(skipped, skipped + 6 * room)));
  const lines = linesFrom(source.text, lineStart, before, contextLines);
  const head = near(source.text.slice(lineStart, start)).length;
  const marked = Math.max(1, near(source.text.slice(lineStart, Math.max(start, Math.min(end, lineEnd)))).length - head);
  const length = near(source.text.slice(lineStart, lineEnd)).length;
  // What is marked begins in the middle, or so far before it that it fits, where it can.
  const middle = Math.floor(room / 2);
  const lead = marked < room - 1 ? Math.min(middle, room - marked - 1) : middle;
  const shift = skipped > 0 || head + marked > room ? Math.max(0, Math.min(head - lead, length - room + 1)) : 0;
  const isCut = skipped + shift > 0;
  const shown = lines.map((line) => {
    const text = near(line);
    const cut = text.slice(shift + (isCut ? 1 : 0), shift + room);
    const goesOn = text.length > shift + room || line.length > skipped + 6 * room;
    return `${isCut && text.length > shift ? "…" : ""}${goesOn ? `${cut.slice(0, -1)}…` : cut}`;
  });
  const column = head - shift + 1;
  const place = { start: { line: from.line, column }, end: { line: from.line, column: Math.min(column + marked, room + 1) } };
  const babel: BabelCodeFrameOptions & { readonly startLine: number } = {
    startLine: from.line - before,
    linesAbove: contextLines,
    linesBelow: contextLines,
  };
  return cells.decode(paint(codeFrameColumns(shown.join("\n"), place, babel), options));
}

/** Colours here and not in babel, which would colour the sources as if they were JavaScript. */
function paint(frame: string, { paintMark, paintMargin }: FrameOptions): string {
  return frame.replaceAll(/^([> ])( *(\d*) \|)(.*)$/gm, (_, arrow: string, margin: string, line: string, text: string) => {
    const begin = arrow === ">" ? paintMark(">") : " ";
    return `${begin}${paintMargin(margin)}${line === "" ? paintMark(text) : text}`;
  });
}

function endOfLine(text: string, offset: number): number {
  const match = /[\r\n]/g;
  match.lastIndex = offset;
  return match.exec(text)?.index ?? text.length;
}

/** The line that begins at an offset with some lines before and after it. */
function linesFrom(text: string, lineStart: number, before: number, after: number): string[] {
  let from = Math.max(0, lineStart);
  for (let i = 0; i < before; i++) from = startOfLineBefore(text, from);
  const lines: string[] = [];
  for (let i = 0; i <= before + after && (i === 0 || from < text.length); i++) {
    const to = endOfLine(text, from);
    lines.push(text.slice(from, to).replace(/^\uFEFF/, ""));
    from = to + (text.startsWith("\r\n", to) ? 2 : 1);
  }
  return lines;
}

function startOfLineBefore(text: string, lineStart: number): number {
  let at = lineStart - (text.startsWith("\r\n", lineStart - 2) ? 2 : 1);
  while (at > 0 && !/[\r\n]/.test(text[at - 1]!)) at--;
  return Math.max(0, at);
}
