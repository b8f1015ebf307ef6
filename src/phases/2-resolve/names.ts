import type { Binding, Definition } from "../../ast/resolved.ts";
import type { Declaration, Identifier, Module, NamedDeclaration, Parameter } from "../../ast/source.ts";
import { ambientNames, hasConstructor, visitNames, type UseOf } from "../../ast/visit.ts";
import type { Report } from "../../diagnostics/collector.ts";
import { certain, didYouMean, suggest } from "../../text/suggest.ts";
import { locate } from "../../text/source.ts";

/** What the names of a module were used for. */
export interface UsedNames {
  readonly definitions: ReadonlySet<Definition>;
  readonly names: ReadonlySet<string>;
}

/** The use of a declaration in another one, or in itself. */
export interface Use {
  readonly name: Identifier;
  readonly target: NamedDeclaration;
}

/** What the names of a program mean. */
export interface Bound {
  readonly bindings: Map<Identifier, Binding>;
  /** The declarations that each declaration uses, in text order; missing where there are none. */
  readonly uses: Map<Declaration, Use[]>;
}

/** Binds each used name of a module and reports those that mean nothing, or nothing that fits. */
export function bindNames(module: Module, scope: ReadonlyMap<string, Definition>, { bindings, uses }: Bound, report: Report): UsedNames {
  const definitions = new Set<Definition>();
  const names = new Set<string>();

  for (const declaration of module.declarations) {
    const parameters = declareParameters(declaration, module, scope, report);
    const usedParameters = new Set<Parameter>();
    visitNames(declaration, (name, use) => {
      const parameter = parameters.get(name.text);
      if (parameter !== undefined) {
        usedParameters.add(parameter);
        if (use === "value" || use === "resource") bindings.set(name, parameter);
        else report("wrong-kind", { name: name.text, found: "a parameter", wanted: wantedFor[use] }, locate(module.source, name));
        return;
      }
      names.add(name.text);
      const definition = scope.get(name.text);
      if (definition === undefined) {
        // What was meant is used, so that it is not reported as unused on top.
        for (const meant of reportUnknown(name, use, module, scope, parameters, report)) {
          names.add(meant);
          const likely = scope.get(meant);
          if (likely !== undefined) definitions.add(likely);
          const likelyParameter = parameters.get(meant);
          if (likelyParameter !== undefined) usedParameters.add(likelyParameter);
        }
        return;
      }
      definitions.add(definition);
      const { kind } = definition.declaration;
      if (kind === "BrokenDeclaration" || fits(kind, use)) {
        bindings.set(name, definition);
        const one = { name, target: definition.declaration };
        const others = uses.get(declaration);
        if (others === undefined) uses.set(declaration, [one]);
        else others.push(one);
      } else {
        report("wrong-kind", { name: name.text, found: kindNames[kind], wanted: wantedFor[use] }, locate(module.source, name), {
          related: [{ message: "declared here", location: locate(definition.module.source, definition.declaration.name) }],
        });
      }
    });
    const implicit = parameters.size > 0 && hasConstructor(declaration) ? ambientNames : [];
    for (const parameter of parameters.values()) {
      if (usedParameters.has(parameter) || implicit.includes(parameter.name.text) || module.broken) continue;
      report("unused-parameter", { name: parameter.name.text }, locate(module.source, parameter.name));
    }
  }
  return { definitions, names };
}

/** How a message calls each kind of declaration. */
export const kindNames: Readonly<Record<NamedDeclaration["kind"], string>> = {
  ParamDeclaration: "a parameter",
  LetDeclaration: "a constant",
  ActionsDeclaration: "a set of actions",
  ResourceDeclaration: "a resource",
  ConditionDeclaration: "a condition",
  PolicyDeclaration: "a policy",
  RoleDeclaration: "a role",
  BrokenDeclaration: "a broken declaration",
};

const wantedFor: Readonly<Record<UseOf, string>> = {
  value: "a value",
  actions: "a set of actions",
  resource: "a resource",
  condition: "a condition",
  statements: "a policy or role",
};

const nouns: Readonly<Record<UseOf, string>> = {
  value: "name",
  actions: "action set",
  resource: "resource",
  condition: "condition",
  statements: "policy or role",
};

/** A constant or parameter that holds an ARN may stand where a resource is needed. */
function fits(kind: NamedDeclaration["kind"], use: UseOf): boolean {
  switch (use) {
    case "value":
      return kind === "ParamDeclaration" || kind === "LetDeclaration";
    case "actions":
      return kind === "ActionsDeclaration";
    case "resource":
      return kind === "ResourceDeclaration" || kind === "ParamDeclaration" || kind === "LetDeclaration";
    case "condition":
      return kind === "ConditionDeclaration";
    case "statements":
      return kind === "PolicyDeclaration" || kind === "RoleDeclaration";
  }
}

function declareParameters(
  declaration: Declaration,
  module: Module,
  scope: ReadonlyMap<string, Definition>,
  report: Report,
): ReadonlyMap<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  if (!("parameters" in declaration)) return parameters;
  for (const parameter of declaration.parameters) {
    const { text } = parameter.name;
    const location = locate(module.source, parameter.name);
    const earlier = parameters.get(text);
    const outer = scope.get(text);
    if (earlier !== undefined) {
      report("duplicate-name", { name: text }, location, {
        related: [{ message: "first declared here", location: locate(module.source, earlier.name) }],
      });
      continue;
    }
    if (outer !== undefined) {
      const place = outer.declaration.name!;
      report("shadowed-name", { name: text }, location, {
        help: "give the parameter a name of its own",
        related: [{ message: "also declared here", location: locate(outer.module.source, place) }],
      });
    }
    parameters.set(text, parameter);
  }
  return parameters;
}

function reportUnknown(
  name: Identifier,
  use: UseOf,
  module: Module,
  scope: ReadonlyMap<string, Definition>,
  parameters: ReadonlyMap<string, Parameter>,
  report: Report,
): readonly string[] {
  const candidates = [...scope].filter(([, { declaration }]) => fits(declaration.kind, use)).map(([text]) => text);
  if (use === "value" || use === "resource") candidates.push(...parameters.keys());
  const near = suggest(name.text, candidates);
  const location = locate(module.source, name);
  report("unknown-name", { name: name.text, wanted: nouns[use] }, location, {
    help: didYouMean(near) ?? foreignHelp(name.text, use),
    fixes: certain(name.text, near).map((text) => ({ title: `write \`${text}\``, edits: [{ location, newText: text }] })),
  });
  return near;
}

function foreignHelp(name: string, use: UseOf): string | undefined {
  if (use === "actions")
    return `an action has its service in front, such as \`chime:${name}\`, or is declared with \`actions ${name} = …\``;
  if (use === "condition")
    return `a condition key has its service in front, such as \`aws:SourceIp\`; a named condition is declared with \`condition ${name} = …\``;
  return undefined;
}
