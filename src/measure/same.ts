import { canonical } from "../iam/canonical/canonical.ts";
import type { Spelling } from "../iam/canonical/spelling.ts";
import type { PatternSet, PolicyDocument, Statement } from "../iam/document.ts";
import { conjoin } from "../iam/logic/conjunction.ts";
import { readTest } from "../iam/logic/key-test.ts";
import { actionPattern, covers, disjoint, resourcePattern, type Pattern } from "../iam/pattern.ts";

/** Whether two lists of statements allow the same, as far as their canonical forms say it. */
export function allowSame(a: readonly Statement[], b: readonly Statement[], spelling: Spelling): boolean {
  const [left, right] = [a, b].map((statements) => JSON.stringify(canonical(telling(statements), spelling).document));
  return left === right;
}

/** A document as far as it tells what is allowed: of denies, what they take from some allow. A Sid says nothing. */
function telling(statements: readonly Statement[]): PolicyDocument {
  const allows = statements.filter(({ effect }) => effect === "Allow");
  return {
    version: "2012-10-17",
    statements: statements.flatMap(({ sid: _, ...statement }) => {
      if (statement.effect === "Allow") return [statement];
      const { actions } = statement;
      const patterns = actions.patterns.filter(
        (pattern) =>
          actions.negated || allows.some((allow) => meet(allow, { ...statement, actions: { negated: false, patterns: [pattern] } })),
      );
      return patterns.length === 0 && !actions.negated ? [] : [{ ...statement, actions: { ...actions, patterns } }];
    }),
  };
}

/** Whether two statements may speak of one request; true also where that cannot be said. */
function meet(a: Statement, b: Statement): boolean {
  return (
    setsMeet(a.actions, b.actions, actionPattern) &&
    setsMeet(a.resources, b.resources, resourcePattern) &&
    conjoin([...a.conditions, ...b.conditions].map(readTest)).kind !== "never"
  );
}

function setsMeet(a: PatternSet, b: PatternSet, parse: (text: string) => Pattern): boolean {
  if (a.negated && b.negated) return true;
  if (a.negated) return setsMeet(b, a, parse);
  const own = a.patterns.map(parse);
  const other = b.patterns.map(parse);
  return own.some((pattern) => (b.negated ? !other.some((one) => covers(one, pattern)) : other.some((one) => !disjoint(one, pattern))));
}
