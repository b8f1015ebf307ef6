import type { ActionExpression, ConditionExpression, Predicate, ResourceExpression } from "../source.ts";
import { bracketed, group, join, line, nest, type Doc } from "./layout.ts";
import { writeArguments, writeName, writeReference, writeString, writeValue } from "./values.ts";

/** The actions of a statement, from the space before them. */
export function writeActionClause(actions: ActionExpression): Doc {
  if (actions.kind !== "ActionList" || actions.elements.length === 1) return [" ", writeActions(actions)];
  return group(nest([line, join([",", line], actions.elements.map(writeActions))]));
}

/** Actions where a list stands in parentheses. */
export function writeActions(actions: ActionExpression): Doc {
  switch (actions.kind) {
    case "ActionList":
      return bracketed("(", actions.elements.map(writeActions), ")");
    case "ActionDifference":
      return [writeActions(actions.base), " except ", writeActions(actions.excluded)];
    case "ActionFilter":
      return [writeActions(actions.base), `[${actions.levels.map(({ text }) => text).join(", ")}]`];
    case "QualifiedName":
      return writeName(actions);
    case "ActionGroup":
      return bracketed(
        `${actions.service.text}:{`,
        actions.names.map(({ text }) => text),
        "}",
      );
    case "AnyAction":
      return "*";
    case "NameReference":
      return writeReference(actions);
  }
}

/** The resources behind a word such as `on `, each below the other where they do not fit on one line. */
export function writeResourceClause(word: string, resources: ResourceExpression): Doc {
  if (resources.kind !== "ResourceList" || resources.elements.length === 1) return [word, writeResources(resources)];
  return [word, group(nest(join([",", line], resources.elements.map(writeResources)), word.length))];
}

function writeResources(resources: ResourceExpression): Doc {
  switch (resources.kind) {
    case "ResourceList":
      return bracketed("(", resources.elements.map(writeResources), ")");
    case "ResourceDifference":
      return [writeResources(resources.base), " except ", writeResources(resources.excluded)];
    case "ResourceConstructor":
      return [writeName(resources.type), writeArguments(resources.arguments)];
    case "AnyResource":
      return "*";
    case "StringLiteral":
      return writeString(resources);
    case "NameReference":
      return writeReference(resources);
  }
}

/** A condition; its lines stand deeper than its first one. */
export function writeCondition(condition: ConditionExpression): Doc {
  return group(nest(writeOperands(condition)));
}

function writeOperands(condition: ConditionExpression): Doc {
  switch (condition.kind) {
    case "OrCondition":
      return join(
        [line, "or "],
        condition.operands.map((operand) => (operand.kind === "OrCondition" ? inParentheses(operand) : writeOperands(operand))),
      );
    case "AndCondition":
      return join(
        [line, "and "],
        condition.operands.map((operand) =>
          operand.kind === "OrCondition" || operand.kind === "AndCondition" ? inParentheses(operand) : writeOperands(operand),
        ),
      );
    case "NotCondition": {
      const { operand } = condition;
      const joined = operand.kind === "OrCondition" || operand.kind === "AndCondition";
      return ["not ", joined ? inParentheses(operand) : writeOperands(operand)];
    }
    case "Predicate":
      return writePredicate(condition);
    case "NameReference":
      return writeReference(condition);
  }
}

function inParentheses(condition: ConditionExpression): Doc {
  return ["(", group(nest(writeOperands(condition))), ")"];
}

function writePredicate({ quantifier, key, operator, value, ignoringCase, ifExists }: Predicate): Doc {
  const doc: Doc[] = [quantifier === undefined ? "" : `${quantifier} `, writeName(key), ` ${operator.name}`];
  if (value !== undefined) doc.push(" ", writeValue(value));
  if (ignoringCase) doc.push(" ignoring case");
  if (ifExists) doc.push(" if exists");
  return doc;
}
