import type { ResourceConstructor, ResourceExpression } from "../../ast/source.ts";
import { explainArn } from "../../catalog/arn.ts";
import type { ResourceType, Service } from "../../catalog/catalog.ts";
import { certain, didYouMean, suggest } from "../../text/suggest.ts";
import { locate, type Location, type Span } from "../../text/source.ts";
import { createFrame, definitionOf, once, type Frame } from "./frame.ts";
import { evaluate } from "./evaluate.ts";
import { resourceLimit } from "./limits.ts";
import { ambientValue, bindArguments } from "./parameters.ts";
import { accepts } from "./value-types.ts";
import { anyValue, asString, describeValue, elementsOf, plainString, type StringValue, type Value } from "./values.ts";
import { checkVariables } from "./variables.ts";

/** The resources of a statement: a list of patterns, or everything but a list. */
export interface ResourceSet {
  readonly negated: boolean;
  readonly entries: readonly ResourceEntry[];
  /** True when some part could not be made out; what is missing then is no fault of the statement. */
  readonly faulty: boolean;
}

/** One pattern. */
export interface ResourceEntry {
  /** In IAM's form: an ARN pattern or `*`. */
  readonly text: string;
  readonly any: boolean;
  /** Where it is written. */
  readonly location: Location;
  /** The part of the statement that brings it in. */
  readonly place: Span;
}

const faultySet: ResourceSet = { negated: false, entries: [], faulty: true };

/** The resources an expression stands for. */
export function evaluateResources(expression: ResourceExpression, frame: Frame): ResourceSet {
  switch (expression.kind) {
    case "ResourceList": {
      const sets = expression.elements.map((element) => evaluateResources(element, frame));
      if (
        frame.exceeds(
          resourceLimit,
          sets.reduce((sum, { entries }) => sum + entries.length, 0),
          expression,
        )
      )
        return faultySet;
      const negated = sets.findIndex((set) => set.negated);
      if (negated >= 0 && sets.length > 1) {
        frame.report("narrow-except", {}, expression.elements[negated]!, { help: "give `* except …` a statement of its own" });
        return faultySet;
      }
      return {
        negated: negated >= 0,
        entries: sets.flatMap(({ entries }) => entries),
        faulty: sets.some(({ faulty }) => faulty),
      };
    }
    case "AnyResource":
      return { negated: false, entries: [anyEntry(expression, frame)], faulty: false };
    case "StringLiteral":
      return fromValue(evaluate(expression, frame), expression, frame);
    case "ResourceConstructor":
      return once(expression, frame, () => construct(expression, frame));
    case "NameReference": {
      const binding = frame.bindingOf(expression.name);
      const definition = definitionOf(expression.name, frame, "ResourceDeclaration");
      if (definition === undefined) {
        if (binding === undefined || (binding.kind === "Definition" && binding.declaration.kind === "BrokenDeclaration")) return faultySet;
        return fromValue(evaluate(expression, frame), expression, frame);
      }
      const { module, declaration } = definition;
      const hasParameters = declaration.parameters.length > 0;
      const parameters = bindArguments(expression, declaration, module, frame);
      const chain = hasParameters ? [...frame.chain, locate(frame.module.source, expression)] : [];
      const inner = createFrame(frame.session, module, parameters, chain);
      const set = once(declaration, inner, () => evaluateResources(declaration.resources, inner));
      return { ...set, entries: set.entries.map((entry) => ({ ...entry, place: expression })) };
    }
    case "ResourceDifference": {
      const base = evaluateResources(expression.base, frame);
      const excluded = evaluateResources(expression.excluded, frame);
      if (base.faulty || excluded.faulty) return faultySet;
      const isEverything = !base.negated && base.entries.length === 1 && base.entries[0]!.any;
      if (!isEverything || excluded.negated || excluded.entries.some(({ any }) => any)) {
        frame.report("narrow-except", {}, isEverything ? expression.excluded : expression.base, {
          help: "list the resources that are meant, or deny the others in a statement of their own",
        });
        return faultySet;
      }
      return { negated: true, entries: excluded.entries, faulty: false };
    }
  }
}

/** The entry of `*`, written or implied at a place. */
export function anyEntry(place: Span, frame: Frame): ResourceEntry {
  return { text: "*", any: true, location: locate(frame.module.source, place), place };
}

function fromValue(value: Value, place: Span, frame: Frame): ResourceSet {
  const entries: ResourceEntry[] = [];
  let faulty = false;
  for (const element of elementsOf(value)) {
    const string = asString(element);
    if (element.kind === "unknown") faulty = true;
    else if (string === undefined || element.kind === "number") {
      frame.report("type-mismatch", { value: describeValue(element), name: "on", wanted: "an ARN or `*`" }, place);
      faulty = true;
    } else {
      const isValid = element.kind === "opaque" || checkArn(string, place, frame);
      if (isValid) entries.push({ text: string.text, any: string.text === "*", location: locate(frame.module.source, place), place });
      else faulty = true;
    }
  }
  return { negated: false, entries, faulty };
}

