import pc from "picocolors";
import { lineMaps } from "../../text/line-map.ts";
import type { Location } from "../../text/source.ts";
import type { Related } from "../diagnostic.ts";
import { codeFrame } from "./frame.ts";
import { count, visible, wrap } from "./words.ts";

export interface PlacesOptions {
  readonly color: boolean;
  /** The name shown for a uri. */
  readonly fileOf: (uri: string) => string;
  /** How many columns the terminal has; where it is not known, text is broken at 100 and code at 160. */
  readonly width: number | undefined;
}

/** How places are shown to people. */
export interface Places {
  /** `help-desk.chimepolicy:8:3` */
  readonly position: (location: Location) => string;
  /** The lines around a place, the place marked. */
  readonly frame: (location: Location, paintMark: (text: string) => string) => string;
  /** Places with their words, the first ones with their code. */
  readonly related: (list: readonly Related[]) => readonly string[];
  /** `note: …`, broken into lines. */
  readonly labelled: (label: string, text: string, paintLabel: (text: string) => string) => string;
}

const mostRelatedFrames = 3;
const mostRelated = 8;
const mostNoteLines = 5;

/** Shows places of any number of sources. */
export function createPlaces({ color, fileOf, width }: PlacesOptions): Places {
  const paint = pc.createColors(color);
  const codeWidth = width === undefined ? 165 : Math.max(40, width) - 2;
  const mapOf = lineMaps();
  const labelled = (message: string, position: string): string => {
    const text = `${message}: ${position}`;
    const broken = width === undefined ? text : wrap(text, textWidthOf(width) - 4).join("\n    ");
    if (!broken.endsWith(position)) return `  ${paint.bold(broken)}`;
    const cut = broken.length - position.length;
    return `  ${paint.bold(broken.slice(0, cut))}${paint.cyan(position)}`;
  };
  const places: Places = {
    position({ source, start }) {
      const { line, column } = mapOf(source).position(start);
      return `${visible(fileOf(source.uri))}:${line}:${column}`;
    },
    frame: (location, paintMark) =>
      indent(codeFrame(location, mapOf(location.source), { width: codeWidth, paintMark, paintMargin: paint.dim })),
    related(list) {
      const lines: string[] = [];
      for (const [index, { message, location }] of list.slice(0, mostRelated).entries()) {
        lines.push(labelled(visible(message), places.position(location)));
        if (index < mostRelatedFrames) lines.push(places.frame(location, paint.cyan));
      }
      if (list.length > mostRelated) lines.push(paint.dim(`  … and ${count(list.length - mostRelated, "place")} more`));
      return lines;
    },
    labelled(label, text, paintLabel) {
      const lines = shorten(wrap(visible(text), textWidthOf(width) - label.length - 4));
      return `  ${paintLabel(label)}: ${lines.join(`\n${" ".repeat(label.length + 4)}`)}`;
    },
  };
  return places;
}

/** How wide text may be. */
export function textWidthOf(width: number | undefined): number {
  return Math.max(40, Math.min(width ?? 100, 100));
}

/** A list of hundreds of names in one note is cut, at a comma. */
function shorten(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostNoteLines + 2) return lines;
  const left = lines.slice(mostNoteLines).join(" ").split(", ").length;
  return [...lines.slice(0, mostNoteLines), `… and ${left} more, which \`--format json\` lists`];
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
