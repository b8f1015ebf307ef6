import { identifier, make, plainText, reference } from "../../ast/build.ts";
import type { Module, PolicyDeclaration } from "../../ast/source.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Spelling } from "../../iam/canonical/spelling.ts";
import type { PolicyDocument } from "../../iam/document.ts";
import { groupStatements } from "./blocks.ts";
import type { Context } from "./context.ts";
import { nameValues, type BuildParameter } from "./declarations.ts";
import { importsOf, localNames } from "./imports.ts";
import { planBody } from "./includes.ts";
import type { Library } from "./library.ts";
import { policyNames } from "./names.ts";
import { usualFields } from "./repeated.ts";
import { nameConditions } from "./shared.ts";
import { sortStatement, writeStatement } from "./statements.ts";

/** A policy to be written as source. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

export interface DecompileOptions {
  readonly catalog: Catalog;
  readonly spelling: Spelling;
  readonly parameters: readonly BuildParameter[];
  /** What may be used of the standard library. */
  readonly library: Library;
  /** True to write everything word by word. */
  readonly plain: boolean;
  /** True to give conditions that stand at several places a name. */
  readonly naming: boolean;
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

/** IAM policies as one source file, as a person would write it. */
export function decompile(
  policies: readonly NamedPolicy[],
  { catalog, spelling, parameters, library, plain, naming }: DecompileOptions,
): Decompiled {
  const titles = policyNames(policies.map(({ name }) => name));
  const local = localNames(library, new Set(titles.map((title) => title.identifier)));
  const basic: Context = { catalog, names: [], ambient: usualFields, conditions: local.conditions, plain };
  const plans = policies.map(({ document }) => planBody(document, local.policies, spelling));
  const included = plans.flat().flatMap((part) => (part.kind === "include" ? [part.policy] : []));
  const sorted = policies.map(({ document }) => document.statements.map((statement) => sortStatement(statement, spelling, basic)));
  const entries = plans.flatMap((plan, policy) =>
    plan.flatMap((part) => (part.kind === "statement" ? sorted[policy]![part.index]!.entries : [])),
  );
  // The library's own parameters would keep their defaults.
  const { declarations, ...named } = nameValues(entries, parameters, { given: plain, unambient: plain || included.length > 0 });
  const context: Context = { ...basic, ...named };

  const origins: Origin[] = [];
  const problems: (Origin & { problem: string })[] = [];
  const written = plans.map((plan, policy): PolicyDeclaration => {
    const body = plan.map((part) => {
      if (part.kind === "include") return make("IncludeStatement", { annotations: [], references: [reference(part.policy.local)] });
      const origin = { policy, statement: part.index };
      origins.push(origin);
      return writeStatement(sorted[policy]![part.index]!, context, (problem) => problems.push({ ...origin, problem }));
    });
    const { identifier: name, known } = titles[policy]!;
    const title = known === undefined ? [] : [make("Annotation", { name: identifier("name"), arguments: [plainText(known)] })];
    return make("PolicyDeclaration", {
      name: identifier(name),
      annotations: title,
      parameters: [],
      body: plain ? body : groupStatements(body),
    });
  });
  const taken = [
    ...titles.map((title) => title.identifier),
    ...Object.values(local)
      .flat()
      .map((one) => one.local),
  ];
  const shared = naming ? nameConditions(written, new Set(taken)) : { policies: written, declarations: [] };
  const all = [...declarations, ...shared.declarations, ...shared.policies];
  const imports = importsOf(all, local.conditions, included);
  const source = { uri: "", text: "" };
  const module = make("Module", { source, imports, declarations: all, comments: [], broken: false });
  return { module, origins, problems };
}