/** An ARN has six fields: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function checkArn(string: StringValue, place: Span, frame: Frame): boolean {
  const { text } = string;
  if (text === "*") return true;
  if (string.opaque && text.startsWith("${opaque:")) return true;
  const fields = text.split(":");
  const problem =
    !text.startsWith("arn:") && !/^[*?]/.test(text)
      ? "it does not begin with `arn:`"
      : fields.length < 6
        ? `it has ${fields.length} fields, not 6`
        : undefined;
  if (problem !== undefined) {
    frame.report("malformed-arn", { problem }, place, {
      help: "an ARN is written `arn:partition:service:region:account:resource`; a typed resource such as `chime:meeting(*)` writes it for you",
    });
    return false;
  }
  return checkVariables(string.variables, place, frame, { arn: text });
}

/** Reports an ARN that names no resource of its service, and says whether it does. */
export function checkArnType(entry: ResourceEntry, frame: Frame): boolean {
  if (entry.any) return true;
  const service = serviceOf(entry.text, frame);
  if (service === undefined) {
    const name = entry.text.split(":")[2] ?? "";
    if (/[*?]/.test(name) || name.includes("$") || frame.catalog.services.includes(name)) return true;
    const near = suggest(name, frame.catalog.services);
    frame.report("invalid-arn", { arn: shown(entry.text), problem: `AWS has no service \`${name}\`` }, entry.place, {
      help: didYouMean(near),
    });
    return false;
  }
  if (service.resourceTypes.length === 0 || frame.memo.classify(service, entry.text).length > 0) return true;
  const { reason, suggestion } = explainArn(service, entry.text);
  frame.report("invalid-arn", { arn: shown(entry.text), problem: reason }, entry.place, {
    help: suggestion === undefined ? undefined : `write \`${suggestion}\``,
    fixes:
      suggestion === undefined || frame.module.source.text.slice(entry.place.start, entry.place.end) !== `"${entry.text}"`
        ? []
        : [frame.fix(`write \`${suggestion}\``, entry.place, `"${suggestion}"`)],
  });
  return false;
}

/** The service an ARN belongs to, where the catalog has it. */
export function serviceOf(arn: string, frame: Frame): Service | undefined {
  return frame.catalog.service(arn.split(":", 3)[2] ?? "");
}

/** An ARN as messages show it. */
export function shown(arn: string): string {
  return arn.replaceAll("${opaque:value}", "…");
}

/** The types an action takes, in words. */
export function describeTypes(service: string, types: readonly string[]): string {
  const names = types.map((type) => `\`${service}:${type}\``);
  if (names.length > 4) return `${names.slice(0, 3).join(", ")} or ${names.length - 3} other types`;
  const last = names.pop()!;
  return names.length === 0 ? last : `${names.join(", ")} or ${last}`;
}

const named = ["partition", "region", "account"] as const;

function construct(expression: ResourceConstructor, frame: Frame): ResourceSet {
  const type = findType(expression, frame);
  if (type === undefined) {
    for (const argument of expression.arguments) evaluate(argument.value, frame);
    return faultySet;
  }
  const title = `${type.service}:${type.name}`;
  const positional: Value[] = [];
  const byName = new Map<string, Value>();
  let faulty = false;
  for (const argument of expression.arguments) {
    const value = evaluate(argument.value, frame);
    const name = argument.name?.text;
    if (name === undefined) {
      if (positional.length < type.fields.length) positional.push(value);
      else {
        frame.report("wrong-arguments", { name: title, problem: fieldsOf(type) }, argument);
        faulty = true;
      }
    } else if (!(named as readonly string[]).includes(name)) {
      const near = suggest(name, named);
      frame.report("wrong-arguments", { name: title, problem: `has no field \`${name}\`` }, argument.name!, {
        help: didYouMean(near) ?? "the fields stand in order; only `partition`, `region` and `account` are named",
        fixes: certain(name, near).map((text) => frame.fix(`write \`${text}\``, argument.name!, text)),
      });
      faulty = true;
    } else if (!type.arn.includes(`\${${capital(name)}}`)) {
      frame.report("wrong-arguments", { name: title, problem: `has no ${name}: its ARN is \`${type.arn}\`` }, argument);
      faulty = true;
    } else byName.set(name, value);
  }
  if (positional.length < type.fields.length - 1) {
    frame.report("wrong-arguments", { name: title, problem: fieldsOf(type) }, expression, {
      help: "only the last one may be left out, for `*`",
    });
    faulty = true;
  }
  if (faulty) return faultySet;

  const parts = new Map<string, Value>();
  for (const name of named) {
    const value = byName.get(name) ?? ambientValue(name, frame) ?? plainString(name === "partition" ? "aws" : "*");
    if (byName.has(name) && !accepts(value, typeNamed(name), frame)) {
      frame.report("type-mismatch", { value: describeValue(value), name, wanted: wantedFor[name] }, expression);
      return faultySet;
    }
    parts.set(capital(name), value);
  }
  type.fields.forEach((field, index) => parts.set(field, positional[index] ?? anyValue));
  return fill(type, parts, expression, frame);
}

