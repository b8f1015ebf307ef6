import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Identifier, QualifiedName, StringLiteral, TextPart } from "../../src/ast/source.ts";
import { nodes, read, readWhole, trim, type AnyNode } from "./help.ts";

const root = new URL("samples/", import.meta.url);
const texts = readdirSync(root).map((name) => [name, readFileSync(new URL(`${name}/input.chimepolicy`, root), "utf8")] as const);
const whole = texts.filter(([, text]) => read(text).diagnostics.length === 0);

/** Each pair of a node and a node directly inside it. */
function* families(parent: AnyNode): Generator<[AnyNode, AnyNode]> {
  for (const [key, value] of Object.entries(parent)) {
    if (key === "source" || key === "comments") continue;
    for (const child of (Array.isArray(value) ? value : [value]) as unknown[]) {
      if (typeof child !== "object" || child === null || !("kind" in child)) continue;
      yield [parent, child as AnyNode];
      yield* families(child as AnyNode);
    }
  }
}

describe("parse spans", () => {
  it.each(whole)("puts every node inside its parent: %s", (_, text) => {
    for (const [parent, child] of families(readWhole(text))) {
      expect([child.start >= parent.start, child.end <= parent.end], `${child.kind} in ${parent.kind}`).toEqual([true, true]);
    }
  });

  it.each(whole)("gives leaves the text they were read from: %s", (_, text) => {
    for (const node of nodes(readWhole(text))) {
      const slice = text.slice(node.start, node.end);
      if (node.kind === "Identifier") expect((node as unknown as Identifier).text).toBe(slice);
      if (node.kind === "QualifiedName") {
        const { prefix, name } = node as unknown as QualifiedName;
        expect(`${prefix}:${name}`).toBe(slice.replace(/"/g, ""));
      }
      if (node.kind === "StringLiteral") {
        const { content } = node as unknown as StringLiteral;
        expect(slice.startsWith('"') && slice.endsWith('"')).toBe(true);
        if (typeof content === "object") expect(content.map(({ start, end }) => text.slice(start, end)).join("")).toBe(slice.slice(1, -1));
        else if (!slice.includes("\\")) expect(content).toBe(slice.slice(1, -1));
      }
      if (node.kind === "TextPart" && !slice.includes("\\")) expect((node as unknown as TextPart).text).toBe(slice);
      if (node.kind === "PolicyVariable" || node.kind === "Interpolation") expect(slice).toMatch(/^\$\{.*\}$/s);
      expect(slice, node.kind).toBe(node.kind === "Module" || node.kind === "TextPart" || node.kind === "Comment" ? slice : slice.trim());
    }
  });

  it.each(whole)("lets the text of each declaration be read again: %s", (_, text) => {
    for (const declaration of readWhole(text).declarations) {
      const [again] = readWhole(text.slice(declaration.start, declaration.end)).declarations;
      expect(trim({ ...again, doc: [] })).toEqual(trim({ ...declaration, doc: [] }));
    }
  });

  it.each(whole)("lets the text of each statement be read again: %s", (_, text) => {
    for (const node of nodes(readWhole(text))) {
      if (!/^(?:Grant|Include|Block|Trust)Statement$/.test(node.kind)) continue;
      const [role] = readWhole(`role R {\n${text.slice(node.start, node.end)}\n}`).declarations;
      expect(role?.kind === "RoleDeclaration" && trim(role.body)).toEqual([trim(node)]);
    }
  });

  it.each(texts)("keeps all comments in order: %s", (_, text) => {
    const { comments } = read(text).module;
    const starts = comments.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    for (const { start, end, doc, text: inner } of comments) expect(`${doc ? "///" : "//"}${inner}`).toBe(text.slice(start, end));
  });

  it("points at the smallest text to change", () => {
    const text = 'role R { allow chime:A on "x\\qy" when aws:x == "${a b}" }';
    expect(read(text).diagnostics.map(({ location }) => text.slice(location.start, location.end))).toEqual(["\\q", "${a b}"]);
  });
});
