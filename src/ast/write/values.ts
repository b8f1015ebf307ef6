import type { Argument, NameReference, Parameter, QualifiedName, StringLiteral, TypeExpression, ValueExpression } from "../source.ts";
import { spellContent } from "../literal.ts";
import { bracketed, type Doc } from "./layout.ts";

/** A name that stands without quotes: as the grammar's token `QualifiedName`, but for the quoted tail. */
const bareName = /^[A-Za-z_*?][\w.*?-]*(?:\/[\w.*?-]+)*:[\w.*?-]+(?:(?::+|\/)[\w.*?-]+)*$/;
const quotedTail = /^([^"\r\n]*?)\/([^"\r\n]*)$/;

/** `prefix:name`; a tag key with a space in it stands in quotes. */
export function writeName({ prefix, name }: QualifiedName): string {
  const text = `${prefix}:${name}`;
  if (bareName.test(text)) return text;
  const [, head = text, tail] = quotedTail.exec(text) ?? [];
  return tail === undefined ? text : `${head}/"${tail}"`;
}

/** Whether a name such as a condition key can be written at all. */
export function isWritable(text: string): boolean {
  const [, head = ""] = quotedTail.exec(text) ?? [];
  return bareName.test(text) || bareName.test(head);
}

export function writeValue(value: ValueExpression): Doc {
  switch (value.kind) {
    case "StringLiteral":
      return writeString(value);
    case "NumberLiteral":
      return value.text;
    case "BooleanLiteral":
      return String(value.value);
    case "AnyValue":
      return "*";
    case "ListExpression":
      return bracketed("[", value.elements.map(writeValue), "]");
    case "NameReference":
      return writeReference(value);
  }
}

export function writeString(literal: StringLiteral): string {
  return `"${spellContent(literal, escapeText)}"`;
}

const short: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "${": "\\${" };
/** What would end a string, begin something in it, or cannot be seen. */
const special = /["\\]|\$\{|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function escapeText(text: string): string {
  return text.replace(special, (found) => short[found] ?? `\\u{${found.codePointAt(0)!.toString(16).toUpperCase()}}`);
}

export function writeReference({ name, arguments: values }: NameReference): Doc {
  return values === undefined ? name.text : [name.text, writeArguments(values)];
}

export function writeArguments(values: readonly Argument[]): Doc {
  return bracketed(
    "(",
    values.map(({ name, value }) => (name === undefined ? writeValue(value) : [`${name.text}: `, writeValue(value)])),
    ")",
  );
}

export function writeParameters(parameters: readonly Parameter[]): Doc {
  return parameters.length === 0 ? "" : bracketed("(", parameters.map(writeParameter), ")");
}

export function writeParameter({ name, type, default: value }: Pick<Parameter, "name" | "type" | "default">): Doc {
  const head = `${name.text}: ${writeType(type)}`;
  return value === undefined ? head : [`${head} = `, writeValue(value)];
}

export function writeType({ members, list }: TypeExpression): string {
  const names = members.map((member) => {
    if (member.kind === "StringLiteral") return writeString(member);
    return member.argument === undefined ? member.name.text : `${member.name.text}<${writeName(member.argument)}>`;
  });
  const one = names.join(" | ");
  if (!list) return one;
  return names.length > 1 ? `(${one})[]` : `${one}[]`;
}
