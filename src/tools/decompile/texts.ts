import { identifier, make, stringOf } from "../../ast/build.ts";
import type { StringLiteral, StringPart, ValueExpression } from "../../ast/source.ts";

/** Notes what a document says and the source language cannot. */
export type Note = (problem: string) => void;

/** A text that has a name in the source: that of a constant or parameter. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
  /** True where it stands for something else in the document, and so is replaced wherever it occurs, not as a whole field only. */
  readonly anywhere: boolean;
}

/** A policy variable as IAM writes it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export const variable = /\$\{([^},'{]*)(?:,\s*'([^']*)'\s*)?\}/g;

/** The string that stands for a text of a document; undefined where it holds a `${` that begins no variable, which cannot be said. */
export function readText(text: string, names: readonly NamedText[] = []): StringLiteral | undefined {
  const parts: StringPart[] = [];
  const add = (part: StringPart): void => {
    const last = parts.at(-1);
    if (part.kind === "TextPart" && last?.kind === "TextPart") parts[parts.length - 1] = make("TextPart", { text: last.text + part.text });
    else if (part.kind !== "TextPart" || part.text !== "") parts.push(part);
  };
  let at = 0;
  for (const match of text.matchAll(variable)) {
    const before = text.slice(at, match.index);
    const [whole, name = "", fallback] = match;
    const key = name.trim();
    at = match.index + whole.length;
    if (before.includes("${") || !isSayable(key, fallback)) return undefined;
    for (const part of insertNames(before, names)) add(part);
    // `${$}{` is how IAM writes the two characters `${`.
    if (key === "$" && text[at] === "{") add(make("TextPart", { text: "$" }));
    else add(make("PolicyVariable", fallback === undefined ? { key } : { key, default: fallback }));
  }
  const rest = text.slice(at);
  if (rest.includes("${")) return undefined;
  for (const part of insertNames(rest, names)) add(part);
  return stringOf(parts);
}

function isSayable(key: string, fallback: string | undefined): boolean {
  if (fallback !== undefined && /[}"\\\r\n]/.test(fallback)) return false;
  return /^[*?$]$/.test(key) ? fallback === undefined : key.includes(":") && !/["\\]/.test(key);
}

/** The same as a value: the name itself where the text is a named one. */
export function readValue(text: string, names: readonly NamedText[]): ValueExpression | undefined {
  const whole = names.find((named) => named.text === text);
  return whole === undefined ? readText(text, names) : make("NameReference", { name: identifier(whole.name) });
}

/** A literal text in parts, each named text in it replaced by its name. */
function insertNames(text: string, names: readonly NamedText[]): readonly StringPart[] {
  for (const named of names) {
    const at = indexOfField(text, named);
    if (at < 0) continue;
    const middle = make("Interpolation", { name: identifier(named.name) });
    return [...insertNames(text.slice(0, at), names), middle, ...insertNames(text.slice(at + named.text.length), names)];
  }
  return [make("TextPart", { text })];
}

/** Where a named text stands between separators, or -1. */
function indexOfField(text: string, { text: wanted, anywhere }: NamedText): number {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (anywhere || (/^$|[:/]/.test(text.slice(0, at).slice(-1)) && /^$|[:/]/.test(text.slice(end, end + 1)))) return at;
  }
  return -1;
}
