import type { Definition } from "../../ast/resolved.ts";
import type { Argument, Module, NameReference, ParamDeclaration, Parameter, TypeExpression } from "../../ast/source.ts";
import { createDiagnostic } from "../../diagnostics/diagnostic.ts";
import { certain, didYouMean, suggest } from "../../text/suggest.ts";
import { locate, type Location } from "../../text/source.ts";
import { createFrame, type Frame, type Session } from "./frame.ts";
import type { Given, PlainValue } from "./given.ts";
import { conform } from "./value-types.ts";
import { evaluate } from "./evaluate.ts";
import { opaqueValue, readParameterText, unknownValue, type Value } from "./values.ts";

/** What a `let` or `param` is worth; evaluated once a run. */
export function declaredValue({ module, declaration }: Definition, session: Session): Value {
  if (session.program.cyclic.has(declaration)) return unknownValue;
  const known = session.memo.byNode.get(declaration) as Value | undefined;
  if (known !== undefined) return known;
  const frame = createFrame(session, module);
  const value =
    declaration.kind === "LetDeclaration"
      ? letValue(declaration.value, declaration.type, declaration.name.text, frame)
      : declaration.kind === "ParamDeclaration"
        ? paramValue(declaration, frame)
        : unknownValue;
  session.memo.byNode.set(declaration, value);
  return value;
}

function letValue(expression: Parameters<typeof evaluate>[0], type: TypeExpression | undefined, name: string, frame: Frame): Value {
  const value = evaluate(expression, frame);
  return type === undefined ? value : conform(value, type, name, expression, frame);
}

function paramValue(declaration: ParamDeclaration, frame: Frame): Value {
  const { name, type } = declaration;
  const given = frame.session.given.get(name.text);
  const fallback = declaration.default === undefined ? undefined : letValue(declaration.default, type, name.text, frame);
  // INVARIANT: a default is never taken for a value that is said to come from elsewhere, and does not.
  if (given !== undefined && given.value === undefined) return unsetValue(declaration, given, frame);
  if (given?.value !== undefined) {
    const { location: argument } = given;
    const value = readText(given.value, type, argument);
    const argumentFrame = createFrame(frame.session, { ...frame.module, source: argument.source });
    return conform(value, type, name.text, argument, argumentFrame);
  }
  if (fallback !== undefined) return fallback;
  if (frame.session.requireParameters) {
    frame.report("missing-parameter", { name: name.text }, name, {
      help: `give it one: \`--param ${name.text}=…\`, or in the configuration of the project`,
    });
    return unknownValue;
  }
  return opaqueValue(name.text);
}

/** The value of a parameter whose environment variable holds none. */
function unsetValue({ name }: ParamDeclaration, { variable = "" }: Given, frame: Frame): Value {
  if (!frame.session.requireParameters) return opaqueValue(name.text);
  frame.report("missing-parameter", { name: name.text }, name, {
    help: `the configuration takes it from the environment variable \`${variable}\`: set that`,
  });
  return unknownValue;
}

function readText(given: PlainValue, type: TypeExpression, location: Location): Value {
  if (typeof given === "object")
    return { kind: "list", elements: given.map((element) => readText(element, { ...type, list: false }, location)) };
  if (typeof given === "boolean") return { kind: "boolean", value: given };
  if (typeof given === "number") return { kind: "number", text: String(given) };
  if (type.list) {
    const elements = given.split(",").map((element) => element.trim());
    return {
      kind: "list",
      elements: elements.filter((element) => element !== "").map((element) => readText(element, { ...type, list: false }, location)),
    };
  }
  const names = type.members.map((member) => (member.kind === "NamedType" ? member.name.text : ""));
  if (names.includes("bool") && (given === "true" || given === "false")) return { kind: "boolean", value: given === "true" };
  if (names.includes("number") && /^-?\d+(\.\d+)?$/.test(given)) return { kind: "number", text: given };
  return readParameterText(given, location);
}

/** Reports given parameters that no module declares, and evaluates those of the named modules. */
export function checkGivenParameters(session: Session): void {
  const declared = new Set<string>();
  for (const { module, entry } of session.program.modules) {
    for (const declaration of module.declarations) {
      if (declaration.kind !== "ParamDeclaration") continue;
      declared.add(declaration.name.text);
      if (entry || session.given.has(declaration.name.text)) declaredValue({ kind: "Definition", module, declaration }, session);
    }
  }
  for (const [name, given] of session.given) {
    if (declared.has(name) || given.by === "the project") continue;
    session.diagnostics.push(createDiagnostic("unknown-parameter", { name }, given.name, { help: didYouMean(suggest(name, declared)) }));
  }
}

/**
 * Warns where a named module and an imported one have different defaults for one parameter: a value given at build time reaches both,
 * a default only its own module, which is easily overlooked where it narrows.
 */
