import type { ConditionTest } from "../document.ts";
import { normaliseGlob } from "../glob.ts";
import { parseOperator } from "../operators.ts";
import { divide } from "./conditions.ts";
import { compareTests, variableNamesOf } from "./normalise.ts";
import type { Spelling } from "./spelling.ts";
import { normaliseTest } from "./tests.ts";

/** All names that differ in letter case only. */
interface Fold {
  readonly first: string;
  /** Whether there is another than the first. */
  several: boolean;
}

/** A pattern as the documents of a program use it, looked at once. Equal patterns are one object. */
export interface Name {
  readonly id: number;
  /** In normal form. */
  readonly text: string;
  readonly wildcard: boolean;
  readonly folds: readonly Fold[];
  /** The last statement to allow it, and to deny it, by the number of its turn. */
  allowed: number;
  denied: number;
  /** One bit for each list that holds it; zero between two uses. */
  lists: number;
}

/** All tests of a statement. Equal ones are one object. */
export interface Condition {
  readonly id: number;
  /** In normal form and in the order in which they are written. */
  readonly tests: readonly ConditionTest[];
  /** Equal for conditions that differ in the choice of values only. */
  readonly shape: number;
  /** Whether no test has two values that are alternatives. */
  readonly single: boolean;
  /** Their characters, near enough. */
  readonly length: number;
  readonly folds: readonly Fold[];
  /** Whether it is fit for nothing but the long way: two tests have one key, or a variable stands where none belongs. */
  readonly odd: boolean;
}

interface Test {
  readonly id: number;
  readonly test: ConditionTest;
  readonly folds: readonly Fold[];
  readonly alone: Condition;
}

/** What the documents of a program have in common: their texts in normal form. */
export interface Lexicon {
  readonly action: (text: string) => Name;
  readonly resource: (text: string) => Name;
  readonly condition: (tests: readonly ConditionTest[]) => Condition;
  /** Takes turns for the statements of one document and gives the first. */
  readonly turns: (count: number) => number;
  /** How many entries it has. */
  readonly size: () => number;
}

/** Whether a name in it has been seen in another spelling too, which the same document may hold. */
export function ambiguous({ folds }: { readonly folds: readonly Fold[] }): boolean {
  for (const { several } of folds) if (several) return true;
  return false;
}

/** Enough for every name of a program; an editor that runs for days begins anew now and then. */
const enough = 8_000;

const lexicons = new WeakMap<Spelling, Lexicon>();

/** The lexicon that goes with a spelling, for one document: names of one document must come from one lexicon. */
export function lexiconOf(spelling: Spelling): Lexicon {
  const known = lexicons.get(spelling);
  if (known !== undefined && known.size() < enough) return known;
  const made = createLexicon(spelling);
  lexicons.set(spelling, made);
  return made;
}

const none: readonly Fold[] = [];

