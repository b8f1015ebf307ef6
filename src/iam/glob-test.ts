import { parseGlob, type Gap, type Glob } from "./glob.ts";
import { searchFor, type Piece, type Run } from "./search.ts";

/** The value of a policy variable by its name in lower case; undefined where it has none. */
export type Variables = (name: string) => string | undefined;

/** Whether the whole text is one that a glob describes, given the values of its variables. */
export type GlobTest = (text: string, variables: Variables) => boolean;

interface Variable {
  readonly name: string;
  readonly fallback: string | undefined;
}

/** A run of literal characters or of wildcards. */
type FixedPart = string | Gap;
type Part = FixedPart | Variable;

/** A test for the text of a glob; without wildcards, `*` and `?` are literal. */
export function compileText(text: string, wildcards = true): GlobTest {
  const special = text.search(wildcards ? /[*?$]/ : /\$/);
  if (special < 0) return (given) => given === text;
  if (special === text.length - 1 && text.endsWith("*")) {
    const start = text.slice(0, -1);
    return (given) => given.startsWith(start);
  }
  return compileGlob(parseGlob(text, wildcards));
}

/**
 * A test that takes time in proportion to the text, whatever the glob. The value of a variable is literal text; where one has
 * neither value nor default, nothing matches.
 */
export function compileGlob(glob: Glob): GlobTest {
  const parts = partsOf(glob);
  if (!parts.some(isVariable)) return compileParts(parts as readonly FixedPart[]);
  const literal = parts.every((part) => typeof part === "string" || isVariable(part));
  return (text, variables) => {
    const filled = fill(parts, variables, text.length);
    if (filled === undefined) return false;
    return literal ? (filled as readonly string[]).join("") === text : compileParts(filled)(text);
  };
}

/** The names of the variables of a glob that have neither value nor default. */
export function unsetVariables(glob: Glob, variables: Variables): readonly string[] {
  return partsOf(glob)
    .filter(isVariable)
    .filter(({ name, fallback }) => fallback === undefined && variables(name) === undefined)
    .map(({ name }) => name);
}

function isVariable(part: Part): part is Variable {
  return typeof part === "object" && "name" in part;
}

function partsOf(glob: Glob): readonly Part[] {
  const parts: Part[] = [];
  let literal = "";
  for (const symbol of glob) {
    if (typeof symbol === "string" && symbol.length === 1) {
      literal += symbol;
      continue;
    }
    if (literal !== "") parts.push(literal);
    literal = "";
    parts.push(typeof symbol === "string" ? variableOf(symbol) : symbol);
  }
  if (literal !== "") parts.push(literal);
  return parts;
}

/** `${name}` or `${name, 'default'}`. */
function variableOf(symbol: string): Variable {
  const comma = symbol.indexOf(", '");
  return comma < 0
    ? { name: symbol.slice(2, -1), fallback: undefined }
    : { name: symbol.slice(2, comma), fallback: symbol.slice(comma + 3, -2) };
}

/** The parts with the values of their variables; undefined where one has none, or the values alone are too long for the text. */
function fill(parts: readonly Part[], variables: Variables, longest: number): readonly FixedPart[] | undefined {
  const filled: FixedPart[] = [];
  let length = 0;
  for (const part of parts) {
    const value = isVariable(part) ? (variables(part.name) ?? part.fallback) : part;
    if (value === undefined) return undefined;
    if (typeof value === "string") length += value.length;
    if (length > longest) return undefined;
    filled.push(value);
  }
  return filled;
}

/** What stands between the stars is held against the ends of the text, or looked for from left to right. */
function compileParts(parts: readonly FixedPart[]): (text: string) => boolean {
  const pieces = piecesOf(parts);
  const first = pieces[0]!;
  if (pieces.length === 1) {
    const [run, second] = first.runs;
    if (run !== undefined && second === undefined && run.text.length === first.length) return (text) => text === run.text;
    return (text) => text.length === first.length && standsAt(first, text, 0);
  }
  const last = pieces.at(-1)!;
  const middle = pieces.slice(1, -1).filter(({ length }) => length > 0);
  const searches = middle.map((piece) => ({ find: searchFor(piece), length: piece.length }));
  const least = middle.reduce((sum, { length }) => sum + length, first.length + last.length);
  return (text) => {
    const end = text.length - last.length;
    if (text.length < least || !standsAt(first, text, 0) || !standsAt(last, text, end)) return false;
    let at = first.length;
    for (const { find, length } of searches) {
      const found = find(text, at);
      if (found < 0) return false;
      at = found + length;
    }
    return at <= end;
  };
}

function standsAt({ runs }: Piece, text: string, at: number): boolean {
  for (const run of runs) if (!text.startsWith(run.text, at + run.at)) return false;
  return true;
}

/** The parts as they are divided by stars. */
function piecesOf(parts: readonly FixedPart[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let runs: Run[] = [];
  let length = 0;
  for (const part of parts) {
    if (typeof part === "string") {
      const before = runs.at(-1);
      if (before !== undefined && before.at + before.text.length === length)
        runs[runs.length - 1] = { at: before.at, text: before.text + part };
      else if (part !== "") runs.push({ at: length, text: part });
      length += part.length;
      continue;
    }
    length += part.min;
    if (!part.open) continue;
    pieces.push({ length, runs });
    runs = [];
    length = 0;
  }
  pieces.push({ length, runs });
  return pieces;
}
