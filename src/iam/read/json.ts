import { parseTree, printParseErrorCode, type ParseError } from "jsonc-parser";
import type { JsonNode } from "./node.ts";
import type { Note, Place, SyntaxReason } from "./problem.ts";

/** Deeper than any policy, and shallow enough for every stack. */
export const depthLimit = 100;

const reasons: Readonly<Record<string, SyntaxReason>> = {
  InvalidSymbol: "symbol",
  InvalidNumberFormat: "number",
  PropertyNameExpected: "name-expected",
  ValueExpected: "value-expected",
  ColonExpected: "colon-expected",
  CommaExpected: "comma-expected",
  CloseBraceExpected: "unclosed-object",
  CloseBracketExpected: "unclosed-list",
  EndOfFileExpected: "after-end",
  InvalidCommentToken: "comment",
  UnexpectedEndOfComment: "comment",
  UnexpectedEndOfString: "unclosed-string",
  UnexpectedEndOfNumber: "number",
  InvalidUnicode: "escape",
  InvalidEscapeCharacter: "escape",
  InvalidCharacter: "control-character",
};

/** Errors that often follow from an earlier one. */
const structural = new Set<SyntaxReason>([
  "symbol",
  "value-expected",
  "name-expected",
  "colon-expected",
  "comma-expected",
  "leading-zero",
  "after-end",
]);
/** After these nothing more is certain. */
const final = new Set<SyntaxReason>(["unclosed-string", "unclosed-object", "unclosed-list", "after-end"]);

/**
 * The tree of a JSON text, or undefined with everything that is wrong noted. A byte-order mark at the start is let pass.
 * What is no policy may hold any characters.
 */
export function parseJson(
  source: string,
  note: Note,
  allowed: "characters of IAM" | "any characters" = "characters of IAM",
): JsonNode | undefined {
  const text = source.startsWith("\uFEFF") ? ` ${source.slice(1)}` : source;
  const characters = allowed === "any characters" ? [] : noteCharacters(text, note);
  const deep = tooDeep(text);
  if (deep !== undefined) {
    note({ start: deep, end: deep + 1 }, { kind: "too-deep", limit: depthLimit });
    return undefined;
  }
  if (text.trim() === "") {
    note({ start: 0, end: 0 }, { kind: "syntax", reason: "empty" });
    return undefined;
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  noteErrors(text, errors, characters, note);
  return errors.length === 0 && characters.length === 0 ? tree : undefined;
}

/**
 * IAM takes U+0009, U+000A, U+000D and U+0020 to U+00FF, written or escaped; a run of others is one problem.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
function noteCharacters(text: string, note: Note): readonly Place[] {
  const places: Place[] = [];
  const add = (start: number, end: number, code: number): void => {
    places.push({ start, end });
    note({ start, end }, { kind: "character", character: codePointName(code) });
  };
  for (const match of text.matchAll(/[^\t\n\r\u0020-\u00FF]+/g)) add(match.index, match.index + match[0].length, match[0].codePointAt(0)!);
  if (!text.includes("\\")) return places;
  for (const match of text.matchAll(/\\(?:u([0-9a-fA-F]{4})|[^])/g)) {
    const code = match[1] === undefined ? { "\\b": 8, "\\f": 12 }[match[0]] : Number.parseInt(match[1], 16);
    if (code !== undefined && !isAllowed(code)) add(match.index, match.index + match[0].length, code);
  }
  return places;
}

/** Whether IAM takes a character. */
export function isAllowed(code: number): boolean {
  return (code >= 0x20 && code <= 0xff) || code === 0x09 || code === 0x0a || code === 0x0d;
}

/** `U+4E2D` */
export function codePointName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The place of the first bracket beyond the limit. */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22 || code === 0x0a) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > depthLimit) return at;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return undefined;
}

function noteErrors(text: string, errors: readonly ParseError[], characters: readonly Place[], note: Note): void {
  let lineEnd = -1;
  const seen = new Set<number>();
  for (const error of errors) {
    let reason = reasons[printParseErrorCode(error.error)] ?? "symbol";
    // A comment that is never closed is said to end beyond the text.
    let place: Place = { start: error.offset, end: Math.min(error.offset + error.length, text.length) };
    const comma = reason === "value-expected" || reason === "name-expected" ? trailingComma(text, error.offset) : undefined;
    if (comma !== undefined) {
      reason = "trailing-comma";
      place = { start: comma, end: comma + 1 };
    }
    if (reason === "comma-expected" && isLeadingZero(text, error.offset)) {
      reason = "leading-zero";
      place = { ...place, start: place.start - 1 };
    }
    if (reason === "control-character") place = controlCharacter(text, place);
    const known = characters.some(({ start, end }) => place.start < end && start < place.end);
    const follows = structural.has(reason) && place.start < lineEnd;
    if (known || follows || seen.has(place.start)) continue;
    seen.add(place.start);
    note(place, { kind: "syntax", reason });
    if (final.has(reason)) return;
    if (!structural.has(reason)) continue;
    const end = text.indexOf("\n", place.start);
    lineEnd = end < 0 ? text.length + 1 : end;
  }
}

/** The comma before a closing bracket. */
function trailingComma(text: string, offset: number): number | undefined {
  if (text[offset] !== "}" && text[offset] !== "]") return undefined;
  const before = text.slice(Math.max(0, offset - 10_000), offset).trimEnd();
  return before.endsWith(",") ? Math.max(0, offset - 10_000) + before.length - 1 : undefined;
}

/** Whether digits follow a 0: the number before them ended there. */
function isLeadingZero(text: string, offset: number): boolean {
  return /[^\d.]0$/.test(text.slice(Math.max(0, offset - 2), offset)) && /\d/.test(text.charAt(offset));
}

/** The first control character of a string. */
function controlCharacter(text: string, { start, end }: Place): Place {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) < 0x20) return { start: at, end: at + 1 };
  return { start, end };
}