function createLexicon(spelling: Spelling): Lexicon {
  const counts = { ids: 0, turns: 1 };
  const actionFolds = new Map<string, Fold>();
  const keyFolds = new Map<string, Fold>();
  const foldOf = (folds: Map<string, Fold>, text: string): Fold => {
    const folded = text.toLowerCase();
    let fold = folds.get(folded);
    if (fold === undefined) folds.set(folded, (fold = { first: text, several: false }));
    else if (fold.first !== text) fold.several = true;
    return fold;
  };
  /** The text with the names of its variables respelt, and those names. */
  const respell = (text: string): { text: string; folds: readonly Fold[] } => {
    if (!text.includes("${")) return { text: normaliseGlob(text), folds: none };
    const folds: Fold[] = [];
    const spell = (name: string): string => {
      const spelt = spelling.key(name);
      folds.push(foldOf(keyFolds, spelt));
      return spelt;
    };
    for (const name of variableNamesOf(text)) spell(name);
    return { text: normaliseGlob(text, spell), folds };
  };
  const intern = (read: (text: string) => { text: string; folds: readonly Fold[] }): ((text: string) => Name) => {
    const written = new Map<string, Name>();
    const names = new Map<string, Name>();
    const add = (text: string): Name => {
      const normal = read(text);
      let name = names.get(normal.text);
      if (name === undefined) {
        const wildcard = /[*?]/.test(normal.text);
        name = { id: counts.ids++, text: normal.text, wildcard, folds: normal.folds, allowed: 0, denied: 0, lists: 0 };
        names.set(normal.text, name);
      }
      written.set(text, name);
      return name;
    };
    return (text) => written.get(text) ?? add(text);
  };

  const testsByValue = new Map<string, Map<string, Map<string, Test>>>();
  const testsByContent = new Map<string, Test>();
  const conditions = new Map<string, Condition>();
  const shapes = new Map<string, number>();
  const makeCondition = (tests: readonly ConditionTest[], folds: readonly Fold[], odd: boolean): Condition => {
    const { fixed, open } = divide(tests);
    const shapeText = tests.length === 0 ? "" : JSON.stringify([fixed, open.map(({ operator, key }) => [operator, key])]);
    const shape = shapes.get(shapeText) ?? shapes.size;
    shapes.set(shapeText, shape);
    return {
      id: counts.ids++,
      tests,
      shape,
      single: open.every(({ values }) => values.length === 1),
      length: tests.length === 0 ? 0 : JSON.stringify([tests]).length,
      folds,
      odd: odd || (tests.length > 1 && new Set(tests.map(({ key }) => key)).size < tests.length),
    };
  };
  const makeTest = (written: ConditionTest): Test => {
    const folds = [foldOf(keyFolds, spelling.key(written.key)), ...written.values.flatMap((value) => respell(value).folds)];
    const test = normaliseTest(written, spelling.key, (text) => normaliseGlob(text, spelling.key));
    const content = JSON.stringify([test.operator, test.key, test.values]);
    const family = parseOperator(test.operator)?.base.family;
    const odd = family !== "String" && family !== "Arn" && written.values.some((value) => value.includes("${"));
    const known = odd ? undefined : testsByContent.get(content);
    if (known !== undefined) return known;
    const made = { id: counts.ids++, test, folds, alone: makeCondition([test], folds, odd) };
    if (!odd) testsByContent.set(content, made);
    return made;
  };
  const testOf = (written: ConditionTest): Test => {
    const { operator, key, values } = written;
    let byKey = testsByValue.get(operator);
    if (byKey === undefined) testsByValue.set(operator, (byKey = new Map()));
    let byValue = byKey.get(key);
    if (byValue === undefined) byKey.set(key, (byValue = new Map()));
    // What begins with a bracket is a list as JSON.
    const value = values.length === 1 && !values[0]!.startsWith("[") ? values[0]! : JSON.stringify(values);
    let test = byValue.get(value);
    if (test === undefined) byValue.set(value, (test = makeTest(written)));
    return test;
  };
  const unconditional = makeCondition([], none, false);
  const joined = (written: readonly ConditionTest[]): Condition => {
    let key = "";
    for (const test of written) key += `${testOf(test).id} `;
    const known = conditions.get(key);
    if (known !== undefined) return known;
    const tests = written.map(testOf).sort((a, b) => compareTests(a.test, b.test) || a.id - b.id);
    const sorted = tests.map(({ id }) => `${id} `).join("");
    const made =
      conditions.get(sorted) ??
      makeCondition(
        tests.map(({ test }) => test),
        tests.flatMap(({ folds }) => folds),
        tests.some(({ alone }) => alone.odd),
      );
    conditions.set(sorted, made);
    conditions.set(key, made);
    return made;
  };

  return {
    action: intern((text) => {
      const spelt = spelling.action(normaliseGlob(text));
      return { text: spelt, folds: [foldOf(actionFolds, spelt)] };
    }),
    resource: intern(respell),
    condition: (tests) => (tests.length === 0 ? unconditional : tests.length === 1 ? testOf(tests[0]!).alone : joined(tests)),
    turns: (count) => (counts.turns += count) - count,
    size: () => counts.ids,
  };
}
