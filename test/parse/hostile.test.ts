import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodes, read } from "./help.ts";

/** Reads a text that may be anything, and checks what holds of every result. */
function survive(text: string): ReturnType<typeof read> {
  const result = read(text);
  const { module, diagnostics } = result;
  expect(module.broken).toBe(diagnostics.length > 0);
  expect(diagnostics.length).toBeLessThanOrEqual(101);
  for (const { location, fixes, message } of diagnostics) {
    for (const { start, end } of [location, ...fixes.flatMap((fix) => fix.edits.map((edit) => edit.location))]) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(text.length);
    }
    expect(message).not.toMatch(/undefined|[\r\n\0\u202A-\u202E]/);
  }
  for (const node of nodes(module)) {
    expect(Number.isInteger(node.start) && Number.isInteger(node.end)).toBe(true);
    expect(node.start).toBeGreaterThanOrEqual(0);
    expect(node.end).toBeGreaterThanOrEqual(node.start);
    expect(node.end).toBeLessThanOrEqual(text.length);
  }
  return result;
}

const million = 1_000_000;

describe("parse hostile input", () => {
  const deep = 10_000;
  const nested: Record<string, string> = {
    parentheses: `condition C = ${"(".repeat(deep)}A${")".repeat(deep)}`,
    "open parentheses": `condition C = ${"(".repeat(deep)}`,
    lists: `let x = ${"[".repeat(deep)}${"]".repeat(deep)}`,
    braces: "{".repeat(deep),
    "closing braces": "}".repeat(deep),
    nots: `condition C = ${"not ".repeat(deep)}A`,
    bangs: `condition C = ${"!".repeat(deep)}A`,
    blocks: `role R { ${"when x { ".repeat(deep)}${"}".repeat(deep)} }`,
    "nots in parentheses": `condition C = ${"not not (".repeat(deep)}A${")".repeat(deep)}`,
    groups: `actions A = ${"chime:{".repeat(deep)}`,
    arguments: `let x = ${"f(".repeat(deep)}${")".repeat(deep)}`,
  };
  for (const [name, text] of Object.entries(nested)) {
    it(`survives ten thousand ${name}`, () => {
      expect(survive(text).diagnostics.length).toBeGreaterThan(0);
    });
  }

  it("says once that the nesting is too deep, and keeps what stands before", () => {
    const { module, diagnostics } = survive(`role R {}\nlet x = ${"[".repeat(200)}${"]".repeat(200)}\nrole S {}\n`);
    expect(diagnostics.map(({ slug }) => slug)).toEqual(["nesting-too-deep"]);
    expect(module.declarations.length).toBe(1);
  });

  it("reads a hundred levels", () => {
    expect(read(`condition C = ${"(".repeat(100)}A${")".repeat(100)}`).diagnostics).toEqual([]);
    expect(read(`condition C = ${"not ".repeat(100)}A`).diagnostics).toEqual([]);
  });

  const long: Record<string, string> = {
    word: "a".repeat(10 * million),
    string: `let x = "${"a".repeat(10 * million)}"`,
    "unclosed string": `let x = "${"a".repeat(10 * million)}`,
    backslashes: `let x = "${"\\".repeat(10 * million)}"`,
    segments: "a:".repeat(5 * million),
    slashes: "a/".repeat(5 * million),
    dots: "a.".repeat(5 * million),
    numbers: "1.".repeat(5 * million),
    "variable in an ARN": `role R { allow x on arn:${"${a}".repeat(2 * million)} }`,
    insertions: `let x = "${"${".repeat(5 * million)}"`,
    colons: `let x = "\${${"a:".repeat(5 * million)}'}"`,
    comment: `//${"a".repeat(10 * million)}`,
    "block comment": `/*${"a".repeat(10 * million)}`,
    stars: "/**/".repeat(million),
    "unknown characters": "\u00A7 ".repeat(million),
    NULs: "\0".repeat(million),
    "lone surrogates": "\uD800".repeat(million),
    "bidirectional characters": "\u202E ".repeat(million),
    semicolons: "; ".repeat(million),
    "closing parentheses": ")".repeat(million),
    quotes: '"'.repeat(million),
    "single quotes": "'".repeat(million),
    ats: "@".repeat(million),
    keywords: "policy ".repeat(million / 4),
    clauses: `role R { allow x ${"on y when z ".repeat(million / 10)}}`,
  };
  for (const [name, text] of Object.entries(long)) {
    it(`survives a long text: ${name}`, { timeout: 60_000 }, () => {
      survive(text);
    });
  }

  it("reads a valid file of ten megabytes", { timeout: 60_000 }, () => {
    const role = 'role R {\n  allow chime:GetMeeting, chime:ListMeetings on "arn:aws:chime:*:*:meeting/*" when Mfa\n}\n\n';
    const text = role.repeat(Math.ceil((10 * million) / role.length));
    const { module, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(module.declarations.length).toBe(text.length / role.length);
    const last = module.declarations.at(-1)!;
    expect(text.slice(last.start, last.end)).toBe(role.trim());
  });

  it("finds a mistake at the end of a large file, where it is", () => {
    const text = `${"role R {\n  allow chime:GetMeeting\n}\n".repeat(5000)}role S {\n  alow chime:A\n}\n`;
    const { diagnostics } = survive(text);
    expect(diagnostics.map(({ location }) => text.slice(location.start, location.end))).toEqual(["alow"]);
  });

  it("reads a large file in pieces as it reads it as a whole", () => {
    const declarations = Array.from(
      { length: 2000 },
      (_, i) => `/// Doc ${i}\n@name("r${i}")\nrole R${i} {\n  // note\n  allow chime:A${i}\n}\nlet x${i} = ${i}\n`,
    );
    const { module, diagnostics } = survive(declarations.join("\n"));
    expect(diagnostics).toEqual([]);
    expect(module.comments.length).toBe(4000);
    module.declarations.forEach((declaration, i) => {
      if (declaration.kind === "RoleDeclaration") expect(declaration.doc).toEqual([`Doc ${i / 2}`]);
    });
  });

  it("stops at a hundred errors", () => {
    const { diagnostics } = survive(`role R {\n${"  alow chime:A\n".repeat(300)}}\n`);
    expect(diagnostics.length).toBe(101);
    expect(diagnostics.at(-1)!.slug).toBe("too-many-syntax-errors");
  });

  it("skips a byte-order mark at the beginning only", () => {
    expect(read("\uFEFFrole R {}").diagnostics).toEqual([]);
    expect(read("role R {}\uFEFF").diagnostics.length).toBe(1);
  });

  it("reads every kind of line end", () => {
    const text = "// a\n/// b\nrole R {\n  allow chime:A\n}\n";
    const kinds = [text, text.replaceAll("\n", "\r\n"), text.replaceAll("\n", "\r")].map((each) => read(each).module);
    for (const { broken, comments, declarations } of kinds) {
      expect([broken, comments.map((c) => c.text), "doc" in declarations[0]! && declarations[0].doc]).toEqual([false, [" a", " b"], ["b"]]);
    }
  });

  it("survives any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => void survive(text)),
      { numRuns: 1000, seed: 1 },
    );
  });

  it("survives any sequence of tokens", () => {
    const token = fc.constantFrom(
      ...'role R policy P param x test import from allow deny include trust expect prove to on when as except and or not if in like exists ignoring case any all with can cannot never within equals unless true false for { } ( ) [ ] , : = == != < <= > >= | * @ chime:A chime:{ aws:x:y a:b/"c" Get* a.b -1 1.2.3 "s" "${x}" "open \'q\' && || ! ; // /*x*/ # === arn:aws:s3:::b arn:a:${x} alow polcy wen \n'.split(
        " ",
      ),
      "\n",
      "\n  ",
      " ",
    );
    const soup = fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(" "));
    fc.assert(
      fc.property(soup, (text) => void survive(text)),
      { numRuns: 2000, seed: 1 },
    );
  });
});
