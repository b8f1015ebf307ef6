import type { CheckedDocument, CheckedSet, CheckedStatement } from "../../ast/checked.ts";
import type { Report } from "../../diagnostics/collector.ts";
import type { ConditionTest, PatternSet, PolicyDocument, Statement } from "../../iam/document.ts";
import { locate, type Source, type Span } from "../../text/source.ts";
import type { Texts } from "./texts.ts";

/** A document without its places, and the statements that each of its statements comes from. */
export interface Lowered {
  readonly document: PolicyDocument;
  readonly origins: readonly (readonly CheckedStatement[])[];
}

/** Leaves the source tree. A statement that is included twice is there once. */
export function lower({ name, location, statements }: CheckedDocument, texts: Texts, report: Report): Lowered {
  const lowered: Statement[] = [];
  const origins: CheckedStatement[][] = [];
  const bySid = new Map<string, number>();
  for (const origin of lastFirstToGo(statements)) {
    reportCharacters(origin, texts, report);
    const statement = lowerStatement(origin);
    const { sid } = statement;
    const other = sid === undefined ? undefined : bySid.get(sid);
    if (other !== undefined && isSamePlace(origins[other]![0]!, origin) && isSame(lowered[other]!, statement)) {
      origins[other]!.push(origin);
      continue;
    }
    if (other !== undefined) reportSid(origins[other]![0]!, origin, sid!, report);
    else if (sid !== undefined) bySid.set(sid, lowered.length);
    lowered.push(statement);
    origins.push([origin]);
  }
  if (lowered.length === 0) report("empty-document", { name }, location);
  return { document: { version: "2012-10-17", statements: lowered }, origins };
}

/**
 * Of two that say the same, the later one is called needless: that is to be one of the document's own rather than an included one, and a
 * whole statement rather than one of several that a statement became.
 */
function lastFirstToGo(statements: readonly CheckedStatement[]): readonly CheckedStatement[] {
  const rankOf = ({ includedBy, location }: CheckedStatement, index: number): number => {
    if (includedBy.length > 0) return 0;
    return statements[index - 1]?.location === location || statements[index + 1]?.location === location ? 1 : 2;
  };
  const ranks = statements.map(rankOf);
  if (ranks.every((rank) => rank === ranks[0])) return statements;
  return [0, 1, 2].flatMap((rank) => statements.filter((_, index) => ranks[index] === rank));
}

function lowerStatement({ sid, effect, actions, resources, conditions }: CheckedStatement): Statement {
  const statement: Statement = {
    effect,
    actions: lowerSet(actions),
    resources: lowerSet(resources),
    conditions: conditions.length === 0 ? unconditional : conditions.map(({ operator, key, values }) => ({ operator, key, values })),
  };
  return sid === undefined ? statement : { sid, ...statement };
}

const unconditional: readonly ConditionTest[] = [];

function lowerSet({ negated, patterns }: CheckedSet): PatternSet {
  return { negated, patterns: patterns.map(({ text }) => text) };
}

function isSamePlace({ location: a }: CheckedStatement, { location: b }: CheckedStatement): boolean {
  return a.source.uri === b.source.uri && a.start === b.start;
}

function isSame(a: Statement, b: Statement): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function reportSid(first: CheckedStatement, second: CheckedStatement, sid: string, report: Report): void {
  const place = second.includedBy[0] ?? second.sidLocation ?? second.location;
  const related = [{ message: "first used here", location: first.sidLocation ?? first.location }];
  const [include] = first.includedBy;
  if (include !== undefined) related.push({ message: "included here", location: include });
  report("duplicate-sid", { sid }, place, { help: "give one of the two another name after `as`", related });
}

function reportCharacters({ sid, actions, resources, conditions, location }: CheckedStatement, texts: Texts, report: Report): void {
  const look = (text: string, source: Source, place: Span): void => {
    const at = texts.of(text).invalidAt;
    if (at < 0) return;
    const code = text.codePointAt(at)!;
    report("invalid-character", { character: `U+${code.toString(16).toUpperCase().padStart(4, "0")}` }, locate(source, place), {
      help: "a wildcard can stand for it where wildcards are allowed",
    });
  };
  if (sid !== undefined) look(sid, location.source, location);
  for (const { text, source, written } of actions.patterns) look(text, source, written);
  for (const { text, source, written } of resources.patterns) look(text, source, written);
  for (const { key, values, location: place } of conditions) {
    look(key, place.source, place);
    for (const value of values) look(value, place.source, place);
  }
}
