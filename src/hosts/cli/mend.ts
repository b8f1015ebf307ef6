import type { Diagnostic, Fix } from "../../diagnostics/diagnostic.ts";
import { applyFixes } from "../../fix.ts";
import type { EntryFile } from "../../load.ts";
import { lineMap } from "../../text/line-map.ts";
import type { Location } from "../../text/source.ts";

/** What mending some files gave. */
export interface Mended {
  readonly files: readonly EntryFile[];
  /** The findings that are left. */
  readonly diagnostics: readonly Diagnostic[];
  /** Each fix that was made, with the place it had then. */
  readonly made: readonly { readonly uri: string; readonly line: number; readonly column: number; readonly title: string }[];
}

/** A fix can make room for another; more rounds than this would mean that two undo each other. */
const mostRounds = 10;

/** Makes the fixes of all findings, round by round, in the named files only. */
export function mend(files: readonly EntryFile[], check: (files: readonly EntryFile[]) => readonly Diagnostic[]): Mended {
  let diagnostics = check(files);
  const made: Mended["made"][number][] = [];
  for (let round = 0; round < mostRounds; round++) {
    const chosen = choose(mendable(diagnostics, files));
    if (chosen.length === 0) break;
    const texts = applyFixes(chosen);
    const next = files.map(({ uri, text }) => ({ uri, text: texts.get(uri) ?? text }));
    if (next.every(({ text }, index) => text === files[index]!.text)) break;
    for (const { location, fixes } of chosen) {
      const { line, column } = lineMap(location.source.text).position(location.start);
      made.push({ uri: location.source.uri, line, column, title: fixes[0]!.title });
    }
    files = next;
    diagnostics = check(files);
  }
  return { files, diagnostics, made };
}

/** The findings with one fix, which changes nothing but named files. Where there are several, the author chooses. */
export function mendable(diagnostics: readonly Diagnostic[], files: readonly EntryFile[]): readonly Diagnostic[] {
  const named = new Set(files.map(({ uri }) => uri));
  return diagnostics.filter(
    ({ fixes: [fix, ...others] }) =>
      fix !== undefined && others.length === 0 && fix.edits.every(({ location }) => named.has(location.source.uri)),
  );
}

/** Of findings whose fixes touch the same text, the first; the others come in the next round. */
function choose(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const taken: Location[] = [];
  return diagnostics.flatMap((diagnostic) => {
    const fix = diagnostic.fixes[0]!;
    const places = fix.edits.map(({ location }) => location);
    if (places.some((place) => taken.some((other) => touches(place, other)))) return [];
    taken.push(...places);
    return [{ ...diagnostic, fixes: [inLineEndsOfFile(fix)] }];
  });
}

function touches(a: Location, b: Location): boolean {
  return a.source.uri === b.source.uri && ((a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end));
}

function inLineEndsOfFile({ title, edits }: Fix): Fix {
  return {
    title,
    edits: edits.map(({ location, newText }) => {
      const { text } = location.source;
      const isWindows = text.charAt(text.indexOf("\n") - 1) === "\r";
      return { location, newText: isWindows ? newText.replaceAll(/\r?\n/g, "\r\n") : newText };
    }),
  };
}
