import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/canonicalize.ts";
import { embeddedCatalog } from "../../src/embedded-catalog.ts";
import type { PolicyDocument } from "../../src/iam/document.ts";
import { print } from "../../src/iam/print.ts";
import { decide, evaluate, prepare } from "../../src/tools/evaluate/decide.ts";
import { explainDecision } from "../../src/tools/evaluate/explain.ts";
import { naiveOutcome } from "./support/naive.ts";
import { largePolicies, policies, request } from "./support/worlds.ts";

const runs = process.env["CHIMEPOLICY_LONG"] === undefined ? 1 : 20;
const worlds = [
  ["few statements", policies, 600 * runs],
  ["many statements", largePolicies, 150 * runs],
] as const;
const requests = fc.array(request, { minLength: 1, maxLength: 6 });

describe("decide, on prepared policies", () => {
  it.each(worlds)("says what a plain reading of the rules says: %s", (_, given, numRuns) => {
    fc.assert(
      fc.property(given, requests, (all, asked) => {
        const prepared = prepare(all);
        for (const one of asked) expect(decide(prepared, one).outcome).toBe(naiveOutcome(all, one));
      }),
      { numRuns },
    );
  });

  it.each(worlds)("says what evaluate says, and explains it: %s", (_, given, numRuns) => {
    fc.assert(
      fc.property(given, requests, (all, asked) => {
        const prepared = prepare(all);
        for (const one of asked) {
          const { decision, statements } = explainDecision(prepared, one);
          expect(decision).toEqual(evaluate(all, one));
          const applying = statements.filter(({ mismatch }) => mismatch === undefined);
          const denying = applying.filter(({ effect }) => effect === "Deny");
          const deciding = denying.length > 0 ? denying : decision.outcome === "Allow" ? applying : [];
          expect(decision.statements).toEqual(deciding.map(({ effect: _effect, ...place }) => place));
        }
      }),
      { numRuns },
    );
  });

  it("does not depend on the order of statements and policies, nor on what was asked before", () => {
    fc.assert(
      fc.property(policies, requests, (all, asked) => {
        const reversed = prepare({ ...all, identity: all.identity.map(backwards).toReversed() });
        const prepared = prepare(all);
        const outcomes = asked.map((one) => decide(prepared, one).outcome);
        expect(asked.map((one) => decide(prepared, one).outcome)).toEqual(outcomes);
        expect(asked.map((one) => decide(reversed, one).outcome)).toEqual(outcomes);
      }),
      { numRuns: 200 * runs },
    );
  });
});

describe("the canonical form", () => {
  it("is decided as the document it was made from", () => {
    const catalog = embeddedCatalog();
    fc.assert(
      fc.property(fc.oneof(policies, largePolicies), requests, ({ identity }, asked) => {
        const canonical = identity.flatMap(
          (document) => canonicalize({ uri: "policy.json", text: print(document) }, catalog).document ?? [],
        );
        for (const one of asked) expect(evaluate({ identity: canonical }, one).outcome).toBe(evaluate({ identity }, one).outcome);
      }),
      { numRuns: 300 * runs },
    );
  });
});

describe("evaluate", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."*?${}:,' /a1.-+=TZ") }));
  const texts = fc.array(text, { maxLength: 3 });
  const operator = fc.oneof(
    text,
    fc
      .tuple(
        fc.constantFrom("", "ForAllValues:", "ForAnyValue:"),
        fc.constantFrom("StringLike", "NumericLessThan", "DateEquals", "Bool", "BinaryEquals", "NotIpAddress", "ArnLike", "Null"),
        fc.constantFrom("", "IfExists"),
      )
      .map((parts) => parts.join("")),
  );
  const set = fc.record({ negated: fc.boolean(), patterns: texts });
  const document: fc.Arbitrary<PolicyDocument> = fc.record({
    version: fc.constant("2012-10-17"),
    statements: fc.array(
      fc.record({
        effect: fc.constantFrom("Allow", "Deny"),
        actions: fc.oneof(set, fc.constant({ negated: false, patterns: ["*"] })),
        resources: fc.oneof(set, fc.constant({ negated: false, patterns: ["*"] })),
        conditions: fc.array(fc.record({ operator, key: fc.constantFrom("k", "K", "__proto__", "constructor"), values: texts }), {
          maxLength: 3,
        }),
      }),
      { maxLength: 4 },
    ),
  });
  const strange = fc.record({
    action: text,
    resource: text,
    context: fc.dictionary(fc.oneof(text, fc.constantFrom("k", "__proto__", "constructor")), fc.oneof(text, texts)),
  });

  it("never throws, whatever the documents and the request hold", () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 3 }), fc.option(document, { nil: undefined }), strange, (identity, boundary, asked) => {
        const all = { identity, organization: [identity], ...(boundary === undefined ? {} : { boundary }) };
        expect(explainDecision(prepare(all), asked).decision).toEqual(evaluate(all, asked));
      }),
      { numRuns: 1500 * runs },
    );
  });
});

function backwards(document: PolicyDocument): PolicyDocument {
  return { ...document, statements: document.statements.toReversed() };
}
