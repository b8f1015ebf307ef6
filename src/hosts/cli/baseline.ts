import { sync as writeFileAtomic } from "write-file-atomic";
import { hasLevel } from "../../diagnostics/levels.ts";
import { createDiagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { locate, type Location } from "../../text/source.ts";
import { readTextFile, reasonOf, whyUnread } from "../read-file.ts";
import { UsageError } from "./console.ts";
import type { PathOf } from "./known-by.ts";

/** Findings that were there when a project began to look for them: by file, rule and a path that no change of layout touches. */
export interface Entry {
  readonly file: string;
  readonly rule: string;
  readonly path: string;
  /** How many of them there are, where it is not one. */
  readonly count?: number;
}

/** An entry and where it stands in its file. */
export interface PlacedEntry extends Entry {
  readonly location: Location;
}

/** The baseline in a file; undefined where there is no such file. */
export function readBaseline(path: string, uri: string, shown: string): readonly PlacedEntry[] | undefined {
  const read = readTextFile(path);
  if ("problem" in read) {
    if (read.problem === "not-found") return undefined;
    throw new UsageError(`cannot read the baseline \`${shown}\`: ${whyUnread(read)}`);
  }
  const entries = entriesIn(read.text);
  if (entries === undefined)
    throw new UsageError(`\`${shown}\` is no baseline`, "`chimepolicy check FILE… --update-baseline` writes one where it is gone");
  const source = { uri, text: read.text };
  const paths = [...read.text.matchAll(/"path":\s*("(?:[^"\\]|\\.)*")/g)];
  return entries.map((entry, index) => {
    const [whole, written] = (paths.length === entries.length ? paths[index] : undefined) ?? ["", ""];
    const end = (paths[index]?.index ?? 0) + whole.length;
    return { ...entry, location: locate(source, { start: end - written.length, end }) };
  });
}

function entriesIn(text: string): readonly Entry[] | undefined {
  const value = parsed(text) as { readonly version?: unknown; readonly findings?: unknown } | undefined;
  if (value?.version !== 1 || !Array.isArray(value.findings)) return undefined;
  return value.findings.every(isEntry) ? value.findings : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Record<keyof Entry, unknown>> | null;
  if (entry === null || typeof entry !== "object") return false;
  const { file, rule, path, count = 1 } = entry;
  return [file, rule, path].every((one) => typeof one === "string") && Number.isInteger(count) && Number(count) > 0;
}

/**
 * The findings that a baseline does not have, and one for each of its entries that no finding needs. Of a file that was not checked,
 * or that IAM refuses, nobody knows what else would be found.
 */
export function applyBaseline(
  diagnostics: readonly Diagnostic[],
  entries: readonly PlacedEntry[],
  checked: ReadonlySet<string>,
  pathOf: PathOf,
): readonly Diagnostic[] {
  const left = new Map(entries.map((entry) => [keyOf(entry), entry.count ?? 1]));
  const kept = diagnostics.filter((diagnostic) => {
    const key = canWait(diagnostic) ? keyOf(entryOf(diagnostic, pathOf)) : "";
    const number = left.get(key) ?? 0;
    if (number > 0) left.set(key, number - 1);
    return number === 0;
  });
  const refused = new Set(kept.filter((one) => !canWait(one)).map(({ location }) => location.source.uri));
  const stale = entries.filter((entry) => checked.has(entry.file) && !refused.has(entry.file) && left.get(keyOf(entry))! > 0);
  return [...kept, ...stale.map((entry) => staleEntry(entry, left.get(keyOf(entry))!))];
}

function staleEntry({ rule, file, location }: PlacedEntry, number: number): Diagnostic {
  return createDiagnostic("stale-baseline-entry", { rule, file, number }, location, {
    help: "`chimepolicy check --update-baseline` on the same files takes it out",
  });
}

/** A baseline of findings; what it said of files that were not checked stays. */
export function baselineText(
  diagnostics: readonly Diagnostic[],
  before: readonly Entry[],
  checked: ReadonlySet<string>,
  pathOf: PathOf,
): string {
  const counts = new Map<string, { entry: Entry; count: number }>();
  const add = (entry: Entry, count: number): void => {
    const known = counts.get(keyOf(entry));
    counts.set(keyOf(entry), { entry, count: (known?.count ?? 0) + count });
  };
  for (const entry of before) if (!checked.has(entry.file)) add(entry, entry.count ?? 1);
  for (const diagnostic of diagnostics.filter(canWait)) add(entryOf(diagnostic, pathOf), 1);
  const findings = [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([
        ,
        {
          entry: { file, rule, path },
          count,
        },
      ]) => ({ file, rule, path, ...(count === 1 ? {} : { count }) }),
    );
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
}

/** What IAM itself refuses is wrong however long it has been there. */
export function canWait({ slug, severity }: Diagnostic): boolean {
  return slug !== "stale-baseline-entry" && (severity !== "error" || hasLevel(slug));
}

function entryOf(diagnostic: Diagnostic, pathOf: PathOf): Entry {
  return { file: diagnostic.location.source.uri, rule: diagnostic.slug, path: pathOf(diagnostic) };
}

function keyOf({ file, rule, path }: Entry): string {
  return `${file}\n${rule}\n${path}`;
}

/** Replaces a baseline as a whole, and leaves it untouched where it would not change. */
export function writeBaseline(path: string, shown: string, text: string): void {
  const existing = readTextFile(path);
  if ("text" in existing && existing.text === text) return;
  try {
    writeFileAtomic(path, text);
  } catch (error) {
    throw new UsageError(`cannot write \`${shown}\`: ${reasonOf(error)}`);
  }
}
