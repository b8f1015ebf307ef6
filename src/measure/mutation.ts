import type { Catalog } from "../catalog/catalog.ts";
import type { Location } from "../text/source.ts";
import type { AskedDocument } from "./asked.ts";
import { changesOf, type ChangeKind } from "./changes.ts";
import type { IncludedStatement } from "./places.ts";
import { allowSame } from "./same.ts";
import { compareWith, isNoticed, makeReady, type Mutant } from "./trial.ts";
import { findWitness, type Witness } from "./witness.ts";

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
  // A template that nothing uses can become anything without a test that notices.
  const unused = uses.length === 0 ? 1 : 0;
  return { name, location, asked, survivors, counts: countsOf(killed, killed + survivors.length + unused, same) };
}

/** Undefined where the change alters nothing that is allowed, in any of the uses. */
function survivorOf(mutants: readonly Mutant[], catalog: Catalog): Survivor | undefined {
  for (const mutant of mutants) {
    const { use, index, change } = mutant;
    const placed = use.statements[index]!;
    const before = use.statements.map(({ statement }) => statement);
    const after = before.flatMap((statement, other) => (other === index ? (change.replacement ?? []) : [statement]));
    const others = before.filter((_, other) => other !== index);
    const witness = findWitness(placed.statement, change, others, compareWith(mutant), catalog);
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

function countsOf(killed: number, all: number, same: number): MutationCounts {
  return { killed, all, same, percent: all === 0 ? 100 : (100 * killed) / all };
}