const wantedFor = {
  partition: "a partition such as `aws`",
  region: "a Region such as `us-east-1` or `*`",
  account: "an account of 12 digits or `*`",
};

function typeNamed(name: string): Parameters<typeof accepts>[1] {
  const span = { start: 0, end: 0 };
  return {
    kind: "TypeExpression",
    members: [{ kind: "NamedType", name: { kind: "Identifier", text: name, ...span }, ...span }],
    list: name !== "partition",
    ...span,
  };
}

function fieldsOf(type: ResourceType): string {
  const fields = type.fields.map((field) => `\`${field}\``);
  return fields.length === 0
    ? "takes no fields"
    : `takes ${fields.length === 1 ? "one field" : `${fields.length} fields`}: ${fields.join(", ")}`;
}

function capital(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1);
}

function findType({ type }: ResourceConstructor, frame: Frame): ResourceType | undefined {
  const service = frame.catalog.service(type.prefix);
  const found = service?.resourceType(type.name);
  if (found !== undefined) return found;
  if (service === undefined) {
    const near = suggest(type.prefix, frame.catalog.services);
    const place = { start: type.start, end: type.start + type.prefix.length };
    frame.report("unknown-service", { service: type.prefix }, place, {
      help: didYouMean(near),
      fixes: certain(type.prefix, near).map((text) => frame.fix(`write \`${text}\``, place, text)),
    });
    return undefined;
  }
  const near = suggest(
    type.name,
    service.resourceTypes.map(({ name }) => name),
  );
  const help =
    service.resourceTypes.length === 0 ? `\`${service.prefix}\` has no resource types; write \`on *\`` : `its types are ${listed(service)}`;
  frame.report("unknown-resource-type", { type: `${type.prefix}:${type.name}` }, type, {
    help: didYouMean(near.map((name) => `${service.prefix}:${name}`)) ?? help,
    fixes: certain(type.name, near).map((name) => frame.fix(`write \`${service.prefix}:${name}\``, type, `${service.prefix}:${name}`)),
  });
  return undefined;
}

function listed(service: Service): string {
  const names = service.resourceTypes.map(({ name }) => `\`${name}\``);
  return names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ");
}

/** All ARNs of a template, one for each combination of the values of its fields. */
function fill(type: ResourceType, parts: ReadonlyMap<string, Value>, expression: ResourceConstructor, frame: Frame): ResourceSet {
  let texts = [""];
  for (const piece of type.arn.split(/(\$\{[^}]+\})/)) {
    const field = /^\$\{(.+)\}$/.exec(piece)?.[1];
    const choices = field === undefined ? [piece] : fieldTexts(parts.get(field)!, field, type, expression, frame);
    if (choices === undefined) return faultySet;
    if (choices.length === 0) {
      frame.report(
        "wrong-arguments",
        { name: `${type.service}:${type.name}`, problem: `has no value for \`${field}\`: the list is empty` },
        expression,
      );
      return faultySet;
    }
    if (frame.exceeds(resourceLimit, texts.length * choices.length, expression)) return faultySet;
    texts = texts.flatMap((text) => choices.map((choice) => text + choice));
  }
  const location = locate(frame.module.source, expression);
  return { negated: false, entries: texts.map((text) => ({ text, any: false, location, place: expression })), faulty: false };
}

function fieldTexts(
  value: Value,
  field: string,
  type: ResourceType,
  expression: ResourceConstructor,
  frame: Frame,
): readonly string[] | undefined {
  const texts: string[] = [];
  const inResource = type.fields.includes(field);
  for (const element of elementsOf(value)) {
    if (element.kind === "unknown") return undefined;
    const string = asString(element);
    if (string === undefined || string.text === "" || (!inResource && !string.opaque && string.raw === undefined)) {
      frame.report("type-mismatch", { value: describeValue(element), name: field, wanted: "a text or `*`" }, expression);
      return undefined;
    }
    if (!checkVariables(string.variables, expression, frame, "resource")) return undefined;
    texts.push(string.text);
  }
  return texts;
}
