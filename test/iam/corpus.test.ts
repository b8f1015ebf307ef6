import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/canonicalize.ts";
import { nodeCatalog } from "../../src/hosts/node-catalog.ts";
import type { PolicyDocument, Statement } from "../../src/iam/document.ts";
import { read } from "../../src/iam/read.ts";
import { lineMap } from "../../src/text/line-map.ts";
import { decide, type Request } from "./support/brute-force.ts";
import { corpus } from "./support/corpus.ts";

const catalog = nodeCatalog();

describe("policies of the wild", () => {
  for (const file of ["managed.jsonl", "iam-guide.jsonl", "chime.jsonl"]) {
    const records = corpus(file);
    it.skipIf(records.length === 0)(
      `${file}: identity policies are read, and their canonical form is stable and grants the same`,
      () => {
        for (const { name, document } of records) {
          const text = JSON.stringify(document, null, 2);
          const before = read(text);
          if (before.document === undefined) {
            // Trust and resource policies, and two texts of the guide that show a mistake.
            const expected = before.problems.some(
              ({ kind }) => kind === "principal" || kind === "unknown-element" || kind === "missing-element",
            );
            expect([name, expected && file === "iam-guide.jsonl"]).toEqual([name, true]);
            continue;
          }
          const source = { uri: `${String(name)}.json`, text };
          const after = canonicalize(source, catalog);
          expect(after.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
          expect(canonicalize({ ...source, text: after.text! }, catalog).text).toBe(after.text);
          for (const request of sample(before.document))
            expect([name, request, decide([after.document!], request)]).toEqual([name, request, decide([before.document], request)]);
        }
      },
      120_000,
    );
  }

  const malformed = corpus("malformed.jsonl");
  it.skipIf(malformed.length === 0)("broken texts give errors with a place", () => {
    for (const { name, text } of malformed) {
      const { diagnostics, text: result } = canonicalize({ uri: String(name), text: String(text) }, catalog);
      expect(result).toBeUndefined();
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      expect(errors.length).toBeGreaterThan(0);
      for (const { location } of errors) expect(lineMap(location.source.text).position(location.start).line).toBeGreaterThan(0);
    }
  });
});

/** Requests near to what some of the statements say, and with what their conditions ask for. */
function sample({ statements }: PolicyDocument): readonly Request[] {
  const known = /^((ForA\w+:)?(String|Null|Bool|NumericEquals|NumericLessThan$))/i;
  const plain = statements.filter(({ conditions }) => conditions.every(({ operator }) => known.test(operator)));
  if (plain.length < statements.length) return [];
  const pick = <T>(list: readonly T[], seed: number): T => list[(seed * 7919) % list.length]!;
  return Array.from({ length: 12 }, (_, seed) => {
    const [one, other] = [pick(plain, seed), pick(plain, seed + 3)];
    return {
      action: concrete(pick(one.actions.patterns, seed)),
      resource: concrete(pick(other.resources.patterns, seed)),
      context: contextOf(seed % 2 === 0 ? one : other, seed),
    };
  });
}

function concrete(pattern: string): string {
  if (pattern === "*") return "*";
  const text = pattern
    .replace(/\$\{[^}]*\}/g, "x")
    .replaceAll("*", "x")
    .replaceAll("?", "y");
  return text.includes(":") ? text : `${text}:x`;
}

function contextOf({ conditions }: Statement, seed: number): ReadonlyMap<string, readonly string[]> {
  return new Map(
    conditions.flatMap(({ key, values }, index) =>
      (seed + index) % 4 === 3 || values.length === 0 ? [] : [[key.toLowerCase(), [concrete(values[seed % values.length]!)]] as const],
    ),
  );
}
