import { relative, sep } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { renderTerminal } from "../../diagnostics/render/terminal.ts";
import { lineMap } from "../../text/line-map.ts";
import type { Location } from "../../text/source.ts";
import type { BundledSource } from "./bundle-source.ts";

/** A finding in the form that Rollup and those like it take. */
export interface PlacedMessage {
  readonly message: string;
  /** Lines from 1, columns from 0. */
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
  /** The code around the place, and all that is to be said below it. */
  readonly frame?: string;
}

type Found = Pick<BundledSource, "diagnostics" | "problem" | "pathOf">;

/** What keeps a source from being compiled, as one message at the place of the first finding; undefined where nothing does. */
export function errorOf(source: Found): PlacedMessage | undefined {
  if (source.problem !== undefined) return { message: problemText(source.problem) };
  const errors = source.diagnostics.filter(({ severity }) => severity === "error");
  return errors.length === 0 ? undefined : placed(errors, source);
}

/** The warnings about a source, one by one. Suggestions are left to `chimepolicy check`. */
export function warningsOf(source: Found): readonly PlacedMessage[] {
  return warningsIn(source).map((warning) => placed([warning], source));
}

/** The findings that bundlers show as warnings. */
export function warningsIn({ diagnostics }: Found): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "warning" || severity === "security-warning");
}

/** A message with its place and its code, for bundlers that take a text. */
export function wholeText({ message, loc, frame }: PlacedMessage): string {
  const place = loc === undefined ? "" : `\n  at ${shown(loc.file)}:${loc.line}:${loc.column + 1}`;
  return `${message}${place}${frame === undefined ? "" : `\n${frame}`}`;
}

/** The words for what is wrong outside of all texts. */
export function problemText({ message, help }: NonNullable<Found["problem"]>): string {
  return help === undefined ? message : `${message}\nhelp: ${help}`;
}

function placed(diagnostics: readonly Diagnostic[], { pathOf }: Found): PlacedMessage {
  const fileOf = (uri: string): string => shown(pathOf(uri));
  // The first two lines are the message and its place, which bundlers show in their own way.
  const [message = "", , ...frame] = renderTerminal(diagnostics, { color: false, fileOf, summary: "" }).trimEnd().split("\n");
  const { source, start } = diagnostics[0]!.location;
  const { line, column } = lineMap(source.text).position(start);
  return { message, loc: { file: pathOf(source.uri), line, column: column - 1 }, frame: frame.join("\n") };
}

/** A path as messages show it: from the working folder. */
function shown(path: string): string {
  return path.startsWith("std/") ? path : relative(process.cwd(), path).split(sep).join("/");
}

/** The place of a finding as esbuild takes it, who counts columns in bytes. */
export function bytePlace({ source, start, end }: Location, { pathOf }: Found): BytePlace {
  const { line, column } = lineMap(source.text).position(start);
  const lineStart = start - (column - 1);
  const lineText = /^[^\r\n]*/.exec(source.text.slice(lineStart))![0];
  const bytes = (text: string): number => new TextEncoder().encode(text).length;
  const marked = lineText.slice(column - 1, end - lineStart);
  return { file: shown(pathOf(source.uri)), line, column: bytes(lineText.slice(0, column - 1)), length: bytes(marked), lineText };
}

/** A place in esbuild's form. */
export interface BytePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly lineText: string;
}
