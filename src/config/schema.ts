import { configShape, variableShape, type Shape } from "./shape.ts";

/** The JSON Schema of the configuration, for editors. */
export function configSchema(): object {
  return { $schema: "http://json-schema.org/draft-07/schema#", title: "chimepolicy.config.json", ...schemaOf(configShape) };
}

function schemaOf(shape: Shape): object {
  const description = shape.about;
  switch (shape.kind) {
    case "text":
      return {
        description,
        type: "string",
        ...(shape.values === undefined ? {} : { enum: shape.values }),
        ...(shape.form === undefined ? {} : { pattern: shape.form.pattern.source }),
      };
    case "whole number":
      return { description, type: "integer", minimum: shape.least, maximum: shape.most };
    case "value":
      return { description, anyOf: [...simple, { type: "array", items: { anyOf: simple } }] };
    case "value or variable":
      return { description, anyOf: [...simple, { type: "array", items: { anyOf: simple } }, schemaOf(variableShape)] };
    case "texts":
      return { description, anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] };
    case "record":
      return {
        description,
        type: "object",
        ...(shape.names === undefined ? {} : { propertyNames: { pattern: shape.names.source } }),
        additionalProperties: schemaOf(shape.of),
      };
    case "object": {
      const properties = Object.fromEntries(Object.entries(shape.keys).map(([name, inner]) => [name, schemaOf(inner)]));
      const required = shape.required === undefined ? {} : { required: shape.required };
      return { description, type: "object", properties, ...required, additionalProperties: false };
    }
  }
}

const simple = [{ type: "string" }, { type: "number" }, { type: "boolean" }];
