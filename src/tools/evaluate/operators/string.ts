import { compileText } from "../../../iam/glob-test.ts";
import type { BaseOperator } from "../../../iam/operators.ts";
import type { ValueTest } from "./value-test.ts";

/** Texts, with or without letter case, wildcards under `StringLike` alone. */
export function compileStrings({ name, wildcards }: BaseOperator, values: readonly string[]): ValueTest {
  if (name.endsWith("IgnoreCase")) {
    const test = compileTexts(
      values.map((value) => value.toLowerCase()),
      false,
    );
    return (value, variables) => test(value.toLowerCase(), (key) => variables(key)?.toLowerCase());
  }
  return compileTexts(values, wildcards);
}

function compileTexts(values: readonly string[], wildcards: boolean): ValueTest {
  const isPlain = (value: string): boolean => !value.includes("${") && !(wildcards && /[*?]/.test(value));
  const plain = new Set(values.filter(isPlain));
  const tests = values.filter((value) => !isPlain(value)).map((value) => compileText(value, wildcards));
  return (value, variables) => plain.has(value) || tests.some((test) => test(value, variables));
}
