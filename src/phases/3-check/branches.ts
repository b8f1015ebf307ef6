import { alwaysHolds } from "../../iam/logic/both.ts";
import { place as findPlaces, reduce, type Conjunction } from "../../iam/logic/conjunction.ts";
import { negate } from "../../iam/logic/negate.ts";
import { printOperator } from "../../iam/operators.ts";
import type { Span } from "../../text/source.ts";
import type { Test } from "./conditions.ts";
import { textOf, unite, type Branch, type Branches } from "./disjunction.ts";
import type { Connective, Formula } from "./formula.ts";
import type { Frame } from "./frame.ts";
import { growthLimit } from "./limits.ts";

const unknown: Branches = { branches: [], complete: false };

const never: Branches = { branches: [], complete: true };
const reportedNever: Branches = { ...never, reported: true };

/** The condition of a statement that has none. */
export const unconditional: Branches = { branches: [[]], complete: true };

/**
 * The fewest statements, near enough, that together say what the condition of a statement or of a declaration says. What can never
 * hold, what always does and what grows too large is reported. The outcome does not rest on the order of operands.
 */
export function evaluateBranches(formula: Formula, place: Span, frame: Frame): Branches {
  const made = branchesOf(formula, false);
  if (made.complete && made.branches.length === 0 && made.reported !== true)
    frame.report("condition-never-holds", { problem: "it is the opposite of what always holds" }, place);
  const branches: Branch[] = [];
  for (const branch of made.branches) {
    const placed = findPlaces(branch);
    if (placed.kind === "tests") branches.push(placed.tests);
    else {
      reportClash(placed);
      return unknown;
    }
  }
  return { ...made, branches };
}

function branchesOf(formula: Formula, negated: boolean): Branches {
  switch (formula.kind) {
    case "test":
      return ofTest(formula.test, negated);
    case "unknown":
      return unknown;
    case "not":
      return branchesOf(formula.operand, !negated);
    case "and":
    case "or": {
      const tests = formula.kind === "and" && !negated ? testsAlone(formula) : undefined;
      if (tests !== undefined) return ofTests(tests);
      const memo = formula.frame.memo.branches[negated ? "negated" : "plain"];
      const known = memo.get(formula) as Branches | undefined;
      if (known !== undefined) return known;
      const made = ofConnective(formula, negated);
      memo.set(formula, made);
      return made;
    }
  }
}

function ofTest(test: Test, negated: boolean): Branches {
  const { frame, predicate, operator, key } = test;
  reportConstantTest(test);
  if (!negated) return { branches: [[test]], complete: true };
  const opposite = negate(test);
  if (opposite === undefined) {
    frame.report("operator-without-opposite", { operator: printOperator(operator) }, predicate, {
      help: test.loose === true ? `\`${key}\` holds many values; say with \`any\` or \`all\` which of them count` : undefined,
    });
    return unknown;
  }
  const joined = reduce(opposite);
  return { branches: joined.kind === "tests" ? [joined.tests] : [], complete: true };
}

/** The tests of what joins nothing but tests. */
function testsAlone({ operands }: Connective): readonly Test[] | undefined {
  const tests: Test[] = [];
  for (const operand of operands) {
    if (operand.kind !== "test") return undefined;
    tests.push(operand.test);
  }
  return tests;
}

/** Tests that must all hold: as `ofConnective`, without the detours of other conditions. */
function ofTests(tests: readonly Test[]): Branches {
  for (const test of tests) reportConstantTest(test);
  const joined = reduce(tests);
  if (joined.kind === "tests") return { branches: [joined.tests], complete: true };
  reportClash(joined);
  return reportedNever;
}

