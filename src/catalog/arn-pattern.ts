/**
 * One step of a pattern: which character fits, and whether it may repeat (also zero times).
 * `char` is a code unit or one of the classes below.
 */
export interface Step {
  readonly char: number;
  readonly repeats: boolean;
}

export const anyChar = -1;
export const notSlash = -2;
export const digit = -3;

const slash = 47;

/** The steps of an ARN that a policy writes: `*` and `?` are wildcards, a policy variable may become any text. */
export function patternSteps(pattern: string): readonly Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const end = pattern.startsWith("${", at) ? pattern.indexOf("}", at) : -1;
    if (end > 0) {
      const variable = pattern.slice(at + 2, end);
      const isLiteral = variable === "*" || variable === "?" || variable === "$";
      steps.push(isLiteral ? { char: variable.charCodeAt(0), repeats: false } : anyText);
      at = end;
    } else if (pattern[at] === "*") {
      if (steps.at(-1) !== anyText) steps.push(anyText);
    } else if (pattern[at] === "?") steps.push({ char: anyChar, repeats: false });
    else steps.push({ char: pattern.charCodeAt(at), repeats: false });
  }
  return steps;
}

export const anyText: Step = { char: anyChar, repeats: true };

/** The steps of a text without wildcards. */
export function literalSteps(text: string): readonly Step[] {
  return Array.from({ length: text.length }, (_, at) => ({ char: text.charCodeAt(at), repeats: false }));
}

/**
 * Whether some text fits both patterns. Walks the grid of both patterns' positions once, so that the time is at most the
 * product of their lengths, whatever they are.
 */
export function intersects(left: readonly Step[], right: readonly Step[]): boolean {
  let row = new Uint8Array(right.length + 1);
  row[0] = 1;
  for (let i = 0; i <= left.length; i++) {
    const next = new Uint8Array(right.length + 1);
    const a = left[i];
    let alive = false;
    for (let j = 0; j <= right.length; j++) {
      if (row[j] !== 1) continue;
      const b = right[j];
      if (!a && !b) return true;
      if (a?.repeats) next[j] = 1;
      if (b?.repeats) row[j + 1] = 1;
      if (a && b && meets(a.char, b.char)) {
        if (a.repeats) {
          if (!b.repeats) row[j + 1] = 1;
        } else if (b.repeats) next[j] = 1;
        else next[j + 1] = 1;
      }
      alive = true;
    }
    if (!alive) return false;
    row = next;
  }
  return false;
}

/** Whether some character fits both. Of two classes, both hold letters and digits, so they always meet. */
function meets(a: number, b: number): boolean {
  if (a >= 0 && b >= 0) return a === b;
  if (a < 0 && b < 0) return true;
  const [char, kind] = a >= 0 ? [a, b] : [b, a];
  return kind === anyChar || (kind === notSlash ? char !== slash : char >= 48 && char <= 57);
}
