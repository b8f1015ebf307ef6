import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalize } from "../../src/canonicalize.ts";
import { check } from "../../src/check.ts";
import { compile, type CompileResult } from "../../src/compile.ts";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { renderTerminal } from "../../src/diagnostics/render/terminal.ts";
import { applyFixes } from "../../src/fix.ts";
import { memoryHost } from "../../src/host.ts";
import { parse } from "../../src/phases/1-parse/parse.ts";
import { catalog } from "../suite.ts";
import { jsonOf, program } from "./support/model.ts";
import { write, writePlainly, type Written } from "./support/write.ts";

const runs = (count: number): { numRuns: number } => ({ numRuns: process.env["CHIMEPOLICY_LONG"] === "1" ? count * 50 : count });
const seed = fc.integer();

describe("compile", () => {
  it("gives what the plain JSON of a program means, in canonical form", () => {
    fc.assert(
      fc.property(program, (model) => {
        const compiled = compileAll(writePlainly(model));
        fc.pre(!isContradictory(compiled));
        const files = textsOf(compiled);
        const expected = model.documents.map((document) => [
          document.name,
          canonicalize({ uri: document.name, text: jsonOf(document) }, catalog).text,
        ]);
        expect(files).toEqual(Object.fromEntries(expected));
      }),
      runs(100),
    );
  });

  it("gives the same bytes however a program is ordered, grouped, factored, named and spaced", () => {
    fc.assert(
      fc.property(program, seed, (model, style) => {
        const written = write(model, style);
        const plain = compileAll(writePlainly(model));
        fc.pre(!isContradictory(plain));
        expect(textsOf(compileAll(written)), JSON.stringify(written, null, 2)).toEqual(textsOf(plain));
      }),
      runs(100),
    );
  });

  it("writes documents that are canonical already", () => {
    fc.assert(
      fc.property(program, seed, fc.boolean(), fc.boolean(), (model, style, expand, minify) => {
        const { files } = compileAll(write(model, style), { expand, minify });
        for (const { name, text } of files) expect(canonicalize({ uri: name, text }, catalog, { minify }).text).toBe(text);
      }),
      runs(60),
    );
  });

  it("neither throws nor loses its place, whatever is written", () => {
    fc.assert(
      fc.property(program, seed, fc.array(mutation(), { minLength: 1, maxLength: 4 }), (model, style, mutations) => {
        const { "input.chimepolicy": text, ...others } = write(model, style);
        const broken = mutations.reduce(mutate, text!);
        const result = compileAll({ "input.chimepolicy": broken, ...others });
        const emitted = hasErrors(result.diagnostics) ? [] : documentsOf(broken);
        expect([...new Set(result.files.map(({ documentName }) => documentName))], broken).toEqual(emitted);
        checkPlaces(result);
        check([{ uri: "input.chimepolicy", text: broken }], { catalog, host: memoryHost(others) });
        renderTerminal(result.diagnostics, { color: true });
      }),
      runs(100),
    );
  });

  it("gives fixes that can be made, and after which it still does not throw", () => {
    fc.assert(
      fc.property(program, seed, mutation(), (model, style, change) => {
        const { "input.chimepolicy": text, ...others } = write(model, style);
        let files: Written = { "input.chimepolicy": mutate(text!, change), ...others };
        for (let round = 0; round < 3; round++) {
          const fixed = applyFixes(compileAll(files).diagnostics);
          if (fixed.size === 0) break;
          for (const uri of fixed.keys()) expect(Object.keys(files)).toContain(uri);
          files = { ...files, ...Object.fromEntries(fixed) };
        }
        checkPlaces(compileAll(files));
      }),
      runs(80),
    );
  });
});

/** Whether some condition of a program can never hold, which IAM takes and the compiler does not. */
function isContradictory({ diagnostics }: CompileResult): boolean {
  return diagnostics.some(({ slug }) => slug === "condition-never-holds");
}

function compileAll(files: Written, options: { expand?: boolean; minify?: boolean } = {}): CompileResult {
  return compile([{ uri: "input.chimepolicy", text: files["input.chimepolicy"]! }], { catalog, host: memoryHost(files), ...options });
}

function textsOf({ files, diagnostics }: CompileResult): Readonly<Record<string, string>> {
  expect(
    renderTerminal(
      diagnostics.filter(({ severity }) => severity === "error"),
      { color: false },
    ),
  ).toBe("");
  return Object.fromEntries(files.map(({ name, text }) => [name, text]));
}

/** The names of the policies and roles of a text that need no arguments. */
function documentsOf(text: string): readonly string[] {
  return parse({ uri: "input.chimepolicy", text }).module.declarations.flatMap((declaration) =>
    (declaration.kind === "PolicyDeclaration" || declaration.kind === "RoleDeclaration") &&
    declaration.parameters.every((parameter) => parameter.default !== undefined)
      ? [declaration.name.text]
      : [],
  );
}

function checkPlaces({ diagnostics }: CompileResult): void {
  for (const { location, related, fixes } of diagnostics) {
    for (const place of [
      location,
      ...related.map((one) => one.location),
      ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.location)),
    ]) {
      expect(place.start).toBeGreaterThanOrEqual(0);
      expect(place.start).toBeLessThanOrEqual(place.end);
      expect(place.end).toBeLessThanOrEqual(place.source.text.length);
    }
  }
}

interface Mutation {
  readonly kind: "delete" | "insert" | "repeat" | "swap";
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

function mutation(): fc.Arbitrary<Mutation> {
  const pieces = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    '"',
    "${",
    ",",
    ":",
    "*",
    "except",
    " on ",
    " when ",
    "allow",
    "deny",
    "include",
    "policy",
    "role X {",
    "not ",
    " or ",
    " and ",
    "@suppress",
    "//",
    "///",
    "\n",
    "\u0000",
    "\u202E",
    "chime:",
    "\\",
    "test",
    "1",
    "if exists",
    "any ",
    "=",
    "==",
  ];
  return fc.record({
    kind: fc.constantFrom<Mutation["kind"]>("delete", "insert", "repeat", "swap"),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 12 }),
    text: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })),
  });
}

function mutate(text: string, { kind, at, length, text: piece }: Mutation): string {
  const from = Math.floor(at * text.length);
  const cut = text.slice(from, from + length);
  const [before, after] = [text.slice(0, from), text.slice(from + length)];
  switch (kind) {
    case "delete":
      return before + after;
    case "insert":
      return before + piece + text.slice(from);
    case "repeat":
      return before + cut + cut + after;
    case "swap":
      return before + after.slice(0, length) + cut + after.slice(length);
  }
}
