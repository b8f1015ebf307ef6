import { identifier, make, plainText, reference } from "../../ast/build.ts";
import type { Annotation, Declaration, GrantStatement, Module, PolicyDeclaration, Statement } from "../../ast/source.ts";
import type { Action, Catalog } from "../../catalog/catalog.ts";
import type { Spelling } from "../../iam/canonical/spelling.ts";
import type { PatternSet, PolicyDocument, Statement as IamStatement } from "../../iam/document.ts";
import { normaliseGlob } from "../../iam/pattern.ts";
import { readActions } from "./actions.ts";
import { groupStatements } from "./blocks.ts";
import { readConditions } from "./conditions.ts";
import type { Context } from "./context.ts";
import { importsOf, localNames } from "./imports.ts";
import { planBody, type Part } from "./includes.ts";
import type { Library } from "./library.ts";
import { freeName, policyName } from "./names.ts";
import { findAmbient, findConstants } from "./repeated.ts";
import { sortResources, writeResources, type ResourceEntry } from "./resources.ts";
import type { NamedText } from "./texts.ts";

/** A policy to be written as source. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

export interface DecompileOptions {
  readonly catalog: Catalog;
  readonly spelling: Spelling;
  /** What may be used of the standard library. */
  readonly library: Library;
  /** True to write everything word by word. */
  readonly plain: boolean;
}

/** A source, and what is known of it. */
export interface Decompiled {
  readonly module: Module;
  /** For each `allow` and `deny` in text order the statement that it was read from. */
  readonly origins: readonly Origin[];
  /** What cannot be said in the source language. */
  readonly problems: readonly (Origin & { readonly problem: string })[];
}

/** A statement of one of the policies, both by number. */
export interface Origin {
  readonly policy: number;
  readonly statement: number;
}

/** A statement whose resources are sorted, before it is written. */
interface Sorted {
  readonly statement: IamStatement;
  readonly entries: readonly ResourceEntry[];
  /** What the catalog knows of its actions; undefined where it is a complement, or speaks of all actions. */
  readonly actions: readonly Action[] | undefined;
}

/** IAM policies as one source file, as a person would write it. */
export function decompile(policies: readonly NamedPolicy[], options: DecompileOptions): Decompiled {
  const { catalog, spelling, plain } = options;
  const taken = new Set<string>();
  const names = policies.map(({ name }) => {
    const made = policyName(name);
    const own = freeName(made.identifier, taken);
    taken.add(own);
    return own === made.identifier ? made : { ...made, identifier: own };
  });
  const library = localNames(options.library, taken);
  const basic: Context = { catalog, names: [], ambient: findAmbient([]), conditions: library.conditions, plain };
  const plans = policies.map(({ document }) => planBody(document, library.policies, spelling));
  const sorted = policies.map(({ document }) => document.statements.map((statement) => sortStatement(spell(statement, spelling), basic)));
  const entries = plans.flatMap((plan, index) =>
    plan.flatMap((part) => (part.kind === "statement" ? sorted[index]![part.index]!.entries : [])),
  );
  const included = plans.flat().flatMap((part) => (part.kind === "include" ? [part.policy] : []));
  // The library's own parameters would keep their defaults.
  const ambient = plain || included.length > 0 ? basic.ambient : findAmbient(entries);
  const parameters = (["partition", "region", "account"] as const)
    .filter((field) => ambient[field] !== basic.ambient[field])
    .map((field): NamedText => ({ name: field, text: ambient[field], anywhere: false }));
  const constants = plain ? [] : findConstants(entries);
  const context: Context = { ...basic, names: [...parameters, ...constants], ambient };

  const origins: Origin[] = [];
  const problems: (Origin & { problem: string })[] = [];
  const declarations = plans.map((plan, index): PolicyDeclaration => {
    const body = plan.map((part) => {
      const origin = { policy: index, statement: part.kind === "statement" ? part.index : -1 };
      if (part.kind === "statement") origins.push(origin);
      return writePart(part, sorted[index]!, context, (problem) => problems.push({ ...origin, problem }));
    });
    const { identifier: name, written } = names[index]!;
    return make("PolicyDeclaration", {
      name: identifier(name),
      annotations: written === undefined ? [] : [annotation("name", written)],
      parameters: [],
      body: plain ? body : groupStatements(body),
    });
  });
  const all: readonly Declaration[] = [...declareNames(parameters, constants), ...declarations];
  const source = { uri: "", text: "" };
  const imports = importsOf(declarations, library.conditions, included);
  const module = make("Module", { source, imports, declarations: all, comments: [], broken: false });
  return { module, origins, problems };
}

function declareNames(parameters: readonly NamedText[], constants: readonly NamedText[]): readonly Declaration[] {
  const typeOf = (name: string) => make("TypeExpression", { members: [make("NamedType", { name: identifier(name) })], list: false });
  return [
    ...parameters.map(({ name, text }) =>
      make("ParamDeclaration", { annotations: [], name: identifier(name), type: typeOf(name), default: plainText(text) }),
    ),
    ...constants.map(({ name, text }) => make("LetDeclaration", { annotations: [], name: identifier(name), value: plainText(text) })),
  ];
}

function annotation(name: string, ...texts: readonly string[]): Annotation {
  return make("Annotation", { name: identifier(name), arguments: texts.map(plainText) });
}

/** The statement with the names of actions and keys in the catalog's spelling. */
function spell(statement: IamStatement, spelling: Spelling): IamStatement {
  const { negated, patterns } = statement.actions;
  return {
    ...statement,
    actions: { negated, patterns: patterns.map((pattern) => spelling.action(normaliseGlob(pattern))) },
    conditions: statement.conditions.map((test) => ({ ...test, key: spelling.key(test.key) })),
  };
}

function sortStatement(statement: IamStatement, context: Context): Sorted {
  const actions = knownActions(statement.actions, context.catalog);
  return { statement, actions, entries: sortResources(statement.resources, actions ?? [], context) };
}

function knownActions({ negated, patterns }: PatternSet, catalog: Catalog): readonly Action[] | undefined {
  return negated || patterns.includes("*") ? undefined : patterns.flatMap((pattern) => catalog.expand(pattern));
}

function writePart(part: Part, sorted: readonly Sorted[], context: Context, note: (problem: string) => void): Statement {
  if (part.kind === "include") return make("IncludeStatement", { annotations: [], references: [reference(part.policy.local)] });
  return writeStatement(sorted[part.index]!, context, note);
}

function writeStatement({ statement, entries, actions }: Sorted, context: Context, note: (problem: string) => void): GrantStatement {
  const { sid, effect, resources } = statement;
  const condition = readConditions(statement.conditions, context, note);
  return make("GrantStatement", {
    annotations: [],
    effect,
    actions: readActions(statement.actions, note),
    ...(isImplied(statement, actions, context) ? {} : { resources: writeResources(entries, resources.negated, context, note) }),
    ...(condition === undefined ? {} : { condition }),
    ...(sid === undefined ? {} : { sid: /^[A-Za-z]/.test(sid) ? identifier(sid) : plainText(sid) }),
  });
}

/** Whether `on *` need not be said, since no action of the statement takes anything else. */
function isImplied({ actions: { patterns }, resources }: IamStatement, actions: readonly Action[] | undefined, context: Context): boolean {
  if (context.plain || actions === undefined || resources.negated || resources.patterns.length === 0) return false;
  if (!resources.patterns.includes("*") || actions.some(({ resourceTypes }) => resourceTypes.length > 0)) return false;
  return patterns.every((pattern) => context.catalog.expand(pattern).length > 0);
}
