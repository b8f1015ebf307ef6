import type { ResourceConstructor, TypeExpression } from "../../ast/source.ts";
import type { ResourceType, Service } from "../../catalog/catalog.ts";
import { certain, didYouMean, suggest } from "../../text/suggest.ts";
import type { Span } from "../../text/source.ts";
import { evaluate } from "./evaluate.ts";
import type { Frame } from "./frame.ts";
import { resourceLimit } from "./limits.ts";
import { ambientValue } from "./parameters.ts";
import { accepts } from "./value-types.ts";
import { anyValue, asString, describeValue, plainString, type Value } from "./values.ts";
import { checkVariables } from "./variables.ts";

/** The fields that are given by name, and what they are worth where nothing says it. */
const named = [
  { name: "partition", placeholder: "Partition", usual: plainString("aws"), wanted: "a partition such as `aws`" },
  { name: "region", placeholder: "Region", usual: plainString("*"), wanted: "a Region such as `us-east-1` or `*`" },
  { name: "account", placeholder: "Account", usual: plainString("*"), wanted: "an account of 12 digits or `*`" },
] as const;
const names: readonly string[] = named.map(({ name }) => name);
const types: readonly TypeExpression[] = names.map(listOf);

/** The value of a field and where it is written. */
interface Field {
  readonly value: Value;
  readonly place: Span;
}

/** The ARNs of a typed resource, one for each combination of the values of its fields; undefined when a fault was reported. */
export function constructArns(expression: ResourceConstructor, frame: Frame): readonly string[] | undefined {
  const type = findType(expression, frame);
  if (type === undefined) {
    for (const argument of expression.arguments) evaluate(argument.value, frame);
    return undefined;
  }
  const template = templateOf(type, frame);
  const fields = givenFields(expression, type, template, frame);
  if (fields === undefined) return undefined;
  for (let slot = 0; slot < named.length; slot++) {
    if (!template.includes(slot)) continue;
    const { name, usual, wanted } = named[slot]!;
    const ambient = ambientValue(name, frame);
    const field = (fields[slot] ??= { value: ambient ?? usual, place: expression });
    if (!accepts(field.value, types[slot]!, frame)) {
      frame.report("type-mismatch", { value: describeValue(field.value), name, wanted }, field.place);
      return undefined;
    }
  }
  return fill(type, template, fields, expression, frame);
}

/** The fields that the arguments give, by slot; undefined when a fault was reported. */
function givenFields(
  expression: ResourceConstructor,
  type: ResourceType,
  template: Template,
  frame: Frame,
): (Field | undefined)[] | undefined {
  const most = named.length + type.fields.length;
  const fields: (Field | undefined)[] = [undefined, undefined, undefined];
  let faulty = false;
  for (const argument of expression.arguments) {
    const value = evaluate(argument.value, frame);
    const name = argument.name?.text;
    if (name === undefined) {
      if (fields.length < most) fields.push({ value, place: argument.value });
      else {
        frame.report("wrong-arguments", { name: titleOf(type), problem: fieldsOf(type) }, argument);
        faulty = true;
      }
      continue;
    }
    const slot = names.indexOf(name);
    if (slot < 0) {
      const near = suggest(name, names);
      frame.report("wrong-arguments", { name: titleOf(type), problem: `has no field \`${name}\`` }, argument.name!, {
        help: didYouMean(near) ?? "the fields stand in order; only `partition`, `region` and `account` are named",
        fixes: certain(name, near).map((text) => frame.fix(`write \`${text}\``, argument.name!, text)),
      });
      faulty = true;
    } else if (!template.includes(slot)) {
      frame.report("wrong-arguments", { name: titleOf(type), problem: `has no ${name}: its ARN is \`${type.arn}\`` }, argument);
      faulty = true;
    } else fields[slot] = { value, place: argument.value };
  }
  if (fields.length < most - 1) {
    frame.report("wrong-arguments", { name: titleOf(type), problem: fieldsOf(type) }, expression, {
      help: "only the last one may be left out, for `*`",
    });
    faulty = true;
  }
  if (faulty) return undefined;
  if (fields.length < most) fields.push({ value: anyValue, place: expression });
  return fields;
}

function listOf(text: string): TypeExpression {
  const span = { start: 0, end: 0 };
  return {
    kind: "TypeExpression",
    members: [{ kind: "NamedType", name: { kind: "Identifier", text, ...span }, ...span }],
    list: true,
    ...span,
  };
}

function titleOf({ service, name }: ResourceType): string {
  return `${service}:${name}`;
}

function fieldsOf(type: ResourceType): string {
  const fields = type.fields.map((field) => `\`${field}\``);
  return fields.length === 0
    ? "takes no fields"
    : `takes ${fields.length === 1 ? "one field" : `${fields.length} fields`}: ${fields.join(", ")}`;
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

/** An ARN's template: literal texts and, as numbers, slots for fields: those of `named`, then the type's own in order. */
type Template = readonly (string | number)[];

function templateOf(type: ResourceType, { memo }: Frame): Template {
  const known = memo.byNode.get(type) as Template | undefined;
  if (known !== undefined) return known;
  const slots = [...named.map(({ placeholder }) => placeholder), ...type.fields];
  const template = type.arn
    .split(/(\$\{[^}]+\})/)
    .map((piece) => (piece.startsWith("${") ? slots.lastIndexOf(piece.slice("${".length, -1)) : piece));
  memo.byNode.set(type, template);
  return template;
}

/** All ARNs of a template, one for each combination of the values of its fields. */
function fill(
  type: ResourceType,
  template: Template,
  fields: readonly (Field | undefined)[],
  expression: ResourceConstructor,
  frame: Frame,
): readonly string[] | undefined {
  let texts = [""];
  for (const piece of template) {
    if (typeof piece === "string") {
      append(texts, piece);
      continue;
    }
    const { value, place } = fields[piece]!;
    if (value.kind !== "list") {
      const text = fieldText(value, place, piece, type, frame);
      if (text === undefined) return undefined;
      append(texts, text);
      continue;
    }
    const choices: string[] = [];
    for (const element of value.elements) {
      const text = fieldText(element, place, piece, type, frame);
      if (text === undefined) return undefined;
      choices.push(text);
    }
    if (choices.length === 0) {
      frame.report(
        "wrong-arguments",
        { name: titleOf(type), problem: `has no value for \`${fieldName(piece, type)}\`: the list is empty` },
        place,
      );
      return undefined;
    }
    if (frame.exceeds(resourceLimit, texts.length * choices.length, expression)) return undefined;
    texts = texts.flatMap((text) => choices.map((choice) => text + choice));
  }
  return texts;
}

function append(texts: string[], end: string): void {
  for (let index = 0; index < texts.length; index++) texts[index]! += end;
}

function fieldName(slot: number, type: ResourceType): string {
  return named[slot]?.placeholder ?? type.fields[slot - named.length]!;
}

function fieldText(value: Value, place: Span, slot: number, type: ResourceType, frame: Frame): string | undefined {
  if (value.kind === "unknown") return undefined;
  const string = asString(value);
  const inResource = slot >= named.length;
  if (string === undefined || string.text === "" || (!inResource && !string.opaque && string.raw === undefined)) {
    frame.report("type-mismatch", { value: describeValue(value), name: fieldName(slot, type), wanted: "a text or `*`" }, place);
    return undefined;
  }
  return checkVariables(string.variables, place, frame, "resource") ? string.text : undefined;
}
