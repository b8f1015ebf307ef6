import { lineMaps, type Position } from "../../text/line-map.ts";
import type { Location } from "../../text/source.ts";
import type { Diagnostic, Severity } from "../diagnostic.ts";

export interface JsonRange {
  readonly start: Position;
  readonly end: Position;
}

/** Counts of findings by severity. */
export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly suggestions: number;
}

/** A place as data. */
export interface JsonPlace {
  readonly file: string;
  readonly range: JsonRange;
}

/** The findings as data, lines and columns from 1, offsets from 0, in UTF-16 units. `fileOf` gives the name shown for a uri. */
export function diagnosticsToJson(
  diagnostics: readonly Diagnostic[],
  fileOf: (uri: string) => string = (uri) => uri,
): { diagnostics: object[]; summary: Summary } {
  const { finding } = jsonWriter(fileOf);
  return { diagnostics: diagnostics.map(finding), summary: summarise(diagnostics) };
}

/** Writes places and findings as data. */
export function jsonWriter(fileOf: (uri: string) => string): {
  readonly place: (location: Location) => JsonPlace;
  readonly finding: (diagnostic: Diagnostic) => object;
} {
  const mapOf = lineMaps();
  const place = ({ source, start, end }: Location): JsonPlace => {
    const map = mapOf(source);
    return { file: fileOf(source.uri), range: { start: map.position(start), end: map.position(end) } };
  };
  const finding = ({ code, slug, severity, aws, message, help, location, notes, related, fixes }: Diagnostic): object => ({
    code,
    slug,
    severity,
    ...(aws === undefined ? {} : { aws }),
    message,
    ...(help === undefined ? {} : { help }),
    ...(notes.length === 0 ? {} : { notes }),
    ...place(location),
    related: related.map((one) => ({ message: one.message, ...place(one.location) })),
    fixes: fixes.map(({ title, edits }) => ({ title, edits: edits.map((edit) => ({ ...place(edit.location), newText: edit.newText })) })),
  });
  return { place, finding };
}

/** How many findings there are of each severity; security warnings count as warnings. */
export function summarise(diagnostics: readonly Diagnostic[]): Summary {
  const count = (...severities: readonly Severity[]): number => diagnostics.filter(({ severity }) => severities.includes(severity)).length;
  return { errors: count("error"), warnings: count("warning", "security-warning"), suggestions: count("suggestion") };
}
