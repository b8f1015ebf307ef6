import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { placeAll } from "./place.ts";
import { hasIgnorePragma, hasPragma, insertPragma } from "./pragma.ts";
import { readRoot } from "./root.ts";
import { printWhole } from "./whole.ts";

/** How a text is laid out: those of prettier's options that the language knows. */
export interface FormatOptions {
  /** How many columns a line may fill; 100 where it is not said. */
  readonly printWidth?: number;
  readonly tabWidth?: number;
  readonly useTabs?: boolean;
  readonly endOfLine?: "lf" | "crlf" | "cr" | "auto";
  readonly requirePragma?: boolean;
  readonly insertPragma?: boolean;
  readonly checkIgnorePragma?: boolean;
}

/** What formatting a text gives: the new text, or what is wrong with the old one. */
export type Formatted = { readonly text: string } | { readonly findings: readonly Diagnostic[] };

/** Formats a text as prettier does with the plugin, without prettier. */
export function format(original: string, options: FormatOptions = {}, uri = ""): Formatted {
  const mark = original.startsWith("\uFEFF") ? "\uFEFF" : "";
  const text = original.slice(mark.length).replaceAll(/\r\n?/g, "\n");
  if (options.requirePragma === true && !hasPragma(text)) return { text: original };
  if (options.checkIgnorePragma === true && hasIgnorePragma(text)) return { text: original };
  const isMarked = options.insertPragma !== true || options.requirePragma === true || hasPragma(text);
  const formatted = layOut(isMarked ? text : insertPragma(text), options, uri);
  return "findings" in formatted ? formatted : { text: mark + formatted.text.replaceAll("\n", endOfLine(original, options)) };
}

function layOut(text: string, { printWidth = 100, tabWidth = 2, useTabs = false }: FormatOptions, uri: string): Formatted {
  if (text.trim() === "") return { text: "" };
  const result = readRoot(text, uri);
  if ("findings" in result) return result;
  placeAll(result.root, text);
  return { text: printWhole(result.root, text, { printWidth, tabWidth, useTabs }) };
}

/** How lines end: where that is to be found out, as the first one does. */
function endOfLine(text: string, { endOfLine: wanted = "lf" }: FormatOptions): string {
  const ends = { lf: "\n", crlf: "\r\n", cr: "\r" };
  if (wanted !== "auto") return ends[wanted];
  const at = text.indexOf("\r");
  return at < 0 ? "\n" : text[at + 1] === "\n" ? "\r\n" : "\r";
}
