import type { CheckedExpectation } from "../ast/checked.ts";
import type { SourceStatement, SourceSubject } from "../subject.ts";
import type { TestPlan } from "../test-policies.ts";
import { contains, type Location } from "../text/source.ts";

/** A policy or role and what is asked of it: the same one for every use of a template. */
export interface AskedDocument {
  /** As it is declared. */
  readonly name: string;
  /** The name in its declaration. */
  readonly location: Location;
  /** None for a template that no expectation names. */
  readonly uses: readonly Use[];
}

/** A policy or role, with arguments where it takes some, and the expectations that name it so. */
export interface Use {
  /** As expectations name it. */
  readonly reference: string;
  readonly subject: SourceSubject;
  readonly statements: readonly PlacedStatement[];
  readonly expectations: readonly CheckedExpectation[];
}

/** A written statement with a key that it shares with itself in other uses of its document. */
export interface PlacedStatement extends SourceStatement {
  readonly key: string;
  /** Which of the statements that one statement of the source became. */
  readonly part: { readonly number: number; readonly of: number };
}

/**
 * Everything that is to be tested: what the named files emit, what expectations ask about besides, and templates that nothing
 * uses, as nobody can know whether those do what they should.
 */
export function askedDocuments({ tests, documents, templates, subjects }: TestPlan): readonly AskedDocument[] {
  const found = new Map<string, { name: string; location: Location; uses: Map<string, Use & { expectations: CheckedExpectation[] }> }>();
  const at = (location: Location): { name: string; uses: Map<string, Use & { expectations: CheckedExpectation[] }> } => {
    const key = placeKey(location);
    const name = location.source.text.slice(location.start, location.end);
    const known = found.get(key) ?? { name, location, uses: new Map() };
    found.set(key, known);
    return known;
  };
  for (const document of documents) {
    const { name, uses } = at(document.location);
    const subject = subjects.get(document)!;
    uses.set("", { reference: name, subject, statements: placed(subject.statements), expectations: [] });
  }
  const own = new Set(documents);
  for (const expectation of tests.flatMap(({ expectations }) => expectations)) {
    const { subject: document, subjectName: reference, location } = expectation;
    const { uses } = at(document.location);
    // One text in one file names the same arguments wherever it stands.
    const key = own.has(document) ? "" : `${location.source.uri} ${reference}`;
    let use = uses.get(key);
    if (use === undefined) {
      const subject = subjects.get(document)!;
      uses.set(key, (use = { reference, subject, statements: placed(subject.statements.map(withoutReference)), expectations: [] }));
    }
    use.expectations.push(expectation);
  }
  const statements = [...found.values()].flatMap(({ uses }) => [...uses.values()].flatMap((use) => use.statements));
  for (const { location, whole } of templates) if (!statements.some((one) => contains(whole, one.location))) at(location);
  return [...found.values()].map(({ name, location, uses }) => ({ name, location, uses: [...uses.values()] }));
}

/** The outermost include of a document that only an expectation names is the expectation's own reference. */
function withoutReference(statement: SourceStatement): SourceStatement {
  return { ...statement, includedBy: statement.includedBy.slice(1) };
}

function placed(statements: readonly SourceStatement[]): readonly PlacedStatement[] {
  const keys = statements.map(({ location, includedBy }) => [...includedBy, location].map(placeKey).join(" > "));
  const seen = new Map<string, number>();
  const numbers = keys.map((key) => {
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    return number;
  });
  return statements.map((statement, index) => {
    const [key, number] = [keys[index]!, numbers[index]!];
    return { ...statement, key: `${key} ${number}`, part: { number, of: seen.get(key)! } };
  });
}

function placeKey({ source, start, end }: Location): string {
  return `${source.uri}:${start}-${end}`;
}
