import { compileText } from "../glob-test.ts";
import { isOpen, holdsWhenMissing, presence, withoutIfExists, type KeyTest } from "./key-test.ts";
import { negate } from "./negate.ts";
import { valueCovers, valuesOverlap } from "./value-covers.ts";
import { areDisjoint, commonValues, isNothing, isWithin, otherValues, valuesOf } from "./value-set.ts";

/** Whether a test holds for every request. */
export function alwaysHolds(test: KeyTest): boolean {
  if (!holdsWhenMissing(test)) return false;
  const values = valuesOf(test);
  return values !== undefined && isNothing(otherValues(values));
}

/** Whether the second test of a key holds wherever the first does; false also where that cannot be said. */
export function implies(a: KeyTest, b: KeyTest): boolean {
  if (holdsWhenMissing(a) && !holdsWhenMissing(b)) return false;
  const isPresence = ({ operator, values }: KeyTest): boolean => operator.base.family === "Null" && values.includes("false");
  if (isPresence(b) && !holdsWhenMissing(a)) return true;
  // A key with many values is there, and yet satisfies no test without a quantifier.
  if (isPresence(a) && b.operator.base.family !== "Null") return false;
  const [own, other] = [valuesOf(a), valuesOf(b)];
  if (own !== undefined && other !== undefined && isWithin(own, other)) return true;
  if (a.operator.base !== b.operator.base || a.operator.quantifier !== b.operator.quantifier) return false;
  const [fewer, more] = a.operator.base.negated ? [b, a] : [a, b];
  const { base } = a.operator;
  const listed = new Set(more.values);
  return fewer.values.every(
    (value) => listed.has(value) || (valuesOverlap(base) && more.values.some((wide) => valueCovers(base, wide, value))),
  );
}

/** Two tests of one key, both of which must hold, as one; undefined where IAM has no single test for that. */
export function both<T extends KeyTest>(a: T, b: T): T | "never" | undefined {
  if (implies(a, b)) return a;
  if (implies(b, a)) return b;
  if (exclude(a, b)) {
    if (!holdsWhenMissing(a) || !holdsWhenMissing(b)) return "never";
    // With a quantifier, an empty text is there and satisfies both.
    if (a.operator.quantifier === undefined && b.operator.quantifier === undefined) return presence(a, false);
  }
  return present(a, b) ?? present(b, a) ?? joined(a, b) ?? narrowed(a, b) ?? narrowed(b, a);
}

/** Whether no value of a key satisfies both. */
function exclude(a: KeyTest, b: KeyTest): boolean {
  const [own, other] = [valuesOf(a), valuesOf(b)];
  if (own !== undefined && other !== undefined && areDisjoint(own, other)) return true;
  if (isOpposed(withoutIfExists(a), withoutIfExists(b)) || isOpposed(withoutIfExists(b), withoutIfExists(a))) return true;
  const texts = listedTexts(a) ?? listedTexts(b);
  const [first, second] = [textTest(a), textTest(b)];
  return texts !== undefined && first !== undefined && second !== undefined && texts.every((text) => !first(text) || !second(text));
}

/** Whether the second test holds only where the first does not. */
function isOpposed(a: KeyTest, b: KeyTest): boolean {
  const [opposite, ...more] = negate(a) ?? [];
  return opposite !== undefined && more.length === 0 && implies(b, opposite);
}

/** A test that the key is there says nothing beside one that holds for a missing key by `IfExists` only. With a quantifier it does: an empty text is there, and yet no value. */
function present<T extends KeyTest>(a: T, b: T): T | undefined {
  if (a.operator.base.family !== "Null" || a.values.includes("true") || !b.operator.ifExists || b.operator.quantifier !== undefined)
    return undefined;
  const plain = withoutIfExists(b);
  return holdsWhenMissing(plain) ? undefined : plain;
}

/** "None of these" and "none of those" is none of all. */
function joined<T extends KeyTest>(a: T, b: T): T | undefined {
  const { base, quantifier, ifExists } = a.operator;
  const { operator } = b;
  if (base !== operator.base || quantifier !== operator.quantifier || ifExists !== operator.ifExists) return undefined;
  if (base.negated) return quantifier === "ForAnyValue" ? undefined : { ...a, values: [...new Set([...a.values, ...b.values])] };
  if (quantifier !== "ForAllValues" || base.name !== "StringEquals" || isOpen(a) || isOpen(b)) return undefined;
  const others = new Set(b.values);
  const values = a.values.filter((value) => others.has(value));
  return values.length === 0 ? undefined : { ...a, values };
}

/** Those of the first test's values, and of the second's where it is of the same kind, that satisfy the other, if that is all that both say. */
function narrowed<T extends KeyTest>(a: T, b: T): T | undefined {
  if (a.operator.base.negated || a.operator.quantifier !== undefined || b.operator.quantifier !== undefined) return undefined;
  const ifExists = holdsWhenMissing(a) && holdsWhenMissing(b);
  const result = (values: readonly string[]): T => ({ ...a, operator: { ...a.operator, ifExists }, values });
  const texts = listedTexts(a);
  if (texts !== undefined) {
    const holds = textTest(b);
    return holds === undefined ? undefined : result(texts.filter(holds));
  }
  const [own, other] = [valuesOf(a), valuesOf(b)];
  if (own === undefined || other === undefined) return undefined;
  const common = commonValues(own, other);
  const partsOf = ({ values }: T, outer: typeof own): readonly string[] =>
    values.filter((value) => {
      const part = valuesOf({ ...a, values: [value] });
      return part !== undefined && isWithin(part, outer);
    });
  const parts = [...new Set([...partsOf(a, other), ...(a.operator.base === b.operator.base ? partsOf(b, own) : [])])];
  const all = parts.length === 0 ? undefined : valuesOf(result(parts));
  return common !== undefined && all !== undefined && isWithin(common, all) ? result(parts) : undefined;
}

/** The texts that alone satisfy a test of a key that is there. */
function listedTexts(test: KeyTest): readonly string[] | undefined {
  const { base, quantifier } = test.operator;
  return base.name === "StringEquals" && quantifier === undefined && !isOpen(test) ? test.values : undefined;
}

/** Whether a test holds for a text; undefined where that takes more than the text to say. */
function textTest(test: KeyTest): ((text: string) => boolean) | undefined {
  const { operator, values } = test;
  const { base, quantifier } = operator;
  if (base.family !== "String" || quantifier !== undefined || isOpen(test)) return undefined;
  if (base.wildcards) {
    const patterns = values.map((value) => compileText(value));
    return (text) => patterns.some((matches) => matches(text, () => undefined)) !== base.negated;
  }
  const fold = (text: string): string => (base.name.endsWith("IgnoreCase") ? text.toLowerCase() : text);
  const listed = new Set(values.map(fold));
  return (text) => listed.has(fold(text)) !== base.negated;
}
