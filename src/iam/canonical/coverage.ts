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

/** Compares each text with those wildcard patterns only whose literal beginnings, of the whole and of the last field, are its own. */
export function findWider(texts: readonly string[], { parse, fold }: PatternReader): Wider {
  const wider = new Map<string, readonly string[]>();
  const parsed = new Map<string, Pattern>();
  const pattern = (text: string): Pattern => {
    let known = parsed.get(text);
    if (known === undefined) parsed.set(text, (known = parse(text)));
    return known;
  };
  const byPrefix = new Map<string, Candidates>();
  for (let order = 0; order < texts.length; order++) {
    const text = texts[order]!;
    if (!text.includes("*") && !text.includes("?")) continue;
    const prefix = literalPrefix(fold(text));
    const others = byPrefix.get(prefix) ?? { all: [], literal: new Map(), open: new Map(), lengths: [] };
    byPrefix.set(prefix, others);
    addCandidate(others, { text, order }, lastField(pattern(text)));
  }
  if (byPrefix.size === 0 || texts.length < 2) return wider;
  const lengths = [...new Set([...byPrefix.keys()].map((prefix) => prefix.length))].sort((a, b) => a - b);
  for (const text of texts) {
    const prefix = literalPrefix(fold(text));
    const last = lastField(pattern(text));
    const found: string[] = [];
    for (const length of lengths) {
      if (length > prefix.length) break;
      const others = byPrefix.get(prefix.slice(0, length));
      if (others === undefined) continue;
      for (const { text: other } of candidatesFor(others, last)) {
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

interface Candidate {
  readonly text: string;
  readonly order: number;
}

/** Wildcard patterns of one beginning. */
interface Candidates {
  readonly all: Candidate[];
  /** Those with a last field without wildcards, by that field. */
  readonly literal: Map<string, Candidate[]>;
  /** The others, by the beginning of their last field. */
  readonly open: Map<string, Candidate[]>;
  /** The lengths of those beginnings. */
  readonly lengths: number[];
}

function lastField({ fields }: Pattern): string {
  return fields?.at(-1)?.text ?? "";
}

function addCandidate({ all, literal, open, lengths }: Candidates, candidate: Candidate, last: string): void {
  all.push(candidate);
  const beginning = literalPrefix(last);
  const group = beginning.length === last.length && last !== "" ? literal : open;
  if (group === open && !lengths.includes(beginning.length)) lengths.push(beginning.length);
  const known = group.get(beginning);
  if (known === undefined) group.set(beginning, [candidate]);
  else known.push(candidate);
}

/** In the order in which they came. */
function candidatesFor({ all, literal, open, lengths }: Candidates, last: string): readonly Candidate[] {
  // `${*}` is a literal asterisk, so that a variable may stand for a part of a beginning.
  if (all.length < 4 || last.includes("$")) return all;
  const beginning = literalPrefix(last);
  const found = [...(literal.get(last) ?? [])];
  for (const length of lengths) {
    if (length <= beginning.length) found.push(...(open.get(beginning.slice(0, length)) ?? []));
  }
  return found.length < 2 ? found : found.sort((a, b) => a.order - b.order);
}

/** The texts that no other one covers, each once, in their order. */
export function leastOf(texts: readonly string[], reader: PatternReader): readonly string[] {
  const seen = new Set<string>();
  const distinct = texts.filter((text) => seen.size < seen.add(reader.fold(text)).size);
  return withoutCovered(distinct, findWider(distinct, reader));
}

/** The texts that no other of them covers. */
export function withoutCovered(texts: readonly string[], wider: Wider): readonly string[] {
  if (wider.size === 0 || texts.length < 2) return texts;
  const present = new Set(texts);
  const left = texts.filter((text) => !(wider.get(text)?.some((other) => present.has(other)) ?? false));
  return left.length === texts.length ? texts : left;
}
