import { compileAction } from "../iam/match.ts";
import { locate, type Location } from "../text/source.ts";
import { explainDecision } from "../tools/evaluate/explain.ts";
import type { AskedDocument, PlacedStatement, Use } from "./asked.ts";
import type { IncludedStatement } from "./places.ts";

/** How much of some policies and roles expectations touch. */
export interface PolicyCoverage {
  readonly documents: readonly DocumentCoverage[];
  readonly counts: CoverageCounts;
}

export interface DocumentCoverage {
  readonly name: string;
  /** The name in its declaration. */
  readonly location: Location;
  /** Whether an expectation names it. */
  readonly asked: boolean;
  /** None for a template that nothing uses, which counts as one statement that is not touched. */
  readonly statements: readonly StatementCoverage[];
  readonly counts: CoverageCounts;
}

export interface StatementCoverage extends IncludedStatement {
  /** Which of the statements that one statement of the source became: an `or` makes several. */
  readonly part: { readonly number: number; readonly of: number };
  /** Whether it was among those that decided a request. */
  readonly touched: boolean;
  readonly actions: readonly ActionCoverage[];
  /** Absent where it has no condition. */
  readonly condition?: ConditionCoverage;
}

export interface ActionCoverage {
  readonly pattern: string;
  readonly location: Location;
  /** Whether the statement decided a request about it; of `* except`, whether somebody asked about what is left out. */
  readonly touched: boolean;
}

/** For a request about its action and resource, whether the condition ever held, and ever did not. */
export interface ConditionCoverage {
  /** Its first test. */
  readonly location: Location;
  readonly held: boolean;
  readonly failed: boolean;
}

export interface CoverageCounts {
  readonly statements: Ratio;
  readonly actions: Ratio;
  /** Each condition counts twice: it is to hold once, and once not to. */
  readonly conditions: Ratio;
  /** All of them together; 100 where there is nothing. */
  readonly percent: number;
}

export interface Ratio {
  readonly touched: number;
  readonly all: number;
}

/** Measures which parts of documents the expectations about them touch. */
export function coverageOf(asked: readonly AskedDocument[]): PolicyCoverage {
  const documents = asked.map(({ name, location, uses }): DocumentCoverage => {
    const statements = merge(uses.map(coverUse));
    const asked = uses.some(({ expectations }) => expectations.length > 0);
    return { name, location, asked, statements, counts: countsOf(statements, uses.length === 0 ? 1 : 0) };
  });
  const all = documents.flatMap(({ statements }) => statements);
  return { documents, counts: countsOf(all, documents.filter(({ statements }) => statements.length === 0).length) };
}

type KeyedCoverage = ReadonlyMap<string, StatementCoverage>;

function coverUse({ subject, statements, expectations }: Use): KeyedCoverage {
  const touched = statements.map(() => false);
  const held = statements.map(() => false);
  const failed = statements.map(() => false);
  const deciding = statements.map((): string[] => []);
  const askedAbout: string[] = [];
  for (const { requests, context } of expectations) {
    for (const request of requests) {
      const action = request.action.toLowerCase();
      askedAbout.push(action);
      const { decision, statements: reports } = explainDecision(subject.written, { ...request, context });
      for (const { statement } of decision.statements) {
        touched[statement] = true;
        deciding[statement]!.push(action);
      }
      for (const { statement, mismatch } of reports) {
        if (mismatch === undefined) held[statement] = true;
        else if (mismatch.element === "condition") failed[statement] = true;
      }
    }
  }
  return new Map(
    statements.map((one, index) => [
      one.key,
      {
        location: one.location,
        includedBy: one.includedBy,
        part: one.part,
        touched: touched[index]!,
        actions: coverActions(one, one.statement.actions.negated ? askedAbout : deciding[index]!),
        ...one.checked.conditions
          .slice(0, 1)
          .map((test) => ({ condition: { location: test.location, held: held[index]!, failed: failed[index]! } }))[0],
      },
    ]),
  );
}

function coverActions({ checked }: PlacedStatement, actions: readonly string[]): readonly ActionCoverage[] {
  const distinct = [...new Set(actions)];
  return checked.actions.patterns.map(({ text, source, written }) => ({
    pattern: text,
    location: locate(source, written),
    touched: distinct.some(compileAction(text)),
  }));
}

/** What any of the uses of a document touches is touched. */
function merge(uses: readonly KeyedCoverage[]): readonly StatementCoverage[] {
  const merged = new Map<string, StatementCoverage>();
  for (const use of uses) {
    for (const [key, one] of use) {
      const other = merged.get(key);
      merged.set(key, other === undefined ? one : either(one, other));
    }
  }
  return [...merged.values()];
}

function either(one: StatementCoverage, other: StatementCoverage): StatementCoverage {
  return {
    ...one,
    touched: one.touched || other.touched,
    actions: one.actions.map((action, index) => ({ ...action, touched: action.touched || other.actions[index]?.touched === true })),
    ...(one.condition === undefined
      ? {}
      : {
          condition: {
            ...one.condition,
            held: one.condition.held || other.condition?.held === true,
            failed: one.condition.failed || other.condition?.failed === true,
          },
        }),
  };
}

function countsOf(all: readonly StatementCoverage[], unused: number): CoverageCounts {
  const statements = ratioOf(all.map(({ touched }) => touched));
  const actions = ratioOf(all.flatMap((one) => one.actions.map(({ touched }) => touched)));
  const conditions = ratioOf(all.flatMap(({ condition }) => (condition === undefined ? [] : [condition.held, condition.failed])));
  const items = statements.all + unused + actions.all + conditions.all;
  return {
    statements: { ...statements, all: statements.all + unused },
    actions,
    conditions,
    percent: items === 0 ? 100 : (100 * (statements.touched + actions.touched + conditions.touched)) / items,
  };
}

function ratioOf(items: readonly boolean[]): Ratio {
  return { touched: items.filter(Boolean).length, all: items.length };
}
