import type { Edit } from "../../text/edit.ts";
import { locate, type Location } from "../../text/source.ts";
import type { RuleDetails } from "./rule.ts";
import type { LintStatement, LintTest } from "./subject.ts";

/** Where the values of a test are written that a finding is about: the first is its place, the others belong to it. */
export function atValues(test: LintTest, indexes: readonly number[], others: string): Required<Pick<RuleDetails, "location" | "related">> {
  const [first, ...more] = indexes;
  return {
    location: placeOfValue(test, first!),
    related: test.written === undefined ? [] : more.map((index) => ({ message: others, location: placeOfValue(test, index) })),
  };
}

function placeOfValue({ written, location }: LintTest, index: number): Location {
  return written === undefined ? location : locate(written.source, written.values[index]!);
}

/** The one fix of a finding, where there are edits for it. */
export function fixOf(title: string, edits: readonly Edit[] | undefined): Required<Pick<RuleDetails, "fixes">> {
  return { fixes: edits === undefined ? [] : [{ title, edits }] };
}

/** The indexes of the values that a predicate holds for. */
export function indexesOf(values: readonly string[], isMeant: (value: string) => boolean): readonly number[] {
  return values.flatMap((value, index) => (isMeant(value) ? [index] : []));
}

/** A test with values that have not the shape that its key asks for. */
interface Misshapen<W> {
  readonly test: LintTest;
  readonly wanted: W;
  readonly value: string;
  readonly details: Required<Pick<RuleDetails, "location" | "related">>;
}

/** The tests of a statement with plain values that have not the shape which is wanted of them. */
export function misshapen<W extends { readonly shape: RegExp }>(
  { tests }: LintStatement,
  wantedFor: (test: LintTest) => W | undefined,
): readonly Misshapen<W>[] {
  return tests.flatMap((test) => {
    const wanted = wantedFor(test);
    if (wanted === undefined) return [];
    const wrong = indexesOf(test.values, (value) => isPlain(value) && !wanted.shape.test(value));
    const [first] = wrong;
    return first === undefined ? [] : [{ test, wanted, value: test.values[first]!, details: atValues(test, wrong, "nor is this one") }];
  });
}

/** Whether a value has neither wildcards nor variables, so that it stands for itself. */
export function isPlain(value: string): boolean {
  return !/[*?]|\$\{/.test(value);
}

/** Where the key of a test is written. */
export function placeOfKey({ written, location }: LintTest): Location {
  return written === undefined ? location : locate(written.source, written.key);
}

/** Where the operator of a test is written. */
export function placeOfOperator({ written, location }: LintTest): Location {
  return written === undefined ? location : locate(written.source, written.operator);
}
