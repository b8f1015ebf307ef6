import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PolicyDocument, Statement } from "../../src/iam/document.ts";
import { coverPolicies, decide, mutatePolicies, mutationFindings, prepare, type PolicyMutation } from "../../src/index.ts";
import { askedDocuments, type Use } from "../../src/measure/asked.ts";
import { changesOf, type Change } from "../../src/measure/changes.ts";
import { writeExpectation } from "../../src/measure/write.ts";
import { planTests } from "../../src/test-policies.ts";
import { catalog } from "../suite.ts";
import { trial, type Trial } from "./support.ts";

const options = { catalog };
const numRuns = process.env["CHIMEPOLICY_LONG"] === undefined ? 30 : 1000;

/** The trial as a source in which each question is answered as the role answers it; undefined where the role does not compile. */
function answered({ role, questions }: Trial): string | undefined {
  const asking = questions.map((question) => `test "${question.replaceAll(/["\\$]/g, "")}" {\n  expect Host can ${question}\n}\n`);
  const { tests, diagnostics } = coverPolicies(role + asking.join(""), options);
  if (diagnostics.some(({ severity }) => severity === "error")) return undefined;
  expect(tests.length).toBe(questions.length);
  return withTests(
    role,
    questions.map((question, index) => `expect Host ${tests[index]!.status === "passed" ? "can" : "cannot"} ${question}`),
  );
}

function withTests(role: string, expectations: readonly string[]): string {
  return `${role}test "hosts" {\n${expectations.map((one) => `  ${one}\n`).join("")}}\n`;
}

/** Every answered trial, with the expectations as a list. */
function check(property: (source: string, role: string) => void): void {
  let compiled = 0;
  fc.assert(
    fc.property(trial, (one) => {
      const source = answered(one);
      if (source === undefined) return;
      compiled += 1;
      property(source, one.role);
    }),
    { numRuns },
  );
  expect(compiled).toBeGreaterThan(numRuns / 3);
}

function mutationOf(source: string): PolicyMutation {
  const { mutation, diagnostics } = mutatePolicies(source, options);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return mutation!;
}

/** The uses of the only role, with each change of each of its statements. */
function changesIn(source: string): readonly { readonly use: Use; readonly index: number; readonly change: Change }[] {
  const [document, ...others] = askedDocuments(planTests(source, options));
  expect(others).toEqual([]);
  const [use] = document!.uses;
  return use!.statements.flatMap((placed, index) => changesOf(placed, catalog).map((change) => ({ use: use!, index, change })));
}

function documentWith(statements: readonly Statement[]): PolicyDocument {
  return { version: "2012-10-17", statements };
}

/** The document with a change, decided by the evaluator alone. */
function changed({ statements }: Use, index: number, { replacement }: Change): PolicyDocument {
  return documentWith(statements.flatMap(({ statement }, other) => (other !== index ? [statement] : (replacement ?? []))));
}

function isNoticed(use: Use, document: PolicyDocument): boolean {
  const prepared = prepare({ identity: [document] });
  return use.expectations.some(({ requests, context, allowed }) =>
    requests.some((request) => (decide(prepared, { ...request, context }).outcome === "Allow") !== allowed),
  );
}

