import type {
  ActionExpression,
  Annotation,
  ConditionExpression,
  Declaration,
  Expectation,
  Identifier,
  NameReference,
  Parameter,
  Principal,
  ResourceExpression,
  Statement,
  StringLiteral,
  ValueExpression,
} from "./source.ts";

/** The role a name plays where it is used, and so what it may stand for. */
export type UseOf = "value" | "actions" | "resource" | "condition" | "statements";

/** What resource constructors read without naming it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const ambientNames: readonly string[] = ["partition", "region", "account"];

/** Whether a declaration writes a typed resource itself, and so reads the ambient names. */
export function hasConstructor(declaration: Declaration): boolean {
  const isOne = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return false;
    if ("kind" in value && value.kind === "ResourceConstructor") return true;
    return Object.values(value).some(isOne);
  };
  return isOne(declaration);
}

/** Called for every use of a name, in text order within its clause. */
export type OnName = (name: Identifier, use: UseOf) => void;

/** Calls back for every name that a declaration uses. */
export function visitNames(declaration: Declaration, onName: OnName): void {
  switch (declaration.kind) {
    case "ParamDeclaration":
    case "LetDeclaration": {
      const value = declaration.kind === "LetDeclaration" ? declaration.value : declaration.default;
      if (value !== undefined) visitValue(value, onName);
      return;
    }
    case "ActionsDeclaration":
      return visitActions(declaration.actions, onName);
    case "ResourceDeclaration":
      visitParameters(declaration.parameters, onName);
      return visitResources(declaration.resources, onName);
    case "ConditionDeclaration":
      visitParameters(declaration.parameters, onName);
      return visitCondition(declaration.condition, onName);
    case "PolicyDeclaration":
    case "RoleDeclaration":
      visitParameters(declaration.parameters, onName);
      return visitStatements(declaration.body, onName);
    case "TestDeclaration":
      visitString(declaration.title, onName);
      for (const expectation of declaration.body) visitExpectation(expectation, onName);
      return;
    case "BrokenDeclaration":
      return;
  }
}

/** Every statement of a body with the blocks around it, blocks themselves included. */
export function visitStatements(body: readonly Statement[], onName: OnName): void {
  for (const statement of body) {
    visitAnnotations(statement.annotations, onName);
    switch (statement.kind) {
      case "GrantStatement":
        visitActions(statement.actions, onName);
        for (const principal of statement.principals ?? []) visitPrincipal(principal, onName);
        if (statement.resources !== undefined) visitResources(statement.resources, onName);
        if (statement.condition !== undefined) visitCondition(statement.condition, onName);
        if (statement.sid?.kind === "StringLiteral") visitString(statement.sid, onName);
        break;
      case "IncludeStatement":
        for (const reference of statement.references) visitReference(reference, "statements", onName);
        break;
      case "BlockStatement":
        if (statement.resources !== undefined) visitResources(statement.resources, onName);
        if (statement.condition !== undefined) visitCondition(statement.condition, onName);
        visitStatements(statement.body, onName);
        break;
      case "TrustStatement":
        for (const principal of statement.principals) visitPrincipal(principal, onName);
        if (statement.condition !== undefined) visitCondition(statement.condition, onName);
        break;
    }
  }
}

function visitExpectation(expectation: Expectation, onName: OnName): void {
  visitReference(expectation.subject, "statements", onName);
  if (expectation.kind === "RelationProof") return visitReference(expectation.other, "statements", onName);
  visitActions(expectation.actions, onName);
  if (expectation.resources !== undefined) visitResources(expectation.resources, onName);
  if (expectation.kind === "NeverProof") {
    if (expectation.unless !== undefined) visitCondition(expectation.unless, onName);
  } else {
    for (const entry of expectation.context) visitValue(entry.value, onName);
  }
}

function visitAnnotations(annotations: readonly Annotation[], onName: OnName): void {
  for (const annotation of annotations) for (const argument of annotation.arguments) visitString(argument, onName);
}

function visitParameters(parameters: readonly Parameter[], onName: OnName): void {
  for (const { default: value } of parameters) if (value !== undefined) visitValue(value, onName);
}

function visitPrincipal(principal: Principal, onName: OnName): void {
  if (principal.value !== undefined) visitValue(principal.value, onName);
}

function visitActions(expression: ActionExpression, onName: OnName): void {
  switch (expression.kind) {
    case "ActionList":
      for (const element of expression.elements) visitActions(element, onName);
      return;
    case "ActionDifference":
      visitActions(expression.base, onName);
      return visitActions(expression.excluded, onName);
    case "ActionFilter":
      return visitActions(expression.base, onName);
    case "NameReference":
      return visitReference(expression, "actions", onName);
    case "QualifiedName":
    case "ActionGroup":
    case "AnyAction":
      return;
  }
}

function visitResources(expression: ResourceExpression, onName: OnName): void {
  switch (expression.kind) {
    case "ResourceList":
      for (const element of expression.elements) visitResources(element, onName);
      return;
    case "ResourceDifference":
      visitResources(expression.base, onName);
      return visitResources(expression.excluded, onName);
    case "ResourceConstructor":
      for (const argument of expression.arguments) visitValue(argument.value, onName);
      return;
    case "StringLiteral":
      return visitString(expression, onName);
    case "NameReference":
      return visitReference(expression, "resource", onName);
    case "AnyResource":
      return;
  }
}

function visitCondition(expression: ConditionExpression, onName: OnName): void {
  switch (expression.kind) {
    case "OrCondition":
    case "AndCondition":
      for (const operand of expression.operands) visitCondition(operand, onName);
      return;
    case "NotCondition":
      return visitCondition(expression.operand, onName);
    case "Predicate":
      if (expression.value !== undefined) visitValue(expression.value, onName);
      return;
    case "NameReference":
      return visitReference(expression, "condition", onName);
  }
}

function visitValue(expression: ValueExpression, onName: OnName): void {
  switch (expression.kind) {
    case "StringLiteral":
      return visitString(expression, onName);
    case "ListExpression":
      for (const element of expression.elements) visitValue(element, onName);
      return;
    case "NameReference":
      return visitReference(expression, "value", onName);
    case "NumberLiteral":
    case "BooleanLiteral":
    case "AnyValue":
      return;
  }
}

function visitReference(reference: NameReference, use: UseOf, onName: OnName): void {
  onName(reference.name, use);
  for (const argument of reference.arguments ?? []) visitValue(argument.value, onName);
}

function visitString(literal: StringLiteral, onName: OnName): void {
  if (typeof literal.content === "string") return;
  for (const part of literal.content) if (part.kind === "Interpolation") onName(part.name, "value");
}
