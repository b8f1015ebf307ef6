import { printOperator, type Operator } from "../../iam/operators.ts";
import type { Location } from "../../text/source.ts";
import type { Test } from "./conditions.ts";

/**
 * The tests of one statement in IAM's form: two on one operator and key become one where IAM has a list that means both,
 * and are refused where it has none.
 */
export function combineTests(
  tests: readonly Test[],
): readonly { operator: string; key: string; values: readonly string[]; location: Location }[] {
  if (tests.length === 0) return [];
  const combined = new Map<string, { test: Test; operator: string; values: readonly string[] }>();
  for (const test of tests) {
    const operator = printOperator(test.operator);
    const id = `${operator} ${test.key.toLowerCase()}`;
    const first = combined.get(id);
    if (first === undefined) combined.set(id, { test, operator, values: test.values });
    else {
      const values = bothHold(first.values, test);
      if (values === undefined) {
        const { frame, predicate } = test;
        frame.report("conflicting-tests", { operator, key: test.key }, predicate, {
          related: [{ message: "the other one", location: first.test.location }],
          help: "write one list that means both, or use another operator for one of them",
        });
      } else if (values.length === 0) {
        test.frame.report("condition-never-holds", { key: test.key }, test.predicate, {
          related: [{ message: "the other one", location: first.test.location }],
        });
      } else first.values = values;
    }
  }
  return [...combined.values()].map(({ test, operator, values }) => ({ operator, key: test.key, values, location: test.location }));
}

/** Of two lower or two upper bounds, the one that is reached first; a list of bounds is as good as its widest. */
function boundOf(values: readonly string[], others: readonly string[], { base, quantifier, ifExists }: Operator): string | undefined {
  const comparison = /^(?:Numeric|Date)(Less|Greater)Than/.exec(base.name)?.[1];
  if (comparison === undefined || quantifier !== undefined || ifExists) return undefined;
  const order = (text: string): number => (base.family === "Numeric" || /^-?[\d.]+$/.test(text) ? Number(text) : Date.parse(text));
  if ([...values, ...others].some((text) => Number.isNaN(order(text)))) return undefined;
  const widest = (list: readonly string[]): string =>
    list.toSorted((a, b) => (comparison === "Less" ? order(b) - order(a) : order(a) - order(b)))[0]!;
  const [a, b] = [widest(values), widest(others)];
  return order(a) <= order(b) === (comparison === "Less") ? a : b;
}

/** The list that means both tests, where there is one: negated lists unite; exact lists of single-valued keys intersect. */
function bothHold(values: readonly string[], { operator, values: others }: Test): readonly string[] | undefined {
  const same = values.length === others.length && values.every((value) => others.includes(value));
  if (same) return values;
  const { base, quantifier } = operator;
  if (base.negated && quantifier !== "ForAnyValue") return [...new Set([...values, ...others])];
  const bound = boundOf(values, others, operator);
  if (bound !== undefined) return [bound];
  const exact = ["StringEquals", "NumericEquals", "Bool", "Null"].includes(base.name) && quantifier === undefined && !operator.ifExists;
  const hasVariables = [...values, ...others].some((value) => value.includes("${"));
  if (!exact || hasVariables) return undefined;
  return values.filter((value) => others.includes(value));
}
