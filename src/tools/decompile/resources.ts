import { identifier, make, qualifiedName } from "../../ast/build.ts";
import type { Argument, ResourceExpression, ValueExpression } from "../../ast/source.ts";
import type { Action } from "../../catalog/catalog.ts";
import { leastOf, resourceReader } from "../../iam/canonical/coverage.ts";
import type { PatternSet } from "../../iam/document.ts";
import { typeArn, type TypedArn } from "./arns.ts";
import type { Context } from "./context.ts";
import { readText, readValue, type Note } from "./texts.ts";

/** One resource of a list: `*`, a text, or typed ones that differ in one field. */
export type ResourceEntry = { readonly kind: "any" } | { readonly kind: "text"; readonly text: string } | TypedEntry;

interface TypedEntry extends Omit<TypedArn, "fields"> {
  readonly kind: "typed";
  readonly fields: readonly (readonly string[])[];
}

/** The resources of a statement, typed where their ARNs are those of a type. */
export function sortResources({ patterns }: PatternSet, actions: readonly Action[], { catalog, plain }: Context): readonly ResourceEntry[] {
  const entries: GrowingEntry[] = [];
  for (const pattern of leastOf(patterns, resourceReader)) {
    const typed = plain || pattern === "*" ? undefined : typeArn(pattern, actions, catalog);
    if (pattern === "*") entries.push({ kind: "any" });
    else if (typed === undefined) entries.push({ kind: "text", text: pattern });
    else addTyped(entries, { ...typed, kind: "typed", fields: typed.fields.map((field) => [field]) });
  }
  return entries;
}

type GrowingEntry = Exclude<ResourceEntry, TypedEntry> | GrowingTypedEntry;

interface GrowingTypedEntry extends TypedEntry {
  readonly fields: readonly string[][];
}

/** Adds a typed resource to one that differs from it in the values of one field only, or to the list. */
function addTyped(entries: GrowingEntry[], added: GrowingTypedEntry): void {
  for (const entry of entries) {
    if (entry.kind !== "typed" || entry.type !== added.type) continue;
    if (entry.partition !== added.partition || entry.region !== added.region || entry.account !== added.account) continue;
    const differing = entry.fields.flatMap((values, at) => (values.length === 1 && values[0] === added.fields[at]![0] ? [] : [at]));
    const [only, ...others] = differing;
    if (only === undefined || others.length > 0) continue;
    entry.fields[only]!.push(...added.fields[only]!);
    return;
  }
  entries.push(added);
}

/** The source of sorted resources; undefined where they are everything. */
export function writeResources(entries: readonly ResourceEntry[], negated: boolean, context: Context, note: Note): ResourceExpression {
  const any = make("AnyResource", {});
  if (negated && entries.length === 0) return any;
  const elements = entries.map((entry) => writeEntry(entry, context, note));
  const [first = any, ...others] = elements;
  const listed = others.length === 0 ? first : make("ResourceList", { elements });
  return negated ? make("ResourceDifference", { base: any, excluded: listed }) : listed;
}

function writeEntry(entry: ResourceEntry, context: Context, note: Note): ResourceExpression {
  if (entry.kind === "any") return make("AnyResource", {});
  if (entry.kind === "text") {
    const text = readText(entry.text, context.names);
    if (text === undefined) note(`\`${entry.text}\` holds a \`\${\` that begins no policy variable`);
    const [only, ...others] = typeof text?.content === "object" ? text.content : [];
    if (only?.kind === "Interpolation" && others.length === 0) return make("NameReference", { name: only.name });
    return text ?? make("AnyResource", {});
  }
  const { type, fields, partition, region, account } = entry;
  const values: Argument[] = fields.map((field) => make("Argument", { value: fieldValue(field, context, note) }));
  const given = { partition, region, account };
  for (const name of ["partition", "region", "account"] as const) {
    const value = given[name];
    if (value === undefined || value === context.ambient[name]) continue;
    values.push(make("Argument", { name: identifier(name), value: oneValue(value, context, note) }));
  }
  return make("ResourceConstructor", { type: qualifiedName(`${type.service}:${type.name}`), arguments: values });
}

function fieldValue(values: readonly string[], context: Context, note: Note): ValueExpression {
  const elements = values.map((value) => oneValue(value, context, note));
  return elements.length === 1 ? elements[0]! : make("ListExpression", { elements });
}

function oneValue(text: string, { names }: Context, note: Note): ValueExpression {
  if (text === "*") return make("AnyValue", {});
  const value = readValue(text, names);
  if (value === undefined) note(`\`${text}\` holds a \`\${\` that begins no policy variable`);
  return value ?? make("AnyValue", {});
}
