import { identifier, make, plainText } from "../../ast/build.ts";
import type { Declaration } from "../../ast/source.ts";
import type { Context } from "./context.ts";
import { findAmbient, findConstants, usualFields } from "./repeated.ts";
import type { ResourceEntry } from "./resources.ts";
import type { NamedText } from "./texts.ts";

/** A value that is known only when the source is compiled. */
export interface BuildParameter {
  readonly name: string;
  readonly type: "string" | "arn" | "account" | "region" | "partition";
  /** What stands for it in the documents: a text that has no other meaning there. */
  readonly text: string;
  readonly default?: string;
}

/** The parameters and constants of a source, and what they mean for the statements in it. */
export interface Names extends Pick<Context, "names" | "ambient"> {
  readonly declarations: readonly Declaration[];
}

/** Names for the values that are given, and for what resources repeat. */
export function nameValues(
  entries: readonly ResourceEntry[],
  given: readonly BuildParameter[],
  only: { readonly given: boolean; readonly unambient: boolean },
): Names {
  const usual = given.length > 0 || only.unambient ? usualFields : findAmbient(entries);
  const found = (["partition", "region", "account"] as const)
    .filter((name) => usual[name] !== usualFields[name])
    .map((name): BuildParameter => ({ name, type: name, text: usual[name], default: usual[name] }));
  const taken = new Set([...given, ...found].map(({ name }) => name));
  const constants = only.given ? [] : findConstants(entries, given).filter(({ name }) => !taken.has(name));
  // What constructors read without naming it.
  const ambient = Object.fromEntries(given.filter(({ name, type }) => name === type).map(({ name, text }) => [name, text]));
  return {
    declarations: [...[...given, ...found].map(declareParameter), ...constants.map(declareConstant)],
    names: [...given.map(({ name, text }) => ({ name, text, anywhere: true })), ...found.map(inFields), ...constants],
    ambient: { ...usual, ...ambient },
  };
}

function inFields({ name, text }: BuildParameter): NamedText {
  return { name, text, anywhere: false };
}

function declareParameter({ name, type, default: value }: BuildParameter): Declaration {
  return make("ParamDeclaration", {
    annotations: [],
    name: identifier(name),
    type: make("TypeExpression", { members: [make("NamedType", { name: identifier(type) })], list: false }),
    ...(value === undefined ? {} : { default: plainText(value) }),
  });
}

function declareConstant({ name, text }: NamedText): Declaration {
  return make("LetDeclaration", { annotations: [], name: identifier(name), value: plainText(text) });
}
