import { covers, resourcePattern } from "../pattern.ts";
import { globCovers, parseGlob } from "../glob.ts";
import type { BaseOperator } from "../operators.ts";
import { isWithin, valuesOf } from "./value-set.ts";

/** Whether one value under an operator matches all that another one does; false also where that cannot be said. */
export function valueCovers(base: BaseOperator, wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  switch (base.family) {
    case "String":
      return base.wildcards && globCovers(parseGlob(wide), parseGlob(narrow));
    case "Arn":
      return covers(resourcePattern(wide), resourcePattern(narrow));
    case "Numeric":
    case "Date":
    case "IpAddress": {
      const [one, other] = [wide, narrow].map((value) => valuesOf({ operator: { base, ifExists: false }, key: "", values: [value] }));
      if (one === undefined || other === undefined) return false;
      return base.negated ? isWithin(one, other) : isWithin(other, one);
    }
    case "Bool":
    case "Binary":
    case "Null":
      return false;
  }
}

/** The values without those that others match all of; of two that match the same, the smaller stays. */
export function withoutCovered(base: BaseOperator, values: readonly string[]): readonly string[] {
  return values.filter(
    (value) =>
      !values.some((other) => other !== value && valueCovers(base, other, value) && (other < value || !valueCovers(base, value, other))),
  );
}
