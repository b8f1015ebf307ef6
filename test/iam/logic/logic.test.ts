import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alwaysHolds, both, implies } from "../../../src/iam/logic/both.ts";
import { conjoin } from "../../../src/iam/logic/conjunction.ts";
import { either } from "../../../src/iam/logic/either.ts";
import { writeTest, type KeyTest } from "../../../src/iam/logic/key-test.ts";
import { negate } from "../../../src/iam/logic/negate.ts";
import { contentsOf, keyTest, sorts } from "../support/key-tests.ts";
import { holds } from "../support/meaning.ts";

const runs = process.env["CHIMEPOLICY_LONG"] === undefined ? 1_000 : 100_000;

for (const sort of sorts) {
  const contents = contentsOf(sort);
  const shown = (tests: readonly KeyTest[], result: unknown): string =>
    JSON.stringify([
      tests.map(writeTest),
      typeof result === "object" && result !== null && "key" in result ? writeTest(result as KeyTest) : result,
    ]);
  const holdsFor = (tests: readonly KeyTest[]): readonly boolean[] => contents.map((values) => tests.every((test) => holds(test, values)));
  const pair = fc.tuple(keyTest(sort), keyTest(sort));

  describe(`tests of ${sort.key}`, () => {
    it("are negated exactly", () => {
      fc.assert(
        fc.property(keyTest(sort), (test) => {
          const negated = negate(test)!;
          expect(holdsFor(negated), shown([test], negated.map(writeTest))).toEqual(holdsFor([test]).map((one) => !one));
        }),
        { numRuns: runs },
      );
    });

    it("are joined by `and` exactly", () => {
      fc.assert(
        fc.property(pair, ([a, b]) => {
          const joined = both(a, b);
          if (joined === undefined) return;
          const expected = holdsFor([a, b]);
          expect(joined === "never" ? expected.map(() => false) : holdsFor([joined]), shown([a, b], joined)).toEqual(expected);
        }),
        { numRuns: runs },
      );
    });

    it("are joined by `or` exactly", () => {
      fc.assert(
        fc.property(pair, ([a, b]) => {
          const joined = either(a, b);
          if (joined === undefined) return;
          const expected = contents.map((values) => holds(a, values) || holds(b, values));
          expect(joined === "always" ? expected.map(() => true) : holdsFor([joined]), shown([a, b], joined)).toEqual(expected);
        }),
        { numRuns: runs },
      );
    });

    it("imply others and hold always as they say", () => {
      fc.assert(
        fc.property(pair, ([a, b]) => {
          if (implies(a, b))
            expect(
              contents.every((values) => !holds(a, values) || holds(b, values)),
              shown([a, b], "implies"),
            ).toBe(true);
          if (alwaysHolds(a)) expect(holdsFor([a]), shown([a], "always")).not.toContain(false);
        }),
        { numRuns: runs },
      );
    });

    it("are joined several at once exactly, whatever their order, with a place for each", () => {
      fc.assert(
        fc.property(fc.array(keyTest(sort), { minLength: 1, maxLength: 5 }), fc.integer(), (tests, seed) => {
          const joined = conjoin(tests);
          const expected = holdsFor(tests);
          if (joined.kind === "never") expect(expected, shown(tests, joined)).not.toContain(true);
          if (joined.kind !== "tests") return;
          expect(holdsFor(joined.tests), shown(tests, joined.tests.map(writeTest))).toEqual(expected);
          const written = joined.tests.map(writeTest);
          expect(new Set(written.map(({ operator }) => operator)).size).toBe(written.length);
          const twice = conjoin(joined.tests);
          expect(twice.kind === "tests" && twice.tests.map(writeTest), shown(tests, written)).toEqual(written);
          const turned = tests.toSorted((a, b) => ((tests.indexOf(a) * seed) % 7) - ((tests.indexOf(b) * seed) % 7));
          const again = conjoin(turned);
          const plain = (list: readonly KeyTest[]): unknown => list.map((test) => ({ ...writeTest(test), values: test.values.toSorted() }));
          expect(again.kind === "tests" && plain(again.tests)).toEqual(plain(joined.tests));
        }),
        { numRuns: runs },
      );
    });
  });
}
