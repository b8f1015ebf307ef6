import { make, qualifiedName } from "../../ast/build.ts";
import { likelyType, operatorsBySign, signsFor } from "../../ast/signs.ts";
import type { ConditionExpression, OperatorSign, Predicate, ValueExpression } from "../../ast/source.ts";
import { isWritable } from "../../ast/write/values.ts";
import { findKey } from "../../catalog/find-key.ts";
import type { ConditionTest } from "../../iam/document.ts";
import { parseOperator, printOperator, type Operator } from "../../iam/operators.ts";
import type { Context } from "./context.ts";
import { useLibrary } from "./library.ts";
import { readValue, type NamedText, type Note } from "./texts.ts";

/** The condition that holds where all of the tests do; undefined where there are none. */
export function readConditions(tests: readonly ConditionTest[], context: Context, note: Note): ConditionExpression | undefined {
  const predicates = tests.flatMap((test) => readTest(test, context, note) ?? []);
  const operands = useLibrary(predicates, context.conditions);
  const [only, ...others] = operands;
  return others.length === 0 ? only : make("AndCondition", { operands });
}

function readTest({ operator: written, key, values }: ConditionTest, context: Context, note: Note): Predicate | undefined {
  const operator = parseOperator(written);
  if (operator === undefined || !key.includes(":") || !isWritable(key)) {
    note(`\`${key}\` is no condition key that can be written`);
    return undefined;
  }
  const elements = values.flatMap((text) => readElement(text, operator, context.names) ?? []);
  if (elements.length < values.length) note(`a value of \`${key}\` holds a \`\${\` that begins no policy variable`);
  const isSingle = elements.length === 1;
  const value = isSingle ? elements[0]! : make("ListExpression", { elements });
  const base = { key: qualifiedName(key), ignoringCase: false, ifExists: false };
  if (operator.base.family === "Null" && operator.quantifier === undefined && isSingle && value.kind === "BooleanLiteral")
    return make("Predicate", { ...base, operator: signOf(value.value ? "not exists" : "exists") });
  const sign = context.plain ? undefined : findSign(operator, key, elements, context);
  if (sign === undefined) {
    const name = printOperator(operator);
    return make("Predicate", { ...base, operator: make("PredicateOperator", { sign: undefined, name }), value });
  }
  const { quantifier, ifExists } = operator;
  return make("Predicate", {
    ...base,
    ...(quantifier === undefined ? {} : { quantifier: quantifier === "ForAnyValue" ? "any" : "all" }),
    ignoringCase: operator.base.name.endsWith("IgnoreCase"),
    ifExists,
    operator: signOf(sign),
    value,
  });
}

function signOf(sign: OperatorSign): Predicate["operator"] {
  return make("PredicateOperator", { sign, name: sign });
}

/** The sign that means an operator for a key. */
function findSign({ base }: Operator, key: string, values: readonly ValueExpression[], { catalog }: Context): OperatorSign | undefined {
  const known = findKey(key, catalog);
  const name = base.name.replace(/IgnoreCase$/, "");
  const value = values.length === 1 ? values[0] : make("ListExpression", { elements: values });
  for (const sign of known === undefined ? (Object.keys(operatorsBySign) as (keyof typeof operatorsBySign)[]) : signsFor(known.type)) {
    const isForLists = sign === "in" || sign === "not in";
    if ((sign === "==" || sign === "!=" || isForLists) && isForLists === (values.length === 1)) continue;
    if (operatorsBySign[sign][known?.type ?? likelyType(sign, value)] === name) return sign;
  }
  return undefined;
}

/** A value in the form that its family of operators has: texts in quotes, plain numbers, `true` and `false`. */
function readElement(text: string, { base }: Operator, names: readonly NamedText[]): ValueExpression | undefined {
  if ((base.family === "Bool" || base.family === "Null") && /^(true|false)$/i.test(text))
    return make("BooleanLiteral", { value: text.toLowerCase() === "true" });
  if (base.family === "Numeric" && /^-?\d+(\.\d+)?$/.test(text)) return make("NumberLiteral", { text });
  return readValue(text, names);
}