describe("measure/mutation", () => {
  it("counts as noticed just the changes with which some expectation fails", () => {
    check((source) => {
      const noticed = changesIn(source).filter(({ use, index, change }) => isNoticed(use, changed(use, index, change)));
      expect(mutationOf(source).counts.killed).toBe(noticed.length);
    });
  });

  it("counts every change once: as noticed, as one that nothing notices, or as one that alters nothing", () => {
    check((source) => {
      const { counts, documents } = mutationOf(source);
      const survivors = documents.flatMap((document) => document.survivors).length;
      expect(counts.killed + survivors + counts.same).toBe(new Set(changesIn(source).map(({ change }) => change.key)).size);
    });
  });

  it("shows requests that come out as it says, and otherwise with the change", () => {
    check((source) => {
      const changes = changesIn(source);
      for (const { survivors } of mutationOf(source).documents) {
        for (const { kind, location, words, witness } of survivors) {
          if (witness === undefined) continue;
          const same = changes.filter(
            ({ change }) => change.kind === kind && change.words === words && change.location.start === location.start,
          );
          const { use } = same[0]!;
          const before = decide(prepare({ identity: [documentWith(use.statements.map(({ statement }) => statement))] }), witness.request);
          expect(before.outcome === "Allow").toBe(witness.allowed);
          const after = same.map(
            (one) => decide(prepare({ identity: [changed(use, one.index, one.change)] }), witness.request).outcome === "Allow",
          );
          expect(after).toContain(!witness.allowed);
        }
      }
    });
  });

  it("advises expectations that can be asked, hold, and notice all that they are advised for", () => {
    check((source) => {
      const survivors = mutationOf(source).documents.flatMap((document) => document.survivors);
      const advice = survivors.flatMap(({ reference, witness }) => (witness === undefined ? [] : [writeExpectation(reference, witness)]));
      const taken = `${source}${withTests("", [...new Set(advice)])}`;
      const { tests, mutation, diagnostics } = mutatePolicies(taken, options);
      expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([]);
      expect(tests.flatMap(({ failures }) => failures.map(({ message }) => message))).toEqual([]);
      expect(mutation!.documents.flatMap((document) => document.survivors).filter(({ witness }) => witness !== undefined)).toEqual([]);
    });
  });

  it("finds a request for nearly every change that alters anything", () => {
    let all = 0;
    let without: string[] = [];
    check((source) => {
      const survivors = mutationOf(source).documents.flatMap((document) => document.survivors);
      all += survivors.length;
      without = [
        ...without,
        ...survivors
          .filter(({ witness }) => witness === undefined)
          .map(({ words, location }) => `${source}: ${words} at ${source.slice(location.start, location.end)}`),
      ];
    });
    expect(all).toBeGreaterThan(100);
    expect(without.length / all, without.slice(0, 5).join("\n")).toBeLessThan(0.02);
  });

  it("takes for the same only changes that alter no decision about a request that AWS can make", () => {
    fc.assert(
      fc.property(fc.tuple(trial, trial), ([one, other]) => {
        const source = answered({ ...one, questions: [] });
        const asking = answered({ role: one.role, questions: other.questions });
        if (source === undefined || asking === undefined) return;
        // What nothing can notice is not noticed by questions either.
        expect(mutationOf(asking).counts.same).toBe(mutationOf(source).counts.same);
      }),
      { numRuns },
    );
  });
});

describe("measure/coverage", () => {
  it("touches just the statements without which a request would have another reason", () => {
    check((source) => {
      const [document] = coverPolicies(source, options).coverage!.documents;
      const use = askedDocuments(planTests(source, options))[0]!.uses[0]!;
      const prepared = prepare({ identity: [documentWith(use.statements.map(({ statement }) => statement))] });
      const deciding = new Set(
        use.expectations.flatMap(({ requests, context }) =>
          requests.flatMap((request) => decide(prepared, { ...request, context }).statements.map(({ statement }) => statement)),
        ),
      );
      expect(document!.statements.map(({ touched }) => touched)).toEqual(use.statements.map((_, index) => deciding.has(index)));
    });
  });

  it("grows with every expectation, and misses nothing that a noticed loss of a statement shows", () => {
    check((source, role) => {
      const whole = coverPolicies(source, options).coverage!;
      const none = coverPolicies(role, options).coverage!;
      expect(whole.counts.percent).toBeGreaterThanOrEqual(none.counts.percent);
      const [document] = whole.documents;
      for (const { use, index, change } of changesIn(source)) {
        if (change.kind !== "drop-statement" || !isNoticed(use, changed(use, index, change))) continue;
        expect(document!.statements[index]!.touched).toBe(true);
      }
    });
  });

  it("does not say that tests notice the loss of a statement, where two allow the same request", () => {
    const source = withTests("role Host {\n  allow chime:{ListUsers, GetUser}\n  allow chime:{ListUsers, ListAccounts}\n}\n", [
      "expect Host can chime:ListUsers",
    ]);
    expect(coverPolicies(source, options).coverage!.counts.statements).toEqual({ touched: 2, all: 2 });
    expect(mutationFindings(mutationOf(source)).map(({ message }) => message)).toContain(
      "no test notices when `Host` loses this statement",
    );
  });
});
