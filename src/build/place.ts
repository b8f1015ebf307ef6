import type { Location, Source, Span } from "../text/source.ts";

/** A location without its text. */
export interface Place extends Span {
  readonly uri: string;
}

/** Gives the source of a uri. */
export type SourceOf = (uri: string) => Source;

/** The place of a location. */
export function placeOf({ source: { uri }, start, end }: Location): Place {
  return { uri, start, end };
}

/** The location of a place. */
export function locationOf({ uri, start, end }: Place, sourceOf: SourceOf): Location {
  return { source: sourceOf(uri), start, end };
}
