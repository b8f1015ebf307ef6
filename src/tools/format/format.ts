import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { placeAll } from "./place.ts";
import { hasIgnorePragma, hasPragma, insertPragma } from "./pragma.ts";
import { readRoot } from "./root.ts";
import { printWhole } from "./whole.ts";

/** How a text is laid out: those of prettier's options that the language knows. */
export interface FormatOptions {
  /** What messages call the text. */
  readonly uri?: string;
  /** How many columns a line may fill; 100 where it is not said. */
  readonly printWidth?: number;
  readonly tabWidth?: number;
  readonly useTabs?: boolean;
  readonly endOfLine?: "lf" | "crlf" | "cr" | "auto";
  readonly requirePragma?: boolean;
  readonly insertPragma?: boolean;
  readonly checkIgnorePragma?: boolean;
}

export interface FormatResult {
  /** The formatted text; undefined where there is an error. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Formats a text as prettier does with the plugin, without prettier. */
export function format(original: string, options: FormatOptions = {}): FormatResult {
  const mark = original.startsWith("\uFEFF") ? "\uFEFF" : "";
  const text = original.slice(mark.length).replaceAll(/\r\n?/g, "\n");
  const isLeftAlone = (options.requirePragma === true && !hasPragma(text)) || (options.checkIgnorePragma === true && hasIgnorePragma(text));
  if (isLeftAlone) return { text: original, diagnostics: [] };
  const isMarked = options.insertPragma !== true || options.requirePragma === true || hasPragma(text);
  const result = layOut(isMarked ? text : insertPragma(text), options);
  return result.text === undefined ? result : { ...result, text: mark + result.text.replaceAll("\n", endOfLine(original, options)) };
}

function layOut(text: string, { uri = "", printWidth = 100, tabWidth = 2, useTabs = false }: FormatOptions): FormatResult {
  if (text.trim() === "") return { text: "", diagnostics: [] };
  const result = readRoot(text, uri);
  if ("findings" in result) return { diagnostics: result.findings };
  placeAll(result.root, text);
  return { text: printWhole(result.root, text, { printWidth, tabWidth, useTabs }), diagnostics: [] };
}

/** How lines end: where that is to be found out, as the first one does. */
function endOfLine(text: string, { endOfLine: wanted = "lf" }: FormatOptions): string {
  const ends = { lf: "\n", crlf: "\r\n", cr: "\r" };
  if (wanted !== "auto") return ends[wanted];
  const at = text.indexOf("\r");
  return at < 0 ? "\n" : text[at + 1] === "\n" ? "\r\n" : "\r";
}
