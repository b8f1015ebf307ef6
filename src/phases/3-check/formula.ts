import type { ConditionExpression } from "../../ast/source.ts";
import { locate, type Span } from "../../text/source.ts";
import { evaluatePredicate, type Test } from "./conditions.ts";
import { createFrame, definitionOf, once, type Frame } from "./frame.ts";
import { bindArguments } from "./parameters.ts";

/** A condition with each name replaced by what it stands for and each predicate by its test in IAM's terms. */
export type Formula = TestFormula | UnknownFormula | Connective | Negation;

export interface TestFormula {
  readonly kind: "test";
  readonly test: Test;
}

/** What could not be made out; the fault is reported. */
export interface UnknownFormula {
  readonly kind: "unknown";
}

export interface Connective {
  readonly kind: "and" | "or";
  readonly operands: readonly Formula[];
  /** Where findings about the whole of it belong. */
  readonly place: Span;
  readonly frame: Frame;
}

export interface Negation {
  readonly kind: "not";
  readonly operand: Formula;
}

const unknown: Formula = { kind: "unknown" };

/** What a condition says. */
export function evaluateCondition(expression: ConditionExpression, frame: Frame): Formula {
  switch (expression.kind) {
    case "AndCondition":
    case "OrCondition":
      return {
        kind: expression.kind === "AndCondition" ? "and" : "or",
        operands: expression.operands.map((operand) => evaluateCondition(operand, frame)),
        place: expression,
        frame,
      };
    case "NotCondition": {
      // A row of them is as deep as it is long.
      let operand: ConditionExpression = expression;
      let isOpposite = false;
      for (; operand.kind === "NotCondition"; operand = operand.operand) isOpposite = !isOpposite;
      const inner = evaluateCondition(operand, frame);
      return isOpposite ? { kind: "not", operand: inner } : inner;
    }
    case "NameReference": {
      const definition = definitionOf(expression.name, frame, "ConditionDeclaration");
      if (definition === undefined) return unknown;
      const { module, declaration } = definition;
      const parameters = bindArguments(expression, declaration, module, frame);
      const chain = declaration.parameters.length > 0 ? [...frame.chain, locate(frame.module.source, expression)] : [];
      const inner = createFrame(frame.session, module, parameters, chain);
      return once(declaration, inner, () => evaluateCondition(declaration.condition, inner));
    }
    case "Predicate":
      return once(expression, frame, () => {
        const test = evaluatePredicate(expression, frame);
        return test === undefined ? unknown : { kind: "test", test };
      });
  }
}

/** Every test that a condition is made of. */
export function testsOf(formula: Formula): readonly Test[] {
  const tests: Test[] = [];
  collectTests(formula, tests);
  return tests;
}

function collectTests(formula: Formula, tests: Test[]): void {
  switch (formula.kind) {
    case "test":
      tests.push(formula.test);
      return;
    case "unknown":
      return;
    case "not":
      return collectTests(formula.operand, tests);
    case "and":
    case "or":
      for (const operand of formula.operands) collectTests(operand, tests);
  }
}
