import { classify } from "./classify.ts";
import { literalText } from "../../ast/literal.ts";
import type { TypeExpression } from "../../ast/source.ts";
import { certain, didYouMean, suggest } from "../../text/suggest.ts";
import type { Span } from "../../text/source.ts";
import { isRegion, partitions } from "../../catalog/arn.ts";
import { parseNetwork } from "../../iam/networks.ts";
import { parseDate } from "../../iam/values.ts";
import { asString, describeValue, unknownValue, type Value } from "./values.ts";
import type { Frame } from "./frame.ts";

/** The types of the language, with what a value of each must be. `undefined` means that the text is fine. */
const typeRules: Readonly<Record<string, { readonly wanted: string; readonly accepts: (value: Value) => boolean }>> = {
  string: { wanted: "a text", accepts: (value) => value.kind === "string" || value.kind === "any" },
  number: { wanted: "a number", accepts: (value) => value.kind === "number" },
  bool: { wanted: "`true` or `false`", accepts: (value) => value.kind === "boolean" },
  account: { wanted: "an account of 12 digits or `*`", accepts: textual((text) => /^(\d{12}|\*)$/.test(text)) },
  region: { wanted: "a Region such as `us-east-1` or `*`", accepts: textual(isRegion) },
  partition: { wanted: "a partition such as `aws` or `aws-us-gov`", accepts: textual((text) => text === "*" || partitions.includes(text)) },
  arn: { wanted: "an ARN", accepts: textual((text) => text === "*" || isArn(text), isArn) },
  cidr: { wanted: "an IP range such as `10.0.0.0/8`", accepts: textual((text) => parseNetwork(text) !== undefined) },
  date: { wanted: "a date such as `2026-01-31` or `2026-01-31T12:00:00Z`", accepts: textual((text) => parseDate(text) !== undefined) },
};

/** The names of the types, for messages and for completion. */
export const typeNames: readonly string[] = Object.keys(typeRules);

/** Accepts a value by its text; text that holds a policy variable is judged by `partial` where given, else refused. */
function textual(accepts: (text: string) => boolean, partial?: (text: string) => boolean): (value: Value) => boolean {
  return (value) => {
    const string = asString(value);
    if (string === undefined) return false;
    if (string.opaque) return true;
    return string.raw === undefined ? (partial?.(string.text) ?? false) : accepts(string.raw);
  };
}

function isArn(text: string): boolean {
  return text.startsWith("arn:") && text.split(":").length >= 6;
}

/** What a type wants, in words. */
export function describeType(type: TypeExpression): string {
  const members = type.members.map((member) => {
    if (member.kind === "StringLiteral") return `"${literalText(member)}"`;
    if (member.argument !== undefined) return `an ARN of \`${member.argument.prefix}:${member.argument.name}\``;
    return typeRules[member.name.text]?.wanted ?? member.name.text;
  });
  const one = members.join(" or ");
  return type.list ? `a list, each ${one}` : one;
}

/** Reports names of types that do not exist, and string literals with names in them. */
export function checkType(type: TypeExpression, frame: Frame): void {
  for (const member of type.members) {
    if (member.kind === "StringLiteral") continue;
    const { text } = member.name;
    if (!Object.hasOwn(typeRules, text)) {
      const near = suggest(text, typeNames);
      frame.report("unknown-type", { type: text }, member.name, {
        help: didYouMean(near) ?? `the types are ${typeNames.map((name) => `\`${name}\``).join(", ")}`,
        fixes: certain(text, near).map((name) => frame.fix(`write \`${name}\``, member.name, name)),
      });
    } else if (member.argument !== undefined) {
      const { prefix, name } = member.argument;
      const service = frame.catalog.service(prefix);
      if (text === "arn" && service === undefined) {
        frame.report("unknown-service", { service: prefix }, member.argument, {
          help: didYouMean(suggest(prefix, frame.catalog.services)),
        });
      } else if (text !== "arn") frame.report("unknown-type", { type: `${text}<…>` }, member, { help: "only `arn` takes a resource type" });
      else if (service?.resourceType(name) === undefined) {
        const near = suggest(
          name,
          (service?.resourceTypes ?? []).map((known) => known.name),
        );
        frame.report("unknown-resource-type", { type: `${prefix}:${name}` }, member.argument, { help: didYouMean(near) });
      }
    }
  }
}

/** The value, when it is of the type; otherwise the fault is reported at the place and the value is unknown. */
export function conform(value: Value, type: TypeExpression, name: string, place: Span, frame: Frame): Value {
  if (accepts(value, type, frame)) return value;
  const faulty = value.kind === "list" && type.list ? value.elements.findIndex((element) => !acceptsOne(element, type, frame)) : -1;
  if (value.kind === "list" && faulty >= 0) {
    const element = elementSpans(place)?.at(faulty) ?? place;
    frame.report(
      "type-mismatch",
      { value: describeValue(value.elements[faulty]!), name, wanted: describeType({ ...type, list: false }) },
      element,
    );
    return unknownValue;
  }
  frame.report("type-mismatch", { value: describeValue(value), name, wanted: describeType(type) }, place);
  return unknownValue;
}

/** The spans of the elements of a list as it is written; undefined for anything else. */
function elementSpans(place: Span): readonly Span[] | undefined {
  return "elements" in place && Array.isArray(place.elements) ? (place.elements as readonly Span[]) : undefined;
}

/** Whether a value is of a type. What is unknown or not known yet is of every type. */
export function accepts(value: Value, type: TypeExpression, frame: Frame): boolean {
  if (value.kind === "unknown" || value.kind === "opaque") return true;
  // One value may stand for a list of one.
  if (value.kind === "list") return type.list && value.elements.every((element) => acceptsOne(element, type, frame));
  return acceptsOne(value, type, frame);
}

function acceptsOne(value: Value, type: TypeExpression, frame: Frame): boolean {
  if (value.kind === "unknown" || value.kind === "opaque") return true;
  for (const member of type.members) if (isOfMember(value, member, frame)) return true;
  return false;
}

function isOfMember(value: Value, member: TypeExpression["members"][number], frame: Frame): boolean {
  if (member.kind === "StringLiteral") return value.kind === "string" && (value.opaque || value.raw === literalText(member));
  const rule = Object.hasOwn(typeRules, member.name.text) ? typeRules[member.name.text] : undefined;
  if (rule === undefined) return true;
  if (!rule.accepts(value)) return false;
  if (member.argument === undefined || member.name.text !== "arn") return true;
  const service = frame.catalog.service(member.argument.prefix);
  const text = asString(value)?.text;
  if (service === undefined || text === undefined || text === "*") return true;
  return classify(service, text).some((found) => found.name === member.argument!.name);
}