export function checkDefaults(session: Session): void {
  const { program, given, memo } = session;
  const used = program.modules.flatMap(({ module, entry }) =>
    entry
      ? []
      : module.declarations.flatMap((declaration) =>
          declaration.kind === "ParamDeclaration" && memo.byNode.has(declaration) ? [{ module, declaration }] : [],
        ),
  );
  for (const { module, entry } of program.modules) {
    for (const declaration of entry ? module.declarations : []) {
      if (declaration.kind !== "ParamDeclaration" || declaration.default === undefined || given.has(declaration.name.text)) continue;
      const own = JSON.stringify(memo.byNode.get(declaration));
      const other = used.find(
        (one) => one.declaration.name.text === declaration.name.text && JSON.stringify(memo.byNode.get(one.declaration)) !== own,
      );
      if (other === undefined) continue;
      const { name } = declaration;
      createFrame(session, module).report(
        "differing-defaults",
        { name: name.text, module: other.module.source.uri.replace(/(\/index)?\.chimepolicy$/, "") },
        name,
        {
          help: `give it a value for the whole build: \`--param ${name.text}=…\``,
          related: [{ message: "its own default", location: locate(other.module.source, other.declaration.name) }],
        },
      );
    }
  }
}

/** A declaration that takes parameters. */
interface Callable {
  readonly name: { readonly text: string };
  readonly parameters: readonly Parameter[];
}

/**
 * The values of the parameters of a reference to a policy, role, resource or condition.
 * Arguments stand in order or by name; faults are reported where the reference stands.
 */
export function bindArguments(
  reference: NameReference,
  callee: Callable,
  calleeModule: Module,
  frame: Frame,
): ReadonlyMap<Parameter, Value> {
  const values = new Map<Parameter, Value>();
  const { parameters } = callee;
  const name = callee.name.text;
  let position = 0;
  let hasSurplus = false;
  for (const argument of reference.arguments ?? []) {
    const parameter =
      argument.name === undefined ? parameters[position++] : parameters.find((one) => one.name.text === argument.name!.text);
    if (parameter === undefined) {
      reportSurplus(argument, name, parameters, frame);
      hasSurplus = true;
      continue;
    }
    if (values.has(parameter)) {
      frame.report("wrong-arguments", { name, problem: `is given \`${parameter.name.text}\` twice` }, argument);
      continue;
    }
    values.set(parameter, conform(evaluate(argument.value, frame), parameter.type, parameter.name.text, argument.value, frame));
  }
  const missing = parameters.filter((parameter) => !values.has(parameter) && parameter.default === undefined);
  // A surplus argument is most likely the missing one under another name.
  if (missing.length > 0 && !hasSurplus) {
    const list = missing.map((parameter) => `\`${parameter.name.text}\``).join(" and ");
    frame.report("wrong-arguments", { name, problem: `also needs ${list}` }, reference, {
      help: `write \`${name}(${parameters.map((parameter) => parameter.name.text).join(", ")})\``,
      related: [{ message: "declared here", location: locate(calleeModule.source, missing[0]!) }],
    });
  }
  return withDefaults(parameters, values, calleeModule, frame.session, () => unknownValue);
}

/** The values of parameters without arguments: their defaults, and what stands for those without one. */
function withDefaults(
  parameters: readonly Parameter[],
  given: ReadonlyMap<Parameter, Value>,
  module: Module,
  session: Session,
  open: (name: string) => Value,
): ReadonlyMap<Parameter, Value> {
  if (parameters.length === 0) return given;
  const values = new Map(given);
  for (const parameter of parameters) {
    if (values.has(parameter)) continue;
    // A default may use the parameters before it.
    const frame = createFrame(session, module, values);
    const value = parameter.default;
    values.set(
      parameter,
      value === undefined ? open(parameter.name.text) : conform(evaluate(value, frame), parameter.type, parameter.name.text, value, frame),
    );
  }
  return values;
}

/** The frame of a declaration by itself: parameters have their defaults, and those without one stay open. */
export function createOpenFrame(declaration: { readonly parameters: readonly Parameter[] }, module: Module, session: Session): Frame {
  return createFrame(session, module, withDefaults(declaration.parameters, new Map(), module, session, opaqueValue));
}

function reportSurplus(argument: Argument, name: string, parameters: readonly Parameter[], frame: Frame): void {
  const names = parameters.map((parameter) => parameter.name.text);
  if (argument.name === undefined) {
    const count =
      parameters.length === 0 ? "takes no arguments" : `takes ${parameters.length} argument${parameters.length === 1 ? "" : "s"}`;
    frame.report("wrong-arguments", { name, problem: count }, argument);
  } else {
    const near = suggest(argument.name.text, names);
    frame.report("wrong-arguments", { name, problem: `has no parameter \`${argument.name.text}\`` }, argument.name, {
      help: didYouMean(near),
      fixes: certain(argument.name.text, near).map((text) => frame.fix(`write \`${text}\``, argument.name!, text)),
    });
  }
}

/** The value that constructors take for `partition`, `region` or `account` where none is written: the nearest parameter of that name. */
export function ambientValue(name: "partition" | "region" | "account", frame: Frame): Value | undefined {
  for (const [parameter, value] of frame.parameters) if (parameter.name.text === name) return value;
  const { session, module } = frame;
  for (const resolved of session.program.modules) {
    if (resolved.module !== module) continue;
    const definition = resolved.scope.get(name);
    return definition?.declaration.kind === "ParamDeclaration" ? session.declaredValue(definition, session) : undefined;
  }
  return undefined;
}
