import { globCovers, parseGlob } from "../glob.ts";
import type { BaseOperator } from "../operators.ts";
import { covers, resourcePattern } from "../pattern.ts";
import { rangesOf } from "./value-set.ts";

/** Whether one value under an operator can match what another one does, without being the same. */
export function valuesOverlap({ family, wildcards }: BaseOperator): boolean {
  return wildcards || family === "Numeric" || family === "Date" || family === "IpAddress";
}

/** Whether one value under an operator matches all that another one does; false also where that cannot be said. */
export function valueCovers(base: BaseOperator, wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  if (!valuesOverlap(base)) return false;
  if (base.wildcards) {
    if (!isSpecial(wide) || !endsLike(narrow, wide)) return false;
    return base.family === "Arn" ? covers(resourcePattern(wide), resourcePattern(narrow)) : globCovers(parseGlob(wide), parseGlob(narrow));
  }
  const [one, other] = [rangesOf(base, wide)?.[0], rangesOf(base, narrow)?.[0]];
  return one !== undefined && other !== undefined && one[0] <= other[0] && other[1] <= one[1];
}

/** The values without those that others match all of; of two that match the same, the smaller stays. */
export function withoutCovered(base: BaseOperator, values: readonly string[]): readonly string[] {
  if (values.length < 2 || !valuesOverlap(base)) return values;
  if (!base.wildcards) return withoutNarrower(base, values);
  const special = values.filter(isSpecial);
  return values.filter(
    (value) =>
      !special.some((other) => other !== value && valueCovers(base, other, value) && (other < value || !valueCovers(base, value, other))),
  );
}

/** Ranges of one operator's values lie within each other or apart, so that the widest of those that begin together covers the next. */
function withoutNarrower(base: BaseOperator, values: readonly string[]): readonly string[] {
  const placed = values.flatMap((value) => {
    const range = rangesOf(base, value)?.[0];
    return range === undefined ? [] : [{ value, from: range[0], to: range[1] }];
  });
  placed.sort((a, b) => order(a.from, b.from) || order(b.to, a.to) || order(a.value, b.value));
  const covered = new Set<string>();
  let reached: bigint | undefined;
  for (const { value, to } of placed) {
    if (reached !== undefined && to <= reached) covered.add(value);
    else reached = to;
  }
  return values.filter((value) => !covered.has(value));
}

function order<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a === b ? 0 : 1;
}

/** Whether a text holds a wildcard or a variable; only such a one matches another than itself. */
function isSpecial(text: string): boolean {
  return /[*?$]/.test(text);
}

/** Whether what is literal at both ends of the wide text is so in the narrow one as well, as it must be. */
function endsLike(narrow: string, wide: string): boolean {
  const tail = (text: string): string => /[^*?}]*$/.exec(text)![0];
  const head = (text: string): string => /^[^*?$]*/.exec(text)![0];
  return tail(narrow).endsWith(tail(wide)) && head(narrow).startsWith(head(wide));
}
