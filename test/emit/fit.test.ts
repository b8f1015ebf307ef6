import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/canonicalize.ts";
import { nodeCatalog } from "../../src/hosts/node-catalog.ts";
import { kindLimits } from "../../src/iam/limits.ts";
import { emit, type EmittedFile } from "../../src/phases/4-emit/emit.ts";
import { shrink } from "../../src/phases/4-emit/shrink.ts";
import { decide } from "../iam/support/brute-force.ts";
import { checked, plain, type Short } from "./support.ts";

const catalog = nodeCatalog();
const limit = kindLimits.identity.size;
const services = ["chime", "s3", "ec2", "iam", "kms", "logs", "connect", "lex", "sqs", "sns"];
const actions = services.flatMap((prefix) => catalog.service(prefix)!.actions.map(({ qualifiedName }) => qualifiedName));
const some = fc.constantFrom(...actions);

/** Statements that cannot be shrunk much, as an audited role of a large firm has them. */
const statement: fc.Arbitrary<Short> = fc.record({
  effect: fc.constantFrom<"Allow" | "Deny">("Allow", "Allow", "Allow", "Deny"),
  actions: fc.uniqueArray(some, { minLength: 1, maxLength: 12 }),
  resources: fc.oneof(
    fc.constant(["*"]),
    fc.uniqueArray(
      fc.integer({ min: 1, max: 400 }).map((number) => `arn:aws:chime:us-east-1:111122223333:meeting/room-${number}`),
      { minLength: 1, maxLength: 4 },
    ),
  ),
  conditions: fc.oneof(
    fc.constant([]),
    fc
      .integer({ min: 1, max: 30 })
      .map((number) => [{ operator: "StringEquals", key: "aws:PrincipalTag/team", values: [`team-${number}`] }]),
  ),
});
const large = fc.array(statement, { minLength: 20, maxLength: 130 });
const small = { size: 1200, documents: 200 };
const files = (statements: readonly Short[], limits = kindLimits.identity): readonly EmittedFile[] =>
  emit(checked(statements), catalog, { expand: false, minify: true, limits }).files;

