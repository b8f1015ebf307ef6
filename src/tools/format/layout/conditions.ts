import type { AndCondition, ConditionExpression, OrCondition, Predicate } from "../../../ast/source.ts";
import { between, enclosed, isClosed, textBox, type Chain, type Value } from "./boxes.ts";
import { spellQualified } from "./spelling.ts";
import { referenceBox, valueBox } from "./values.ts";

/** The box of a condition, with the parentheses it needs and no others. */
export function conditionBox(condition: ConditionExpression): Value {
  switch (condition.kind) {
    case "OrCondition":
    case "AndCondition":
      return chainBox(condition);
    case "NotCondition": {
      const operand = conditionBox(condition.operand);
      return between("not ", isClosed(operand) ? operand : enclosed(operand), "", condition);
    }
    case "Predicate":
      return predicateBox(condition);
    case "NameReference":
      return referenceBox(condition);
  }
}

function chainBox(condition: OrCondition | AndCondition): Chain {
  const word = condition.kind === "OrCondition" ? "or" : "and";
  const operands = flat(condition).map((operand, index) => {
    const box = conditionBox(operand);
    const value = operand.kind === "OrCondition" ? enclosed(box) : box;
    return index === 0 ? value : ({ kind: "Clause", start: value.start, end: value.end, word, value } as const);
  });
  return { kind: "Chain", start: condition.start, end: condition.end, open: "", operands, close: "" };
}

/** The operands, those of the same kind in them among them. */
function flat({ kind, operands }: OrCondition | AndCondition): readonly ConditionExpression[] {
  return operands.flatMap((operand) => (operand.kind === kind ? flat(operand) : [operand]));
}

const ofOne: Readonly<Record<string, string>> = { in: "==", "not in": "!=", like: "like", "not like": "not like" };

function predicateBox(predicate: Predicate): Value {
  const { quantifier, key, operator, value, ignoringCase, ifExists } = predicate;
  const before = `${quantifier === undefined ? "" : `${quantifier} `}${spellQualified(key)} `;
  const behind = `${ignoringCase ? " ignoring case" : ""}${ifExists ? " if exists" : ""}`;
  if (value === undefined) return textBox(before + operator.name + behind, predicate);
  const single = singleValue(predicate);
  if (single === undefined) return between(`${before}${operator.name} `, valueBox(value), behind, predicate);
  return between(`${before}${ofOne[operator.name]!} `, single, behind, predicate);
}

/** The literal of `in ["a"]`, which says the same as `== "a"`; of several values that a key holds, both are left as they are. */
function singleValue({ quantifier, operator, value }: Predicate): Value | undefined {
  if (quantifier !== undefined || operator.sign === undefined || !(operator.sign in ofOne) || value?.kind !== "ListExpression")
    return undefined;
  const [only, second] = value.elements;
  if (only === undefined || second !== undefined) return undefined;
  const isLiteral = only.kind === "StringLiteral" || only.kind === "NumberLiteral" || only.kind === "BooleanLiteral";
  return isLiteral ? valueBox(only) : undefined;
}
