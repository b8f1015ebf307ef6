import { parse, type Parsed } from "../../src/phases/1-parse/parse.ts";
import type { Module } from "../../src/ast/source.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { applyEdits } from "../../src/text/edit.ts";
import { lineMap } from "../../src/text/line-map.ts";

export function read(text: string): Parsed {
  return parse({ uri: "test.chimepolicy", text });
}

/** The module of a text that must be right. */
export function readWhole(text: string): Module {
  const { module, diagnostics } = read(text);
  if (diagnostics.length > 0) throw new Error(diagnostics.map((diagnostic) => show(text, diagnostic)).join("\n"));
  return module;
}

/** A node as it is compared: without places, and without the source. */
export function trim(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(trim);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== "start" && key !== "end" && key !== "source")
      .map(([key, value]) => [key, trim(value)]),
  );
}

export interface AnyNode {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** Every node below a node, itself included, parents first. */
export function* nodes(node: unknown): Generator<AnyNode> {
  if (Array.isArray(node)) {
    for (const each of node) yield* nodes(each);
  } else if (typeof node === "object" && node !== null && "kind" in node) {
    yield node as AnyNode;
    for (const [key, value] of Object.entries(node)) if (key !== "source") yield* nodes(value);
  }
}

/** A finding with the text it points at, for people who read snapshots. */
export function show(text: string, { location, code, slug, message, help, fixes }: Diagnostic): string {
  const { line, column } = lineMap(text).position(location.start);
  const row = text.split(/\r\n|\r|\n/)[line - 1] ?? "";
  const width = Math.max(1, Math.min(location.end - location.start, row.length - column + 1));
  const lines = [`${line}:${column} ${code} ${slug}: ${message}`, `    ${row}`, `    ${" ".repeat(column - 1)}${"^".repeat(width)}`];
  if (help !== undefined) lines.push(`  help: ${help}`);
  for (const fix of fixes) {
    const start = Math.min(...fix.edits.map((edit) => edit.location.start));
    const fixed = applyEdits(text, fix.edits).text;
    const at = lineMap(fixed).position(Math.min(start, fixed.length)).line;
    lines.push(`  fix: ${fix.title}`, `    ${fixed.split(/\r\n|\r|\n/)[at - 1] ?? ""}`);
  }
  return lines.join("\n");
}
