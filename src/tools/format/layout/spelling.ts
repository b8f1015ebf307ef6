import { spellContent } from "../../../ast/literal.ts";
import type { NamedType, Parameter, QualifiedName, StringLiteral, TypeExpression } from "../../../ast/source.ts";

const plain = /^[ !#-[\]-~]*$/;
/** What begins with a sign that can be seen, and all that can stand in a string as it is. */
const invisible = /(?<![\p{L}\p{M}\p{N}\p{P}\p{S}\u200D])\p{M}|[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cs}\u200D ]/gu;
const bareName = /^[\w.*?-]+(?:(?::+|\/)[\w.*?-]+)*$/;
const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t" };

/** A string as it is written: nothing escaped that can be read, and nothing unescaped that cannot. */
export function spellString(literal: StringLiteral): string {
  return `"${spellContent(literal, spellText)}"`;
}

function spellText(text: string): string {
  if (plain.test(text) && !text.includes("${")) return text;
  return text
    .replaceAll(/["\\]|\$(?=\{)/g, "\\$&")
    .replaceAll(invisible, (sign) => escapes[sign] ?? `\\u{${sign.codePointAt(0)!.toString(16).toUpperCase()}}`);
}

/** `prefix:name`, with quotes only around a tail that needs them. */
export function spellQualified({ prefix, name }: QualifiedName): string {
  if (bareName.test(name)) return `${prefix}:${name}`;
  const slash = name.indexOf("/") + 1;
  return `${prefix}:${name.slice(0, slash)}"${name.slice(slash)}"`;
}

/** A type, with parentheses only where `[]` needs them. */
export function spellType({ members, list }: TypeExpression): string {
  const written = members.map((member) => (member.kind === "StringLiteral" ? spellString(member) : spellNamed(member))).join(" | ");
  if (!list) return written;
  return members.length > 1 ? `(${written})[]` : `${written}[]`;
}

function spellNamed({ name, argument }: NamedType): string {
  return argument === undefined ? name.text : `${name.text}<${spellQualified(argument)}>`;
}

/** `name: type` */
export function spellTyped({ name, type }: Pick<Parameter, "name" | "type">): string {
  return `${name.text}: ${spellType(type)}`;
}
