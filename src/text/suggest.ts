import { distance } from "fastest-levenshtein";

/**
 * The candidates nearest to a misspelt name, best first, at most `limit`; none when nothing is close.
 * Case is ignored for closeness, so that `getmeeting` finds `GetMeeting`.
 */
export function suggest(name: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = name.toLowerCase();
  const allowed = wanted.length < 2 ? 0 : Math.max(1, Math.floor(wanted.length * 0.4));
  const near: { candidate: string; cost: number }[] = [];
  for (const candidate of candidates) {
    const cost = costOf(wanted, candidate, allowed);
    if (cost <= allowed) near.push({ candidate, cost });
  }
  near.sort((a, b) => a.cost - b.cost || (a.candidate < b.candidate ? -1 : 1));
  const best = near[0]?.cost ?? 0;
  return near
    .filter(({ cost }) => cost <= best + 1)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** The first suggestion, when it is clearly nearer than the next: one that a fix may write without asking. */
export function certain(name: string, suggestions: readonly string[]): readonly string[] {
  const [first, second] = suggestions;
  if (first === undefined || second === undefined) return suggestions;
  const wanted = name.toLowerCase();
  return costOf(wanted, first, wanted.length) < costOf(wanted, second, wanted.length) ? [first] : [];
}

/** How far a candidate is from a name in lower case; one that continues or cuts short the other is near. */
function costOf(wanted: string, candidate: string, allowed: number): number {
  const other = candidate.toLowerCase();
  const difference = Math.abs(other.length - wanted.length);
  const shorter = Math.min(other.length, wanted.length);
  if (shorter >= 4 && (other.startsWith(wanted) || wanted.startsWith(other))) return Math.min(difference, 1 + Math.floor(difference / 4));
  if (difference > allowed) return difference;
  return isTransposed(wanted, other) ? 1 : distance(wanted, other);
}

/** Whether two texts differ in two neighbours that changed places, which is one slip of the fingers and not two. */
function isTransposed(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** "did you mean `a`, `b` or `c`?", or undefined when there is nothing to offer. */
export function didYouMean(suggestions: readonly string[]): string | undefined {
  if (suggestions.length === 0) return undefined;
  const quoted = suggestions.map((s) => `\`${s}\``);
  const last = quoted.pop()!;
  return `did you mean ${quoted.length > 0 ? `${quoted.join(", ")} or ${last}` : last}?`;
}