describe("shrinking", () => {
  it("writes patterns that match exactly the same actions", () => {
    fc.assert(
      fc.property(fc.uniqueArray(some, { minLength: 30, maxLength: 400 }), (names) => {
        const before = {
          version: "2012-10-17" as const,
          statements: [
            {
              effect: "Allow" as const,
              actions: { negated: false, patterns: [...names, "chime:List*"] },
              resources: { negated: false, patterns: ["*"] },
              conditions: [],
            },
          ],
        };
        const after = shrink(before, catalog).statements[0]!.actions.patterns;
        const granted = (patterns: readonly string[]): readonly string[] =>
          [...new Set(patterns.flatMap((pattern) => catalog.expand(pattern).map(({ qualifiedName }) => qualifiedName)))].sort();
        expect(granted(after)).toEqual(granted([...names, "chime:List*"]));
        expect(after.join().length).toBeLessThanOrEqual([...names, "chime:List*"].join().length);
        expect(after).toContain("chime:List*");
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it("keeps a document in one where patterns make it fit", () => {
    const names = catalog
      .service("chime")!
      .actions.filter(({ level }) => level === "list" || level === "read")
      .map(({ qualifiedName }) => qualifiedName);
    const rest = catalog
      .service("ec2")!
      .actions.filter(({ level }) => level === "list")
      .map(({ qualifiedName }) => qualifiedName);
    const result = files([{ actions: [...names, ...rest] }]);
    expect(result.map(({ name }) => name)).toEqual(["HelpDesk"]);
    expect(result[0]!.size).toBeLessThanOrEqual(limit);
    const { actions: mapped } = result[0]!.map.statements[0]!;
    for (const { origins } of mapped) expect(origins.length).toBeGreaterThan(0);
  });

  it("leaves a document that fits as it is", () => {
    const names = catalog.expand("chime:Get*").map(({ qualifiedName }) => qualifiedName);
    expect(files([{ actions: names }])[0]!.document.statements[0]!.actions.patterns).toEqual(names.toSorted());
  });
});

describe("dividing", () => {
  it("grants the same, within the limit, in canonical form, with an origin for everything", () => {
    fc.assert(
      fc.property(large, (statements) => {
        const result = files(statements, small);
        const original = plain(checked(statements));
        expect(result.map(({ name }) => name)).toEqual(
          result.length === 1 ? ["HelpDesk"] : result.map((_, index) => `HelpDesk.${index + 1}`),
        );
        for (const { size, text, map, name } of result) {
          expect(size).toBeLessThanOrEqual(small.size);
          expect(canonicalize({ uri: name, text }, catalog, { minify: true }).text).toBe(text);
          for (const one of map.statements)
            for (const { origins } of [one, ...one.actions, ...one.resources]) expect(origins.length).toBeGreaterThan(0);
        }
        const documents = result.map(({ document }) => document);
        for (let seed = 0; seed < 40; seed++) {
          const from = statements[(seed * 31) % statements.length]!;
          const other = statements[(seed * 17 + 3) % statements.length]!;
          const request = {
            action: from.actions[seed % from.actions.length]!,
            resource: other.resources![seed % other.resources!.length]!,
            context: new Map(
              seed % 3 === 0 ? [] : [["aws:principaltag/team", [(from.conditions![0] ?? { values: ["team-1"] }).values[0]!]]],
            ),
          };
          expect(decide(documents, request)).toBe(decide([original], request));
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it("takes the fewest documents that hold it, or seldom one more where pieces do not add up", () => {
    const outcome = { trials: 0, fewest: 0 };
    fc.assert(
      fc.property(large, (statements) => {
        const result = files(statements);
        if (result.length < 2) return;
        const frame = '{"Version":"2012-10-17","Statement":[]}'.length;
        const least = Math.ceil(result.reduce((sum, { size }) => sum + size - frame, 0) / (limit - frame));
        outcome.trials += 1;
        if (result.length === least) outcome.fewest += 1;
        expect(result.length).toBeLessThanOrEqual(least + 1);
      }),
      { numRuns: 60, seed: 6144, endOnFailure: true },
    );
    expect(outcome.fewest / outcome.trials).toBeGreaterThan(0.9);
  });

  it("changes one document for one grant more, where that one has room", () => {
    const outcome = { trials: 0, one: 0, roomy: 0, roomyOne: 0 };
    const grant = fc.tuple(some, fc.nat(), fc.boolean());
    fc.assert(
      fc.property(fc.array(statement, { minLength: 30, maxLength: 170 }), grant, (statements, [action, at, fresh]) => {
        const before = files(statements);
        if (before.length < 2 || before.length > 6) return;
        const index = at % statements.length;
        const more: Short = fresh
          ? { actions: [action], resources: [`arn:aws:chime:us-east-1:111122223333:meeting/new-${at % 100}`] }
          : { ...statements[index]!, actions: [...statements[index]!.actions, action] };
        const after = files(fresh ? [...statements, more] : statements.map((one, place) => (place === index ? more : one)));
        const old = new Set(before.map(({ text }) => text));
        const changed = after.filter(({ text }) => !old.has(text));
        if (changed.length === 0) return;
        outcome.trials += 1;
        const one = changed.length === 1 && after.length - before.length <= 1;
        if (one) outcome.one += 1;
        const room = before.every(({ size }) => size + 400 <= limit);
        if (!room) return;
        outcome.roomy += 1;
        if (one) outcome.roomyOne += 1;
      }),
      { numRuns: 150, seed: 6144, endOnFailure: true },
    );
    expect(outcome.trials).toBeGreaterThan(100);
    expect(outcome.roomyOne / outcome.roomy).toBeGreaterThanOrEqual(0.95);
    // The rest are documents so full that the grant must push something out, or needs a document more.
    expect(outcome.one / outcome.trials).toBeGreaterThanOrEqual(0.85);
  }, 120_000);

  it("refuses what takes more documents than can be attached, and what no document holds", () => {
    const value = (length: number, index = 0): Short => ({
      actions: ["chime:GetMeeting"],
      conditions: [{ operator: "StringNotEquals", key: "aws:username", values: [`${index}${"x".repeat(length)}`] }],
    });
    const slugs = (statements: readonly Short[]): string[] =>
      emit(checked(statements), catalog, { expand: false, minify: true }).diagnostics.map(({ slug, message }) => `${slug}: ${message}`);
    expect(slugs([value(7000)])).toEqual([
      expect.stringMatching(
        /^statement-too-large: this statement cannot be divided and has 7\d\d\d characters, more than the 6144 of a document$/,
      ),
    ]);
    const eleven = emit(checked(Array.from({ length: 11 }, (_, index) => value(5000, index))), catalog, { expand: false, minify: true });
    expect(eleven.diagnostics.map(({ slug }) => slug)).toEqual(["document-too-large"]);
    expect(eleven.diagnostics[0]!.notes[0]).toMatch(/^it would take 11 documents of (5\d\d\d(, | characters)){11}/);
    expect(eleven.files).toEqual([]);
  });

  it("packs whole statements where a row would take more documents", () => {
    const value = (index: number, length: number): Short => ({
      actions: ["chime:GetMeeting"],
      conditions: [{ operator: "StringNotEquals", key: "aws:username", values: [`${index}${"x".repeat(length)}`] }],
    });
    expect(files([value(1, 3900), value(2, 3900), value(3, 1900), value(4, 1900)])).toHaveLength(2);
  });
});
