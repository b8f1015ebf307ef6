import type { ResourceConstructor } from "../../ast/source.ts";
import type { ResourceType, Service } from "../../catalog/catalog.ts";
import { certain, didYouMean, suggest } from "../../text/suggest.ts";
import type { Span } from "../../text/source.ts";
import { evaluate } from "./evaluate.ts";
import type { Frame } from "./frame.ts";
import { resourceLimit } from "./limits.ts";
import { ambientValue } from "./parameters.ts";
import { accepts } from "./value-types.ts";
import { anyValue, asString, describeValue, elementsOf, plainString, type Value } from "./values.ts";
import { checkVariables } from "./variables.ts";

const named = ["partition", "region", "account"] as const;

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
  const title = `${type.service}:${type.name}`;
  const positional: Field[] = [];
  const byName = new Map<string, Field>();
  let faulty = false;
  for (const argument of expression.arguments) {
    const value = evaluate(argument.value, frame);
    const name = argument.name?.text;
    if (name === undefined) {
      if (positional.length < type.fields.length) positional.push({ value, place: argument.value });
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
    } else byName.set(name, { value, place: argument.value });
  }
  if (positional.length < type.fields.length - 1) {
    frame.report("wrong-arguments", { name: title, problem: fieldsOf(type) }, expression, {
      help: "only the last one may be left out, for `*`",
    });
    faulty = true;
  }
  if (faulty) return undefined;

  const fields = new Map<string, Field>();
  for (const name of named) {
    const ambient = type.arn.includes(`\${${capital(name)}}`) ? ambientValue(name, frame) : undefined;
    const field = byName.get(name) ?? { value: ambient ?? plainString(name === "partition" ? "aws" : "*"), place: expression };
    if (!elementsOf(field.value).every((element) => accepts(element, typeNamed(name), frame))) {
      frame.report("type-mismatch", { value: describeValue(field.value), name, wanted: wantedFor[name] }, field.place);
      return undefined;
    }
    fields.set(capital(name), field);
  }
  type.fields.forEach((field, index) => fields.set(field, positional[index] ?? { value: anyValue, place: expression }));
  return fill(type, fields, expression, frame);
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
    list: false,
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

/** A part of a template: literal text, or a field to fill. */
interface Piece {
  readonly text: string;
  readonly field: string | undefined;
}

function piecesOf(type: ResourceType, { memo }: Frame): readonly Piece[] {
  const known = memo.byNode.get(type) as readonly Piece[] | undefined;
  if (known !== undefined) return known;
  const pieces = type.arn.split(/(\$\{[^}]+\})/).map((text) => ({ text, field: /^\$\{(.+)\}$/.exec(text)?.[1] }));
  memo.byNode.set(type, pieces);
  return pieces;
}

/** All ARNs of a template, one for each combination of the values of its fields. */
function fill(
  type: ResourceType,
  fields: ReadonlyMap<string, Field>,
  expression: ResourceConstructor,
  frame: Frame,
): readonly string[] | undefined {
  let texts = [""];
  for (const { text: piece, field } of piecesOf(type, frame)) {
    if (field === undefined) {
      texts = texts.length === 1 ? [texts[0]! + piece] : texts.map((text) => text + piece);
      continue;
    }
    const choices = fieldTexts(fields.get(field)!, field, type, frame);
    if (choices === undefined) return undefined;
    if (choices.length === 0) {
      frame.report(
        "wrong-arguments",
        { name: `${type.service}:${type.name}`, problem: `has no value for \`${field}\`: the list is empty` },
        fields.get(field)!.place,
      );
      return undefined;
    }
    if (frame.exceeds(resourceLimit, texts.length * choices.length, expression)) return undefined;
    const [only] = choices;
    texts = choices.length === 1 ? texts.map((text) => text + only!) : texts.flatMap((text) => choices.map((choice) => text + choice));
  }
  return texts;
}

function fieldTexts({ value, place }: Field, field: string, type: ResourceType, frame: Frame): readonly string[] | undefined {
  const texts: string[] = [];
  const inResource = type.fields.includes(field);
  for (const element of elementsOf(value)) {
    if (element.kind === "unknown") return undefined;
    const string = asString(element);
    if (string === undefined || string.text === "" || (!inResource && !string.opaque && string.raw === undefined)) {
      frame.report("type-mismatch", { value: describeValue(element), name: field, wanted: "a text or `*`" }, place);
      return undefined;
    }
    if (!checkVariables(string.variables, place, frame, "resource")) return undefined;
    texts.push(string.text);
  }
  return texts;
}
