/** A run of wildcards: `?` is one character exactly, `*` none or more, `?*` at least one. */
export interface Gap {
  readonly min: number;
  readonly open: boolean;
}

/** One literal character, one policy variable (more than one character: `${aws:username}`), or a run of wildcards. */
export type GlobSymbol = string | Gap;

/** A text with wildcards, taken apart. INVARIANT: no two gaps stand side by side. */
export type Glob = readonly GlobSymbol[];

/**
 * A policy variable: name and default.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const variable = /\$\{([^},'{]*)(?:,\s*'([^']*)'\s*)?\}/y;
const specials = new Set(["*", "?", "$"]);

/**
 * Takes a text apart. `${*}`, `${?}` and `${$}` are the literal characters; any other `${…}` is one symbol, its name in lower case.
 * Without wildcards, `*` and `?` are literal too.
 */
export function parseGlob(text: string, wildcards = true): Glob {
  const symbols: GlobSymbol[] = [];
  for (let at = 0; at < text.length;) {
    const character = text[at]!;
    if (wildcards && (character === "*" || character === "?")) {
      let min = 0;
      let open = false;
      for (; text[at] === "*" || text[at] === "?"; at++) {
        if (text[at] === "*") open = true;
        else min += 1;
      }
      symbols.push({ min, open });
      continue;
    }
    const found = character === "$" ? variableAt(text, at) : undefined;
    if (found === undefined) {
      symbols.push(character);
      at += 1;
    } else {
      symbols.push(found.symbol);
      at = found.end;
    }
  }
  return symbols;
}

/** Reads the policy variable that starts at an offset, if one does. */
function variableAt(text: string, at: number): { symbol: string; end: number } | undefined {
  variable.lastIndex = at;
  const match = variable.exec(text);
  if (match === null) return undefined;
  const name = match[1]!.trim();
  if (name === "") return undefined;
  const end = at + match[0].length;
  if (specials.has(name)) return { symbol: name, end };
  return { symbol: match[2] === undefined ? `\${${name.toLowerCase()}}` : `\${${name.toLowerCase()}, '${match[2]}'}`, end };
}

/** The text with every run of wildcards in one form (`?`s, then one `*`) and every variable name respelt. */
export function normaliseGlob(text: string, spellKey: (name: string) => string = (name) => name): string {
  if (!text.includes("${")) return normaliseRuns(text);
  let result = "";
  let plain = 0;
  for (let at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at)) {
    variable.lastIndex = at;
    const match = variable.exec(text);
    const name = match?.[1]?.trim() ?? "";
    if (match === null || name === "") {
      at += 2;
      continue;
    }
    const spelt = specials.has(name) ? name : spellKey(name);
    result += normaliseRuns(text.slice(plain, at));
    result += match[2] === undefined ? `\${${spelt}}` : `\${${spelt}, '${match[2]}'}`;
    at += match[0].length;
    plain = at;
  }
  return result + normaliseRuns(text.slice(plain));
}

function normaliseRuns(text: string): string {
  return text.replace(/[*?]{2,}/g, (run) => {
    const single = run.replaceAll("*", "");
    return single.length === run.length ? run : `${single}*`;
  });
}

/** Whether every text of `narrow` is one of `wide`: sound always, whatever the variables hold. */
export function globCovers(wide: Glob, narrow: Glob): boolean {
  const lengths = minimalLengths(narrow);
  const end = narrow.length;
  let reached = new Uint8Array(end + 1);
  reached[0] = 1;
  for (const symbol of wide) {
    const next = new Uint8Array(end + 1);
    if (typeof symbol === "string") {
      for (let at = 0; at < end; at++) if (reached[at] === 1 && narrow[at] === symbol) next[at + 1] = 1;
    } else if (symbol.open) {
      const first = reached.indexOf(1);
      for (let at = first; at >= 0 && at <= end; at++) if (lengths[at]! - lengths[first]! >= symbol.min) next[at] = 1;
    } else {
      for (let at = 0; at < end; at++) if (reached[at] === 1) markExactly(narrow, at, symbol.min, next);
    }
    reached = next;
  }
  return reached[end] === 1;
}

/** Marks the place that lies exactly `count` characters on, if no part of unknown length comes first. */
function markExactly(glob: Glob, from: number, count: number, marks: Uint8Array): void {
  let left = count;
  let at = from;
  for (; left > 0 && at < glob.length; at++) {
    const symbol = glob[at]!;
    if (typeof symbol === "string" ? symbol.length > 1 : symbol.open) return;
    left -= typeof symbol === "string" ? 1 : symbol.min;
  }
  if (left === 0) marks[at] = 1;
}

/** How many characters the symbols before each place take at least; a variable may be empty. */
function minimalLengths(glob: Glob): readonly number[] {
  const lengths = [0];
  for (const symbol of glob) {
    const own = typeof symbol === "string" ? (symbol.length === 1 ? 1 : 0) : symbol.min;
    lengths.push(lengths[lengths.length - 1]! + own);
  }
  return lengths;
}

/** Whether no text belongs to both globs, whatever the variables hold. */
export function globsDisjoint(a: Glob, b: Glob): boolean {
  const left = unroll(a);
  const right = unroll(b);
  const width = right.length + 1;
  let row = new Uint8Array(width);
  row[0] = 1;
  for (let i = 0; ; i++) {
    const one = left[i];
    const next = new Uint8Array(width);
    for (let j = 0; j < width; j++) {
      if (row[j] !== 1) continue;
      const other = right[j];
      if (other === "*") row[j + 1] = 1;
      if (one === undefined) continue;
      if (one === "*") {
        next[j] = 1;
        if (other !== undefined) row[j + 1] = 1;
      } else if (other === "*") next[j] = 1;
      else if (other !== undefined && (one === "?" || other === "?" || one.slice(1) === other.slice(1))) next[j + 1] = 1;
    }
    if (one === undefined) return row[width - 1] !== 1;
    row = next;
  }
}

/** The glob as single steps: `*`, `?`, or `=` and a literal character. */
function unroll(glob: Glob): readonly string[] {
  return glob.flatMap((symbol) => {
    if (typeof symbol === "string") return symbol.length === 1 ? [`=${symbol}`] : ["*"];
    const singles = Array.from({ length: symbol.min }, () => "?");
    return symbol.open ? [...singles, "*"] : singles;
  });
}
