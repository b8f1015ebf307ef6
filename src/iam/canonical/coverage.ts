import { actionPattern, covers, literalPrefix, resourcePattern, type Pattern } from "../pattern.ts";

/** How one kind of pattern is read: actions without regard to letter case, resources with. */
export interface PatternReader {
  readonly parse: (text: string) => Pattern;
  readonly fold: (text: string) => string;
}

export const actionReader: PatternReader = { parse: actionPattern, fold: (text) => text.toLowerCase() };
export const resourceReader: PatternReader = { parse: resourcePattern, fold: (text) => text };

/** For each text the others that match all that it matches; texts that nothing covers have no entry. */
export type Wider = ReadonlyMap<string, readonly string[]>;

/** Compares each text with those wildcard patterns only whose literal beginning is one of its own. */
export function findWider(texts: readonly string[], { parse, fold }: PatternReader): Wider {
  const byPrefix = new Map<string, string[]>();
  for (const text of texts) {
    if (!text.includes("*") && !text.includes("?")) continue;
    const prefix = literalPrefix(fold(text));
    const others = byPrefix.get(prefix);
    if (others === undefined) byPrefix.set(prefix, [text]);
    else others.push(text);
  }
  const wider = new Map<string, readonly string[]>();
  if (byPrefix.size === 0) return wider;
  const lengths = [...new Set([...byPrefix.keys()].map((prefix) => prefix.length))].sort((a, b) => a - b);
  const parsed = new Map<string, Pattern>();
  const pattern = (text: string): Pattern => {
    const known = parsed.get(text) ?? parse(text);
    parsed.set(text, known);
    return known;
  };
  for (const text of texts) {
    const prefix = literalPrefix(fold(text));
    const found: string[] = [];
    for (const length of lengths) {
      if (length > prefix.length) break;
      for (const other of byPrefix.get(prefix.slice(0, length)) ?? []) {
        if (other === text || !covers(pattern(other), pattern(text))) continue;
        // Two texts of one meaning: the smaller stands for both.
        if (text < other && covers(pattern(text), pattern(other))) continue;
        found.push(other);
      }
    }
    if (found.length > 0) wider.set(text, found);
  }
  return wider;
}

/** The texts that no other of them covers. */
export function withoutCovered(texts: readonly string[], wider: Wider): readonly string[] {
  if (wider.size === 0 || texts.length < 2) return texts;
  const present = new Set(texts);
  const left = texts.filter((text) => !(wider.get(text)?.some((other) => present.has(other)) ?? false));
  return left.length === texts.length ? texts : left;
}
