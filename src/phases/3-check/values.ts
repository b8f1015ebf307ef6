import type { Location } from "../../text/source.ts";

/** What an expression is worth. */
export type Value = StringValue | NumberValue | BooleanValue | ListValue | AnyValue | OpaqueValue | UnknownValue;

export interface StringValue {
  readonly kind: "string";
  /** As IAM reads it: a literal `${` stands as `${$}{`. */
  readonly text: string;
  /** Without that escape; undefined where a policy variable or a value that is not known yet is part of it. */
  readonly raw: string | undefined;
  /** True when a value that is not known yet is part of it. */
  readonly opaque: boolean;
  readonly variables: readonly UsedVariable[];
}

/** A policy variable and its place. */
export interface UsedVariable {
  readonly key: string;
  readonly location: Location;
}

export interface NumberValue {
  readonly kind: "number";
  readonly text: string;
}

export interface BooleanValue {
  readonly kind: "boolean";
  readonly value: boolean;
}

export interface ListValue {
  readonly kind: "list";
  readonly elements: readonly Value[];
}

/** `*` */
export interface AnyValue {
  readonly kind: "any";
}

/** A parameter that has no value while its declaration is checked by itself. */
export interface OpaqueValue {
  readonly kind: "opaque";
  /** Stands in a text for what is not known yet; matched like a policy variable, and never emitted. */
  readonly text: string;
}

/** What a faulty expression is worth; the fault is reported already. */
export interface UnknownValue {
  readonly kind: "unknown";
}

export const unknownValue: UnknownValue = { kind: "unknown" };
export const anyValue: AnyValue = { kind: "any" };

/** The value of a parameter that has none. */
export function opaqueValue(name: string): OpaqueValue {
  return { kind: "opaque", text: `\${opaque:${name}}` };
}

const none: readonly UsedVariable[] = [];

/** A string without variables, written as IAM reads it. */
export function plainString(raw: string): StringValue {
  return { kind: "string", text: raw.includes("${") ? raw.replaceAll("${", "${$}{") : raw, raw, opaque: false, variables: none };
}

const anyString = plainString("*");

/** The text of one value, where it has one. */
export function asString(value: Value): StringValue | undefined {
  switch (value.kind) {
    case "string":
      return value;
    case "number":
      return plainString(value.text);
    case "any":
      return anyString;
    case "opaque":
      return { kind: "string", text: value.text, raw: undefined, opaque: true, variables: none };
    case "boolean":
    case "list":
    case "unknown":
      return undefined;
  }
}

/** The single values of a value: those of a list, or itself. */
export function elementsOf(value: Value): readonly Value[] {
  return value.kind === "list" ? value.elements : [value];
}

/** How a message names a value: `"a"`, `a list`. */
export function describeValue(value: Value): string {
  switch (value.kind) {
    case "string":
      return `"${value.raw ?? value.text}"`;
    case "number":
      return value.text;
    case "boolean":
      return String(value.value);
    case "list":
      return "a list";
    case "any":
      return "`*`";
    case "opaque":
    case "unknown":
      return "a value";
  }
}

/** Reads a build parameter given as text: `${aws:username}` in it is a policy variable, everything else is literal. */
export function readParameterText(text: string, location: Location): StringValue {
  let iam = "";
  let at = 0;
  const variables: UsedVariable[] = [];
  for (const match of text.matchAll(/\$\{(?:[*?$]|[^{}$]*:[^{}]*)\}/g)) {
    iam += plainString(text.slice(at, match.index)).text + match[0];
    at = match.index + match[0].length;
    variables.push({ key: match[0].slice(2, -1).split(",")[0]!, location });
  }
  iam += plainString(text.slice(at)).text;
  return { kind: "string", text: iam, raw: variables.length === 0 ? text : undefined, opaque: false, variables };
}
