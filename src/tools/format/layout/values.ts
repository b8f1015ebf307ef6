import type { Argument, ContextEntry, NameReference, Parameter, Principal, ValueExpression } from "../../../ast/source.ts";
import type { Span } from "../../../text/source.ts";
import { between, brackets, textBox, type Value } from "./boxes.ts";
import { spellQualified, spellString, spellTyped } from "./spelling.ts";

/** The box of a value. */
export function valueBox(value: ValueExpression): Value {
  switch (value.kind) {
    case "StringLiteral":
      return textBox(spellString(value), value);
    case "NumberLiteral":
      return textBox(value.text, value);
    case "BooleanLiteral":
      return textBox(String(value.value), value);
    case "AnyValue":
      return textBox("*", value);
    case "ListExpression":
      return brackets("[", value.elements.map(valueBox), "]", value);
    case "NameReference":
      return referenceBox(value);
  }
}

/** The use of a name. */
export function referenceBox(reference: NameReference): Value {
  const { name, arguments: args } = reference;
  return args === undefined ? textBox(name.text, reference) : callBox(name.text, args, reference);
}

/** A name and arguments in parentheses. */
export function callBox(name: string, args: readonly Argument[], span: Span): Value {
  return brackets(`${name}(`, args.map(argumentBox), ")", span);
}

function argumentBox(argument: Argument): Value {
  const box = valueBox(argument.value);
  return argument.name === undefined ? box : between(`${argument.name.text}: `, box, "", argument);
}

/** A name and parameters in parentheses, which are left out where there are none. */
export function parametersBox(name: string, parameters: readonly Parameter[], behind: string, span: Span): Value {
  if (parameters.length === 0) return textBox(name + behind, span);
  return brackets(`${name}(`, parameters.map(parameterBox), `)${behind}`, span);
}

/** `name: type = default` */
export function parameterBox(parameter: Parameter): Value {
  const typed = spellTyped(parameter);
  if (parameter.default === undefined) return textBox(typed, parameter);
  return between(`${typed} = `, valueBox(parameter.default), "", parameter);
}

/** `service("lambda.amazonaws.com")` */
export function principalBox(principal: Principal): Value {
  const { type, value } = principal;
  return value === undefined ? textBox(type.text, principal) : brackets(`${type.text}(`, [valueBox(value)], ")", principal);
}

/** `key = value` */
export function contextBox(entry: ContextEntry): Value {
  return between(`${spellQualified(entry.key)} = `, valueBox(entry.value), "", entry);
}