function ofConnective(formula: Connective, negated: boolean): Branches {
  const parts = operandsOf(formula, negated).map(([operand, isNegated]) => branchesOf(operand, isNegated));
  if (parts.some(({ complete }) => !complete)) return unknown;
  const choices = parts.map(({ branches }) => branches);
  const isAnd = (formula.kind === "and") !== negated;
  const { branchLimit } = formula.frame.session;
  const most = Math.max(growthLimit, branchLimit * 4);
  const made = isAnd ? product(choices, most) : unite(choices.flat());
  if (made === "growth") return tooLarge(formula, { limit: branchLimit });
  if ("kind" in made) {
    if (negated) reportConstant(formula, true);
    else reportClash(made);
    return negated ? never : reportedNever;
  }
  if (made.length > branchLimit) return tooLarge(formula, { statements: made.length, limit: branchLimit });
  const holds = (list: readonly Branch[]): boolean => list.some((branch) => branch.length === 0);
  const fails = (list: readonly Branch[]): boolean => list.length === 0;
  // A part that always or never holds by itself has been reported already.
  if (holds(made) && !choices.some(holds)) reportConstant(formula, !negated);
  if (!fails(made)) return { branches: made, complete: true };
  if (choices.some(fails)) return parts.some(({ reported }) => reported === true) ? reportedNever : never;
  reportConstant(formula, negated);
  return negated ? never : reportedNever;
}

/** The operands of a connective and of those of the same kind within it, each with whether it is its opposite that counts. */
function operandsOf({ kind, operands }: Connective, negated: boolean): readonly (readonly [Formula, boolean])[] {
  return operands.flatMap((written) => {
    let operand = written;
    let isNegated = negated;
    for (; operand.kind === "not"; operand = operand.operand) isNegated = !isNegated;
    const isSame = (operand.kind === "and" || operand.kind === "or") && (operand.kind === kind) === (isNegated === negated);
    return isSame ? operandsOf(operand as Connective, isNegated) : [[operand, isNegated] as const];
  });
}

/** Two tests that cannot both stand in a statement. */
type Clash = Exclude<Conjunction<Test>, { kind: "tests" }>;

/** Each choice of one branch from every part, as far as its tests can hold together; "growth" where they are too many to try. */
function product(parts: readonly (readonly Branch[])[], most: number): readonly Branch[] | Extract<Clash, { kind: "never" }> | "growth" {
  if (parts.some((part) => part.length === 0)) return [];
  const first = reduce(parts.flatMap((part) => (part.length === 1 ? part[0]! : [])));
  if (first.kind === "never") return first;
  let branches: readonly Branch[] = [first.tests];
  for (const part of parts.filter(({ length }) => length > 1).toSorted(byGrowth)) {
    if (branches.length * part.length > most) return "growth";
    const chosen: Branch[] = [];
    for (const branch of branches) {
      for (const other of part) {
        const joined = reduce([...branch, ...other]);
        if (joined.kind === "tests") chosen.push(joined.tests);
      }
    }
    branches = unite(chosen);
  }
  return branches;
}

/** The smallest first, and of one size in an order that rests on what they say. */
function byGrowth(a: readonly Branch[], b: readonly Branch[]): number {
  if (a.length !== b.length) return a.length - b.length;
  const [one, other] = [textOf(a), textOf(b)];
  return one < other ? -1 : one === other ? 0 : 1;
}

function tooLarge({ frame, place }: Connective, growth: { readonly statements?: number; readonly limit: number }): Branches {
  frame.report("condition-too-large", growth, place, {
    help: "a statement has no `or` between keys, so each way to satisfy this takes one; list values of one key as `in [a, b]`, or raise the limit with `--max-branches`",
  });
  return unknown;
}

function reportConstantTest(test: Test): void {
  if (!alwaysHolds(test)) return;
  const { frame, predicate, operator, values } = test;
  const isByWildcard = operator.base.wildcards && values.some((value) => /^\*+$/.test(value));
  frame.report("condition-always-holds", {}, predicate, isByWildcard ? { aws: "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION" } : {});
}

function reportConstant({ frame, place }: Connective, holds: boolean): void {
  if (holds) frame.report("condition-always-holds", {}, place);
  else frame.report("condition-never-holds", { problem: "its parts exclude each other" }, place);
}

/** Reports two tests at the one that stands later. */
function reportClash({ kind, pair: [a, b] }: Clash): void {
  const isInOrder = a.location.source !== b.location.source || a.location.start <= b.location.start;
  const [first, { frame, predicate, operator, key }] = isInOrder ? [a, b] : [b, a];
  const related = [{ message: "the other one", location: first.location }];
  if (kind === "never")
    frame.report("condition-never-holds", { problem: `\`${key}\` would have to be two things at once` }, predicate, { related });
  else
    frame.report("conflicting-tests", { operator: printOperator(operator), key }, predicate, {
      related,
      help: "write one list that means both, or use another operator for one of them",
    });
}
