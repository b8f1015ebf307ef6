import type { Catalog } from "../catalog/catalog.ts";
import type { Statement } from "../iam/document.ts";
import type { Location } from "../text/source.ts";
import { factsOf, type Facts } from "../tools/evaluate/request.ts";
import { statementTest } from "../tools/evaluate/single.ts";
import type { AskedDocument, Use } from "./asked.ts";
import { changesOf, type Change, type ChangeKind } from "./changes.ts";
import type { IncludedStatement } from "./places.ts";
import { allowSame } from "./same.ts";
import { findWitness, type Compare, type Witness } from "./witness.ts";

/** Which changes of policies and roles the expectations about them would notice. */
export interface PolicyMutation {
  readonly documents: readonly DocumentMutation[];
  readonly counts: MutationCounts;
}

export interface DocumentMutation {
  readonly name: string;
  /** The name in its declaration. */
  readonly location: Location;
  /** False where no expectation asks about it, so that none notices anything. */
  readonly asked: boolean;
  readonly survivors: readonly Survivor[];
  readonly counts: MutationCounts;
}

/** A change that no expectation notices. */
export interface Survivor {
  readonly kind: ChangeKind;
  /** The smallest part of the source that it changes. */
  readonly location: Location;
  /** The statement that it belongs to, with the includes that led there. */
  readonly statement: IncludedStatement;
  /** What becomes of the document: "loses this statement". */
  readonly words: string;
  /** The policy or role as an expectation names it. */
  readonly reference: string;
  /** What would notice it, where that is known. */
  readonly witness?: Witness;
}

export interface MutationCounts {
  readonly killed: number;
  /** Changes that alter what is allowed. */
  readonly all: number;
  /** Changes besides that alter nothing that is allowed, such as one of a deny where nothing is allowed anyway. */
  readonly same: number;
  /** 100 where there is nothing to change. */
  readonly percent: number;
}

/** Changes each policy and role one thing at a time, and looks whether some expectation comes out differently. */
export function mutationOf(asked: readonly AskedDocument[], catalog: Catalog): PolicyMutation {
  const documents = asked.map((document) => mutateDocument(document, catalog));
  const sum = (count: (counts: MutationCounts) => number): number => documents.reduce((total, { counts }) => total + count(counts), 0);
  return {
    documents,
    counts: countsOf(
      sum(({ killed }) => killed),
      sum(({ all }) => all),
      sum(({ same }) => same),
    ),
  };
}

/** A change in one of the uses of a document. */
interface Mutant {
  readonly use: ReadyUse;
  readonly index: number;
  readonly change: Change;
}

function mutateDocument({ name, location, uses }: AskedDocument, catalog: Catalog): DocumentMutation {
  const byKey = new Map<string, Mutant[]>();
  for (const use of uses.map(makeReady)) {
    for (const [index, placed] of use.statements.entries()) {
      for (const change of changesOf(placed, catalog)) {
        const mutant = { use, index, change };
        const same = byKey.get(change.key);
        if (same === undefined) byKey.set(change.key, [mutant]);
        else same.push(mutant);
      }
    }
  }
  const survivors: Survivor[] = [];
  let killed = 0;
  let same = 0;
  for (const mutants of byKey.values()) {
    if (mutants.some(isNoticed)) killed += 1;
    else {
      const survivor = survivorOf(mutants, catalog);
      if (survivor === undefined) same += 1;
      else survivors.push(survivor);
    }
  }
  const asked = uses.some(({ expectations }) => expectations.length > 0);
  return { name, location, asked, survivors, counts: countsOf(killed, killed + survivors.length, same) };
}

/** Undefined where the change alters nothing that is allowed, in any of the uses. */
function survivorOf(mutants: readonly Mutant[], catalog: Catalog): Survivor | undefined {
  for (const { use, index, change } of mutants) {
    const placed = use.statements[index]!;
    const before = use.statements.map(({ statement }) => statement);
    const after = before.flatMap((statement, other) => (other === index ? (change.replacement ?? []) : [statement]));
    const others = before.filter((_, other) => other !== index);
    const witness = findWitness(placed.statement, change, others, compareWith(use, index, change), catalog);
    if (witness === undefined && allowSame(before, after, catalog)) continue;
    const { kind, location, words } = change;
    return {
      kind,
      location,
      statement: { location: placed.location, includedBy: placed.includedBy },
      words,
      reference: use.reference,
      ...(witness === undefined ? {} : { witness }),
    };
  }
  return undefined;
}

/** What is asked of a use, and which of its statements apply to each request. */
interface ReadyUse extends Use {
  readonly requests: readonly { readonly facts: Facts; readonly allowed: boolean; readonly allows: number; readonly denies: number }[];
  /** By statement, then by request. */
  readonly applying: readonly (readonly boolean[])[];
  readonly tests: readonly ((facts: Facts) => boolean)[];
}

function makeReady(use: Use): ReadyUse {
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
function isNoticed({ use: { requests, applying, statements }, index, change: { replacement } }: Mutant): boolean {
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
function compareWith({ tests, statements }: ReadyUse, index: number, { replacement }: Change): Compare {
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

function countsOf(killed: number, all: number, same: number): MutationCounts {
  return { killed, all, same, percent: all === 0 ? 100 : (100 * killed) / all };
}
