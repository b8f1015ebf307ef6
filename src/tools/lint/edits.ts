import type { Edit } from "../../text/edit.ts";
import { contains, locate, type Source, type Span } from "../../text/source.ts";
import type { WrittenTest } from "../../ast/checked.ts";
import type { LintStatement, LintTest } from "./subject.ts";

/** The edits that take entries, and the commas that go with them, out of a list that a statement itself holds; undefined where that is not certain. */
export function removeEntries(entries: readonly Span[], source: Source, statement: LintStatement): readonly Edit[] | undefined {
  if (!isOwn(entries, source, statement)) return undefined;
  const runs: Span[] = [];
  for (const entry of entries.map((one) => withQuotes(one, source.text)).toSorted((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    if (last !== undefined && /^\s*,\s*$/.test(source.text.slice(last.end, entry.start)))
      runs[runs.length - 1] = { start: last.start, end: entry.end };
    else runs.push(entry);
  }
  const edits = runs.flatMap((run) => {
    const span = withComma(run, source.text);
    return span === undefined ? [] : [{ location: locate(source, span), newText: "" }];
  });
  return edits.length === runs.length ? edits : undefined;
}

/** The edits that write another text for each of some values of a test; undefined where one is not written there as it is. */
export function replaceValues(
  test: LintTest,
  replaced: readonly { readonly index: number; readonly text: string }[],
  statement: LintStatement,
): readonly Edit[] | undefined {
  const { written, values } = test;
  if (written === undefined) return undefined;
  const { source } = written;
  const places = replaced.map(({ index }) => written.values[index]!);
  if (!isOwn(places, source, statement)) return undefined;
  const isLiteral = replaced.every(({ index }, at) => source.text.slice(places[at]!.start, places[at]!.end) === `"${values[index]!}"`);
  return isLiteral ? replaced.map(({ text }, at) => ({ location: locate(source, places[at]!), newText: `"${text}"` })) : undefined;
}

/**
 * The edit that gives a test the operator `name`; undefined where the statement does not say it itself, or where JSON has other tests
 * under the same operator, or an operator of that name already.
 */
export function renameOperator({ written }: LintTest, name: string, statement: LintStatement): Edit | undefined {
  if (written === undefined || !isOwn([written.operator], written.source, statement)) return undefined;
  const { source, operator, whole } = written;
  const { text } = source;
  if (isQuoted(written)) {
    const isAlone =
      /^"\s*:\s*\{\s*$/.test(text.slice(operator.end, whole.start)) && /^\s*\}/.test(text.slice(whole.end, statement.location.end));
    const all = text.slice(statement.location.start, statement.location.end).toLowerCase();
    if (!isAlone || all.includes(`"${name.toLowerCase()}"`)) return undefined;
  }
  return { location: locate(source, operator), newText: name };
}

/** Whether a test is written in JSON, and not in the language. */
export function isInJson({ written }: LintTest): boolean {
  return written !== undefined && isQuoted(written);
}

function isOwn(places: readonly Span[], source: Source, { location, includedBy }: LintStatement): boolean {
  return includedBy.length === 0 && places.every((place) => contains(location, locate(source, place)));
}

/** JSON's quotes belong to an entry of which the place is the text between them. */
function withQuotes({ start, end }: Span, text: string): Span {
  return text[start - 1] === '"' && text[end] === '"' ? { start: start - 1, end: end + 1 } : { start, end };
}

/** The comma after it, or the one before it where it is the last. */
function withComma({ start, end }: Span, text: string): Span | undefined {
  const after = /^\s*,\s*/.exec(text.slice(end))?.[0];
  if (after !== undefined) return { start, end: end + after.length };
  const before = text.slice(0, start).trimEnd();
  // That comma may be the last character of a comment.
  const isInComment = before.slice(before.lastIndexOf("\n") + 1).includes("//");
  return before.endsWith(",") && !isInComment ? { start: before.length - 1, end } : undefined;
}

function isQuoted({ source: { text }, operator }: WrittenTest): boolean {
  return text[operator.start - 1] === '"' && text[operator.end] === '"';
}
