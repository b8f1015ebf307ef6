/** A half-open range of UTF-16 offsets in one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One text with its name. `uri` is what messages show and what imports resolve against. */
export interface Source {
  readonly uri: string;
  readonly text: string;
}

/** A span together with the source it lies in. */
export interface Location extends Span {
  readonly source: Source;
}

/** Whether a location lies within another. */
export function contains(outer: Location, inner: Location): boolean {
  return outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end;
}

/** The location of a span in a source. */
export function locate(source: Source, span: Span): Location {
  return { source, start: span.start, end: span.end };
}
