import type { Related } from "../diagnostics/diagnostic.ts";
import type { Location, Source } from "../text/source.ts";

/** Where a finding is shown, and what leads from there to the part that it is about. */
export interface Place {
  readonly location: Location;
  readonly related: readonly Related[];
}

/** A statement and the includes that led to it, the outermost first. */
export interface IncludedStatement {
  readonly location: Location;
  readonly includedBy: readonly Location[];
}

/** The place of a part of a statement, or where that lies in another file than its document, what the document names it by. */
export function placeIn(home: Source, { location: statement, includedBy }: IncludedStatement, part: Location): Place {
  const includes = includedBy.map((location) => ({ message: "included here", location }));
  if (part.source === home) return { location: part, related: includes };
  const all = [
    ...includes,
    { message: "in this statement", location: statement },
    ...(samePlace(statement, part) ? [] : [{ message: "this part of it", location: part }]),
  ];
  const first = all.find(({ location }) => location.source === home)?.location ?? part;
  return { location: first, related: all.filter(({ location }) => location !== first) };
}

/** Equal for places that are shown alike. */
export function placeKey({ location, related }: Place): string {
  const key = ({ source, start, end }: Location): string => `${source.uri}:${start}-${end}`;
  return [location, ...related.filter(({ message }) => message !== "this part of it").map((one) => one.location)].map(key).join(" ");
}

function samePlace(a: Location, b: Location): boolean {
  return a.source === b.source && a.start === b.start && a.end === b.end;
}
