import type { Variables } from "../../../iam/glob-test.ts";

/**
 * Whether a value of the request is as one of the policy's values wants it, whatever the operator negates; undefined where the value is
 * of the wrong type, or where only a policy's value of the wrong type is left.
 */
export type ValueTest = (value: string, variables: Variables) => boolean | undefined;

/** A test over values that are read once: those of the policy now, those of requests by the same reader. */
export function compileRead<T>(
  values: readonly string[],
  read: (text: string) => T | undefined,
  fits: (given: T, wanted: T) => boolean,
): ValueTest {
  const wanted = values.map(read).filter((value) => value !== undefined);
  const otherwise = wanted.length === values.length ? false : undefined;
  return (value) => {
    const given = read(value);
    if (given === undefined) return undefined;
    return wanted.some((one) => fits(given, one)) ? true : otherwise;
  };
}

/** What the name of a numeric or date operator says of the order of the request's value and the policy's. */
export function comparison(name: string): (order: number) => boolean {
  if (name.endsWith("LessThan")) return (order) => order < 0;
  if (name.endsWith("LessThanEquals")) return (order) => order <= 0;
  if (name.endsWith("GreaterThan")) return (order) => order > 0;
  if (name.endsWith("GreaterThanEquals")) return (order) => order >= 0;
  return (order) => order === 0;
}
