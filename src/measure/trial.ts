import type { Statement } from "../iam/document.ts";
import { factsOf, type Facts } from "../tools/evaluate/request.ts";
import { statementTest } from "../tools/evaluate/single.ts";
import type { Use } from "./asked.ts";
import type { Change } from "./changes.ts";
import type { Compare } from "./witness.ts";

/** A change in one of the uses of a document. */
export interface Mutant {
  readonly use: ReadyUse;
  readonly index: number;
  readonly change: Change;
}

/** What is asked of a use, and which of its statements apply to each request. */
export interface ReadyUse extends Use {
  readonly requests: readonly { readonly facts: Facts; readonly allowed: boolean; readonly allows: number; readonly denies: number }[];
  /** By statement, then by request. */
  readonly applying: readonly (readonly boolean[])[];
  readonly tests: readonly ((facts: Facts) => boolean)[];
}

/** Runs the expectations about a use once, so that each change takes little more. */
export function makeReady(use: Use): ReadyUse {
  const tests = use.statements.map(({ statement }) => statementTest(statement));
  const asked = use.expectations.flatMap(({ requests, context, allowed }) =>
    requests.map((request) => ({ facts: factsOf({ ...request, context }), allowed })),
  );
  const applying = tests.map((test) => asked.map(({ facts }) => test(facts)));
  const countAt = (at: number, effect: Statement["effect"]): number =>
    use.statements.reduce((count, { statement }, index) => count + (statement.effect === effect && applying[index]![at]! ? 1 : 0), 0);
  return {
    ...use,
    tests,
    applying,
    requests: asked.map((one, at) => ({ ...one, allows: countAt(at, "Allow"), denies: countAt(at, "Deny") })),
  };
}

/** Whether some request comes out otherwise than expected: all that changes is whether one statement applies. */
export function isNoticed({ use: { requests, applying, statements }, index, change: { replacement } }: Mutant): boolean {
  const { effect } = statements[index]!.statement;
  const test = replacement === undefined ? undefined : statementTest(replacement);
  return requests.some(({ facts, allowed, allows, denies }, at) => {
    const before = applying[index]![at]! ? 1 : 0;
    const after = test?.(facts) === true ? 1 : 0;
    if (before === after && effect === replacement?.effect) return false;
    const count = (wanted: Statement["effect"]): number => (replacement?.effect === wanted ? after : 0) - (effect === wanted ? before : 0);
    return (denies + count("Deny") === 0 && allows + count("Allow") > 0) !== allowed;
  });
}

/** Decides any request by the statements of a use, before and after a change. */
export function compareWith({ use: { tests, statements }, index, change: { replacement } }: Mutant): Compare {
  const changed = replacement === undefined ? undefined : statementTest(replacement);
  return (facts) => {
    const others = { Allow: false, Deny: false };
    tests.forEach((test, other) => {
      if (other !== index && test(facts)) others[statements[other]!.statement.effect] = true;
    });
    const outcome = (effect: Statement["effect"] | undefined, applies: boolean): boolean =>
      !(others.Deny || (effect === "Deny" && applies)) && (others.Allow || (effect === "Allow" && applies));
    return {
      before: outcome(statements[index]!.statement.effect, tests[index]!(facts)),
      after: outcome(replacement?.effect, changed?.(facts) === true),
    };
  };
}
