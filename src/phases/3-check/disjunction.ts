import { valuesAreAlternatives } from "../../iam/canonical/tests.ts";
import { implies } from "../../iam/logic/both.ts";
import { isSameKey, reduce } from "../../iam/logic/conjunction.ts";
import { either } from "../../iam/logic/either.ts";
import { printOperator } from "../../iam/operators.ts";
import type { Test } from "./conditions.ts";

/** Tests that must all hold, none of which follows from the others. */
export type Branch = readonly Test[];

/** A condition as IAM can say it: a statement for each branch. */
export interface Branches {
  /** None where it never holds; one without tests where it always does. */
  readonly branches: readonly Branch[];
  /** False when some part could not be made out. */
  readonly complete: boolean;
  /** True where it never holds and that has been reported. */
  readonly reported?: true;
}

/** A branch with what each of its tests says as text. */
interface Named {
  readonly branch: Branch;
  readonly names: readonly string[];
  /** All of them, in order. */
  readonly name: string;
}

/**
 * Fewer branches that together say the same; which ones does not depend on their order. What another one covers is left out, and those that
 * differ in one key are put together where IAM has a test for that.
 */
export function unite(branches: readonly Branch[]): readonly Branch[] {
  if (branches.length < 2 || haveNothingInCommon(branches)) return branches;
  const united: Named[] = [];
  for (const branch of joinValues(branches).map(named).sort(byName)) insert(united, branch);
  return united.sort(byName).map(({ branch }) => branch);
}

/** Whether no two branches ask for one key, so that none of them covers another or goes with it. */
function haveNothingInCommon(branches: readonly Branch[]): boolean {
  const asked = new Map<string, Branch>();
  for (const branch of branches) {
    if (branch.length === 0) return false;
    for (const { key } of branch) {
      const name = key.toLowerCase();
      if ((asked.get(name) ?? branch) !== branch) return false;
      asked.set(name, branch);
    }
  }
  return true;
}

/** Branches of a single test that differ in its values only, as one: long lists are written as `or` too. */
function joinValues(branches: readonly Branch[]): readonly Branch[] {
  const lists = new Map<string, Test[]>();
  const others: Branch[] = [];
  for (const branch of branches) {
    const [test, ...more] = branch;
    if (test === undefined || more.length > 0 || !valuesAreAlternatives(test.operator)) others.push(branch);
    else {
      const name = `${test.key.toLowerCase()} ${printOperator(test.operator)} ${test.loose === true}`;
      const same = lists.get(name);
      if (same === undefined) lists.set(name, [test]);
      else same.push(test);
    }
  }
  const joined = [...lists.values()].map((tests): Branch => {
    if (tests.length === 1) return tests;
    return [{ ...tests[0]!, values: [...new Set(tests.flatMap(({ values }) => values))] }];
  });
  return [...joined, ...others];
}

/** What branches say, as text: the same for those that say the same in the same words, in whatever order. */
export function textOf(branches: readonly Branch[]): string {
  return branches
    .map((branch) => named(branch).name)
    .sort()
    .join("\n\n");
}

function named(branch: Branch): Named {
  const names = branch.map(nameOf);
  return { branch, names, name: names.toSorted().join("\n") };
}

function nameOf({ operator, key, values }: Test): string {
  return `${key.toLowerCase()} ${printOperator(operator)} ${values.length === 1 ? values[0]! : values.toSorted().join("\0")}`;
}

function byName({ name: a }: Named, { name: b }: Named): number {
  return a < b ? -1 : a === b ? 0 : 1;
}

function insert(united: Named[], added: Named): void {
  for (let index = 0; index < united.length; index++) {
    const other = united[index]!;
    if (isWithin(added, other)) return;
    const merged = isWithin(other, added) ? added : merge(other, added);
    if (merged === undefined) continue;
    united.splice(index, 1);
    insert(united, merged);
    return;
  }
  united.push(added);
}

/** Whether the second branch holds wherever the first does. */
function isWithin(a: Named, b: Named): boolean {
  return b.branch.every(
    (wanted, index) => a.names.includes(b.names[index]!) || a.branch.some((test) => isSameKey(test, wanted) && implies(test, wanted)),
  );
}

/** Two branches that differ in their tests of one key as one branch: (a and b) or c is (a or c) and (b or c). */
function merge(a: Named, b: Named): Named | undefined {
  const own = a.branch.filter((_, index) => !b.names.includes(a.names[index]!));
  const other = b.branch.filter((_, index) => !a.names.includes(b.names[index]!));
  const [sample] = own;
  if (sample === undefined || other.length === 0 || ![...own, ...other].every((test) => isSameKey(test, sample))) return undefined;
  const tests = a.branch.filter((_, index) => b.names.includes(a.names[index]!));
  for (const one of own) {
    for (const two of other) {
      const merged = either(one, two);
      if (merged === undefined) return undefined;
      if (merged !== "always") tests.push(merged);
    }
  }
  const joined = reduce(tests);
  return joined.kind === "tests" ? named(joined.tests) : undefined;
}
