import type { CheckedDocument, CheckedPattern, CheckedSet, CheckedStatement } from "../../src/ast/checked.ts";
import type { ConditionTest, PolicyDocument } from "../../src/iam/document.ts";
import type { Source, Span } from "../../src/text/source.ts";

/** A statement for tests: `!` before the first pattern of a list means the complement. */
export interface Short {
  readonly sid?: string;
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly conditions?: readonly ConditionTest[];
  readonly included?: boolean;
}

/** A checked document whose source has one line a statement: the statement's parts, divided by spaces. */
export function checked(statements: readonly Short[], name = "HelpDesk"): CheckedDocument {
  const lines = ["role HelpDesk", ...statements.map(({ actions, resources = ["*"] }) => [...actions, "on", ...resources].join(" "))];
  const source: Source = { uri: "help-desk.chimepolicy", text: lines.join("\n") };
  let start = lines[0]!.length + 1;
  const made = statements.map((one, index): CheckedStatement => {
    const line = lines[index + 1]!;
    const lineStart = start;
    start += line.length + 1;
    let at = lineStart;
    const find = (text: string): Span => {
      const from = source.text.indexOf(text, at);
      at = from + text.length;
      return { start: from, end: at };
    };
    const set = (texts: readonly string[]): CheckedSet => {
      const negated = texts[0]!.startsWith("!");
      const patterns = texts.map((text): CheckedPattern => ({ text: text.replace(/^!/, ""), source, written: find(text) }));
      return { negated, patterns };
    };
    const location = { source, start: lineStart, end: lineStart + line.length };
    return {
      ...(one.sid === undefined ? {} : { sid: one.sid }),
      effect: one.effect ?? "Allow",
      actions: set(one.actions),
      resources: set(one.resources ?? ["*"]),
      conditions: (one.conditions ?? []).map((test) => ({ ...test, location })),
      location,
      includedBy: one.included === true ? [{ source, start: 0, end: 4 }] : [],
    };
  });
  return { name, location: { source, start: 5, end: 13 }, statements: made, incomplete: [] };
}

/** The document as it was written. */
export function plain({ statements }: CheckedDocument): PolicyDocument {
  const set = ({ negated, patterns }: CheckedSet) => ({ negated, patterns: patterns.map(({ text }) => text) });
  return {
    version: "2012-10-17",
    statements: statements.map((one) => ({
      ...(one.sid === undefined ? {} : { sid: one.sid }),
      effect: one.effect,
      actions: set(one.actions),
      resources: set(one.resources),
      conditions: one.conditions.map(({ operator, key, values }) => ({ operator, key, values })),
    })),
  };
}
