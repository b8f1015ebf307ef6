import { codeFrameColumns, type BabelCodeFrameOptions } from "@babel/code-frame";
import pc from "picocolors";
import { lineMap, type LineMap } from "../../text/line-map.ts";
import type { Location, Source } from "../../text/source.ts";
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { summarise } from "./json.ts";

export interface TerminalOptions {
  readonly color: boolean;
  /** The name shown for a uri. */
  readonly fileOf?: (uri: string) => string;
}

/** The findings for people: what is wrong, a code frame, related places, help; and a line that counts them. */
export function renderTerminal(diagnostics: readonly Diagnostic[], { color, fileOf = (uri) => uri }: TerminalOptions): string {
  if (diagnostics.length === 0) return "";
  const paint = pc.createColors(color);
  const colorOf: Readonly<Record<Severity, (text: string) => string>> = {
    error: paint.red,
    "security-warning": paint.magenta,
    warning: paint.yellow,
    suggestion: paint.cyan,
  };
  const maps = new Map<Source, LineMap>();
  const position = ({ source, start }: Location): string => {
    const { line, column } = mapOf(source, maps).position(start);
    return `${fileOf(source.uri)}:${line}:${column}`;
  };

  const blocks = diagnostics.map((diagnostic) => {
    const { code, slug, severity, message, help, location, notes, related } = diagnostic;
    const title = `${paint.bold(colorOf[severity](`${severity}[${code}]`))} ${paint.bold(visible(message))} ${paint.dim(`(${slug})`)}`;
    const lines = [title, `  ${paint.dim("at")} ${paint.cyan(position(location))}`, indent(frame(location, maps, color))];
    for (const other of related) {
      const where = other.location.source === location.source ? `\n${indent(frame(other.location, maps, color))}` : "";
      lines.push(`  ${paint.bold(visible(other.message))}: ${paint.cyan(position(other.location))}${where}`);
    }
    for (const note of notes) lines.push(wrap("note", visible(note), paint.bold));
    if (help !== undefined) lines.push(wrap("help", visible(help), (text) => paint.bold(paint.green(text))));
    return lines.join("\n");
  });
  return `${blocks.join("\n\n")}\n\n${paint.bold(countLine(diagnostics))}\n`;
}

/** "2 errors, 1 warning" */
export function countLine(diagnostics: readonly Diagnostic[]): string {
  const { errors, warnings, suggestions } = summarise(diagnostics);
  const counted = [
    [errors, "error"],
    [warnings, "warning"],
    [suggestions, "suggestion"],
  ] as const;
  const parts = counted.filter(([count]) => count > 0).map(([count, noun]) => `${count} ${noun}${count === 1 ? "" : "s"}`);
  return parts.length === 0 ? "no findings" : parts.join(", ");
}

function mapOf(source: Source, maps: Map<Source, LineMap>): LineMap {
  let map = maps.get(source);
  if (map === undefined) maps.set(source, (map = lineMap(source.text)));
  return map;
}

const contextLines = 1;
const widestLine = 160;

/** The lines around a place with the place marked. Long lines are cut to what surrounds it. */
function frame(location: Location, maps: Map<Source, LineMap>, color: boolean): string {
  const { source } = location;
  const map = mapOf(source, maps);
  const start = map.position(location.start);
  const end = map.position(Math.max(location.start, Math.min(location.end, endOfLine(source.text, location.start))));
  const first = Math.max(1, start.line - contextLines);
  const shift = end.column > widestLine ? Math.max(0, start.column - widestLine / 2) : 0;
  const lines = linesFrom(source.text, location.start - (start.column - 1), start.line - first, contextLines).map((line) => {
    const cut = line.slice(shift, shift + widestLine);
    return visible(`${shift > 0 ? "…" : ""}${cut}${line.length > shift + widestLine ? "…" : ""}`);
  });
  const move = shift > 0 ? 1 - shift : 0;
  const from = { line: start.line, column: start.column + move };
  const to = { line: start.line, column: Math.min(Math.max(end.column + move, from.column + 1), widestLine + 2) };
  const options: BabelCodeFrameOptions & { readonly startLine: number } = {
    startLine: first,
    linesAbove: contextLines,
    linesBelow: contextLines,
    forceColor: color,
  };
  return codeFrameColumns(lines.join("\n"), { start: from, end: to }, options);
}

function endOfLine(text: string, offset: number): number {
  const match = /[\r\n]/g;
  match.lastIndex = offset;
  return match.exec(text)?.index ?? text.length;
}

/** The line that begins at an offset with some lines before and after it. */
function linesFrom(text: string, lineStart: number, before: number, after: number): string[] {
  let from = Math.max(0, lineStart);
  for (let i = 0; i < before; i++) from = Math.max(0, text.lastIndexOf("\n", from - 2) + 1);
  let to = lineStart;
  for (let i = 0; i <= after && to < text.length; i++) to = endOfLine(text, to) + (text.startsWith("\r\n", endOfLine(text, to)) ? 2 : 1);
  return text.slice(from, to).replace(/^\uFEFF/, "").replace(/(\r\n|[\r\n])$/, "").split(/\r\n|[\r\n]/);
}

/** Text from outside may not steer the terminal: control characters become visible, a tab one space wide. */
function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll("\t", " ").replaceAll(/[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return code < 32 ? String.fromCharCode(0x2400 + code) : "\uFFFD";
  });
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}

/** Breaks a long line at spaces, the continuation below its beginning. */
function wrap(label: string, text: string, paint: (text: string) => string): string {
  const width = 100;
  const margin = " ".repeat(label.length + 4);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return `  ${paint(label)}: ${lines.join(`\n${margin}`)}`;
}
