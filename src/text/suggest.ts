import { distance } from "fastest-levenshtein";

/**
 * The candidates nearest to a misspelt name, best first, at most `limit`; none when nothing is close.
 * Case is ignored for closeness, so that `getmeeting` finds `GetMeeting`.
 */
export function suggest(name: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = name.toLowerCase();
  const allowed = Math.max(1, Math.floor(wanted.length * 0.4));
  const near: { candidate: string; cost: number }[] = [];
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    if (Math.abs(other.length - wanted.length) > allowed) continue;
    const cost = distance(wanted, other);
    if (cost <= allowed) near.push({ candidate, cost });
  }
  near.sort((a, b) => a.cost - b.cost || (a.candidate < b.candidate ? -1 : 1));
  const best = near[0]?.cost ?? 0;
  return near.filter(({ cost }) => cost <= best + 1).slice(0, limit).map(({ candidate }) => candidate);
}

/** "did you mean `a`, `b` or `c`?", or undefined when there is nothing to offer. */
export function didYouMean(suggestions: readonly string[]): string | undefined {
  if (suggestions.length === 0) return undefined;
  const quoted = suggestions.map((s) => `\`${s}\``);
  const last = quoted.pop()!;
  return `did you mean ${quoted.length > 0 ? `${quoted.join(", ")} or ${last}` : last}?`;
}
