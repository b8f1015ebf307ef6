import { reference } from "../../ast/build.ts";
import type { ConditionExpression, Parameter, Predicate, ValueExpression } from "../../ast/source.ts";

/** A condition of the standard library that is a list of tests. */
export interface LibraryCondition {
  readonly name: string;
  /** Its name in the source, which is another one where that is taken. */
  readonly local: string;
  /** The module it is imported from. */
  readonly from: string;
  readonly parameters: readonly Parameter[];
  readonly predicates: readonly Predicate[];
}

/** A policy or role of the standard library. */
export interface LibraryPolicy {
  readonly name: string;
  readonly local: string;
  readonly from: string;
  /** Its statements, each as the text of its canonical form. */
  readonly statements: readonly string[];
}

/** What the standard library has names for. */
export interface Library {
  readonly conditions: readonly LibraryCondition[];
  readonly policies: readonly LibraryPolicy[];
}

/** Tests with those that the library has a name for replaced by it; the largest conditions first. */
export function useLibrary(predicates: readonly Predicate[], conditions: readonly LibraryCondition[]): readonly ConditionExpression[] {
  let operands: readonly ConditionExpression[] = predicates;
  for (const condition of conditions.toSorted((a, b) => b.predicates.length - a.predicates.length)) {
    const values = new Map<string, ValueExpression>();
    const used = new Set<ConditionExpression>();
    for (const wanted of condition.predicates) {
      const found = operands.find(
        (one) => one.kind === "Predicate" && !used.has(one) && matches(wanted, one, condition.parameters, values),
      );
      if (found === undefined) break;
      used.add(found);
    }
    if (used.size < condition.predicates.length || condition.parameters.some(({ name }) => !values.has(name.text))) continue;
    const first = operands.findIndex((one) => used.has(one));
    const call = reference(
      condition.local,
      condition.parameters.length === 0 ? undefined : condition.parameters.map(({ name }) => values.get(name.text)!),
    );
    operands = operands.flatMap((one, index) => (index === first ? [call] : used.has(one) ? [] : [one]));
  }
  return operands;
}

const lists: Readonly<Record<string, string>> = { in: "==", "not in": "!=" };

/** Whether a test is the one that a condition asks for; the values of its parameters are added to `values`. */
function matches(wanted: Predicate, given: Predicate, parameters: readonly Parameter[], values: Map<string, ValueExpression>): boolean {
  const signOf = ({ operator: { name } }: Predicate): string => lists[name] ?? name;
  const same =
    signOf(wanted) === signOf(given) &&
    wanted.key.prefix === given.key.prefix &&
    wanted.key.name === given.key.name &&
    wanted.quantifier === given.quantifier &&
    wanted.ifExists === given.ifExists &&
    wanted.ignoringCase === given.ignoringCase;
  if (!same) return false;
  const name = wanted.value?.kind === "NameReference" ? wanted.value.name.text : undefined;
  const parameter = parameters.find((one) => one.name.text === name);
  if (parameter === undefined || given.value === undefined) return isEqual(wanted.value, given.value);
  if (given.value.kind === "ListExpression" && !parameter.type.list) return false;
  const before = values.get(parameter.name.text);
  if (before !== undefined) return isEqual(before, given.value);
  values.set(parameter.name.text, given.value);
  return true;
}

/** Whether two trees are the same wherever they were written. */
export function isEqual(a: object | undefined, b: object | undefined): boolean {
  return treeText(a) === treeText(b);
}

/** A tree as text, without its places. */
export function treeText(node: object | undefined): string {
  return JSON.stringify(node, (key, value: unknown) => (key === "start" || key === "end" ? undefined : value)) ?? "";
}
