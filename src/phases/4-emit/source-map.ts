import type { CheckedPattern, CheckedStatement } from "../../ast/checked.ts";
import type { PatternSet, PolicyDocument } from "../../iam/document.ts";
import { actionPattern, covers, resourcePattern, type Pattern } from "../../iam/pattern.ts";
import { lineMap, type LineMap } from "../../text/line-map.ts";
import { locate, type Location, type Source } from "../../text/source.ts";

/** Where every statement, action and resource of a file comes from, as a JSON value. */
export interface SourceMap {
  readonly version: 1;
  readonly generator: "chimepolicy";
  /** The file it belongs to. */
  readonly file: string;
  /** The sources, by their names. */
  readonly sources: readonly string[];
  readonly statements: readonly MappedStatement[];
}

export interface MappedPlace {
  /** Where it stands in the file, by RFC 6901: `/Statement/0/Action/2`. */
  readonly pointer: string;
  /** At least one. */
  readonly origins: readonly Origin[];
}

export interface MappedStatement extends MappedPlace {
  readonly actions: readonly MappedPlace[];
  readonly resources: readonly MappedPlace[];
}

export interface Region {
  /** An index of `sources`. */
  readonly source: number;
  /** Line and column from 1. */
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

export interface Origin extends Region {
  /** The includes that led there, the outermost first. */
  readonly includedBy: readonly Region[];
}

/** Builds the map of one file; `from` gives the statements that each of its statements was made of. */
export function sourceMap(file: string, document: PolicyDocument, from: readonly (readonly CheckedStatement[])[]): SourceMap {
  const sources = sourceTable();
  const statements = document.statements.map((statement, index): MappedStatement => {
    const pointer = `/Statement/${index}`;
    const origins = from[index]!;
    const list = (element: "Action" | "Resource", set: PatternSet, parse: (text: string) => Pattern): readonly MappedPlace[] => {
      const own = origins.flatMap((origin) => {
        const { negated, patterns } = element === "Action" ? origin.actions : origin.resources;
        return negated === set.negated ? patterns.map((pattern) => ({ pattern, origin, parsed: parse(pattern.text) })) : [];
      });
      const name = set.negated ? `Not${element}` : element;
      return set.patterns.map((text, at) => ({
        pointer: set.patterns.length === 1 ? `${pointer}/${name}` : `${pointer}/${name}/${at}`,
        origins: originsOf(parse(text), own, origins).map(({ location, origin }) => sources.origin(location, origin)),
      }));
    };
    return {
      pointer,
      origins: origins.map((origin) => sources.origin(origin.location, origin)),
      actions: list("Action", statement.actions, actionPattern),
      resources: list("Resource", statement.resources, resourcePattern),
    };
  });
  return { version: 1, generator: "chimepolicy", file, sources: sources.names(), statements };
}

interface Known {
  readonly pattern: CheckedPattern;
  readonly origin: CheckedStatement;
  readonly parsed: Pattern;
}

/** The patterns that say the same; failing that those that say more or less, as after shrinking; failing that the statements. */
function originsOf(
  wanted: Pattern,
  known: readonly Known[],
  statements: readonly CheckedStatement[],
): readonly { location: Location; origin: CheckedStatement }[] {
  const same = known.filter(({ parsed }) => parsed.text === wanted.text);
  const near = same.length > 0 ? same : known.filter(({ parsed }) => covers(parsed, wanted) || covers(wanted, parsed));
  if (near.length > 0) return near.map(({ pattern, origin }) => ({ location: locate(pattern.source, pattern.written), origin }));
  return statements.map((origin) => ({ location: origin.location, origin }));
}

function sourceTable(): { origin: (location: Location, statement: CheckedStatement) => Origin; names: () => readonly string[] } {
  const numbers = new Map<string, number>();
  const maps = new Map<Source, LineMap>();
  const region = ({ source, start, end }: Location): Region => {
    const number = numbers.get(source.uri) ?? numbers.size;
    numbers.set(source.uri, number);
    const lines = maps.get(source) ?? lineMap(source.text);
    maps.set(source, lines);
    const point = (offset: number): { line: number; column: number } => {
      const { line, column } = lines.position(offset);
      return { line, column };
    };
    return { source: number, start: point(start), end: point(end) };
  };
  return {
    origin: (location, { includedBy }) => ({ ...region(location), includedBy: includedBy.map(region) }),
    names: () => [...numbers.keys()],
  };
}
