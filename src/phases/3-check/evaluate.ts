import type { PolicyVariable, StringLiteral, ValueExpression } from "../../ast/source.ts";
import { locate } from "../../text/source.ts";
import type { Frame } from "./frame.ts";
import { listLimit, textLimit } from "./limits.ts";
import {
  anyValue,
  asString,
  describeValue,
  plainString,
  unknownValue,
  type StringValue,
  type UnknownValue,
  type UsedVariable,
  type Value,
} from "./values.ts";

/** What an expression is worth in a frame. */
export function evaluate(expression: ValueExpression, frame: Frame): Value {
  switch (expression.kind) {
    case "StringLiteral":
      return evaluateString(expression, frame);
    case "NumberLiteral":
      return { kind: "number", text: expression.text };
    case "BooleanLiteral":
      return { kind: "boolean", value: expression.value };
    case "AnyValue":
      return anyValue;
    case "ListExpression": {
      const elements = expression.elements.flatMap((element) => flatten(evaluate(element, frame)));
      return frame.exceeds(listLimit, elements.length, expression) ? unknownValue : { kind: "list", elements };
    }
    case "NameReference": {
      if (expression.arguments !== undefined) {
        frame.report("wrong-arguments", { name: expression.name.text, problem: "is a value and takes no arguments" }, expression);
        return unknownValue;
      }
      return frame.valueOf(expression.name);
    }
  }
}

/** A list within a list stands for its values. */
function flatten(value: Value): readonly Value[] {
  return value.kind === "list" ? value.elements : [value];
}

/** What a string is worth once the names in it have their values. */
export function evaluateString(literal: StringLiteral, frame: Frame): StringValue | UnknownValue {
  const { content } = literal;
  if (typeof content === "string") return plainString(content);
  let text = "";
  let raw: string | undefined = "";
  let opaque = false;
  const variables: UsedVariable[] = [];
  for (const part of content) {
    switch (part.kind) {
      case "TextPart":
        text += plainString(part.text).text;
        if (raw !== undefined) raw += part.text;
        break;
      case "PolicyVariable":
        text += printVariable(part);
        raw = undefined;
        variables.push({ key: part.key, location: locate(frame.module.source, part) });
        break;
      case "Interpolation": {
        const value = frame.valueOf(part.name);
        const inserted = asString(value);
        if (inserted === undefined) {
          if (value.kind !== "unknown") {
            frame.report(
              "type-mismatch",
              { value: describeValue(value), name: `\${${part.name.text}}`, wanted: "one text or number" },
              part,
            );
          }
          return unknownValue;
        }
        text += inserted.text;
        raw = raw === undefined || inserted.raw === undefined ? undefined : raw + inserted.raw;
        opaque ||= inserted.opaque;
        variables.push(...inserted.variables.map(({ key }) => ({ key, location: locate(frame.module.source, part) })));
        break;
      }
    }
  }
  if (frame.exceeds(textLimit, text.length + variables.length, literal)) return unknownValue;
  return { kind: "string", text, raw, opaque, variables };
}

/** The variable in IAM's spelling. */
function printVariable({ key, default: fallback }: PolicyVariable): string {
  return fallback === undefined ? `\${${key}}` : `\${${key}, '${fallback}'}`;
}
