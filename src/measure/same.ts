import { classifyArn } from "../catalog/arn.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { canonical } from "../iam/canonical/canonical.ts";
import type { PatternSet, PolicyDocument, Statement } from "../iam/document.ts";
import { conjoin } from "../iam/logic/conjunction.ts";
import { readTest } from "../iam/logic/key-test.ts";
import { actionPattern, covers, disjoint, resourcePattern, type Pattern } from "../iam/pattern.ts";
import { catalogSpelling, serviceAtHand } from "../phases/4-emit/spelling.ts";
import { onWhatIsTaken } from "./taken.ts";

/** Whether two lists of statements allow the same requests of those that AWS can make, as far as their canonical forms say it. */
export function allowSame(a: readonly Statement[], b: readonly Statement[], catalog: Catalog): boolean {
  const resources: Patterns = {
    parse: resourcePattern,
    disjoint: (one, other) => disjoint(one, other) || areOfOtherTypes(one.text, other.text, catalog),
  };
  const spelling = catalogSpelling(catalog);
  const [left, right] = [a, b].map((statements) => {
    const possible = statements.flatMap((statement) => onWhatIsTaken(statement, catalog));
    return JSON.stringify(canonical(telling(possible, resources), spelling).document);
  });
  return left === right;
}

/** How one kind of pattern is read and compared. */
interface Patterns {
  readonly parse: (text: string) => Pattern;
  readonly disjoint: (one: Pattern, other: Pattern) => boolean;
}

const actionPatterns: Patterns = { parse: actionPattern, disjoint };

/** Whether no ARN of a known type is matched by both, though a text may be. */
function areOfOtherTypes(one: string, other: string, catalog: Catalog): boolean {
  const [prefix = ""] = one.split(":").slice(2);
  const service = serviceAtHand(catalog, prefix);
  if (service === undefined) return false;
  const [own, others] = [classifyArn(service, one), classifyArn(service, other)];
  return own.length > 0 && others.length > 0 && !own.some((type) => others.includes(type));
}

/** A document as far as it tells what is allowed: of denies, what they take from some allow. A Sid says nothing. */
function telling(statements: readonly Statement[], resourcePatterns: Patterns): PolicyDocument {
  const allows = statements.filter((one) => one.effect === "Allow" && !isOverruled(one, statements, resourcePatterns));
  return {
    version: "2012-10-17",
    statements: [...allows, ...statements.filter(({ effect }) => effect === "Deny")].flatMap(({ sid: _, ...statement }) => {
      if (statement.effect === "Allow") return [statement];
      const met = allows.filter((allow) => meet(allow, statement, resourcePatterns));
      const actions = within(
        statement.actions,
        met.map((allow) => allow.actions),
        actionPatterns,
      );
      const resources = within(
        statement.resources,
        met.map((allow) => allow.resources),
        resourcePatterns,
      );
      return isEmpty(actions) || isEmpty(resources) ? [] : [{ ...statement, actions, resources }];
    }),
  };
}

/** Whether some deny takes all that a statement allows. */
function isOverruled(allow: Statement, statements: readonly Statement[], { parse }: Patterns): boolean {
  return statements.some(
    ({ effect, actions, resources, conditions }) =>
      effect === "Deny" &&
      isWithin(allow.actions, actions, actionPattern) &&
      isWithin(allow.resources, resources, parse) &&
      conditions.every((test) => allow.conditions.some((own) => JSON.stringify(own) === JSON.stringify(test))),
  );
}

function isWithin(narrow: PatternSet, wide: PatternSet, parse: (text: string) => Pattern): boolean {
  if (narrow.negated || wide.negated) return false;
  const others = wide.patterns.map(parse);
  return narrow.patterns.every((text) => others.some((other) => covers(other, parse(text))));
}

function isEmpty({ negated, patterns }: PatternSet): boolean {
  return !negated && patterns.length === 0;
}

/** What a set has of others, or a little more: a pattern that covers theirs becomes theirs. */
function within(set: PatternSet, others: readonly PatternSet[], patterns: Patterns): PatternSet {
  const { parse } = patterns;
  if (set.negated) return set;
  const parts = set.patterns.flatMap((text) => {
    const own = parse(text);
    const inner: string[] = [];
    for (const other of others) {
      if (!setsMeet({ negated: false, patterns: [text] }, other, patterns)) continue;
      if (other.negated) return [text];
      for (const part of other.patterns) {
        if (covers(own, parse(part))) inner.push(part);
        else if (!patterns.disjoint(own, parse(part))) return [text];
      }
    }
    return inner;
  });
  return { negated: false, patterns: parts };
}

/** Whether two statements may speak of one request; true also where that cannot be said. */
function meet(a: Statement, b: Statement, resources: Patterns): boolean {
  return (
    setsMeet(a.actions, b.actions, actionPatterns) &&
    setsMeet(a.resources, b.resources, resources) &&
    conjoin([...a.conditions, ...b.conditions].map(readTest)).kind !== "never"
  );
}

function setsMeet(a: PatternSet, b: PatternSet, patterns: Patterns): boolean {
  if (a.negated && b.negated) return true;
  if (a.negated) return setsMeet(b, a, patterns);
  const own = a.patterns.map(patterns.parse);
  const other = b.patterns.map(patterns.parse);
  return own.some((one) => (b.negated ? !other.some((wide) => covers(wide, one)) : other.some((two) => !patterns.disjoint(one, two))));
}
