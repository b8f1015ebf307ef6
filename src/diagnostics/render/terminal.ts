import pc from "picocolors";
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { createPlaces, textWidthOf } from "./places.ts";
import { count, visible, wrap } from "./words.ts";

export interface TerminalOptions {
  readonly color: boolean;
  /** The name shown for a uri. */
  readonly fileOf?: (uri: string) => string;
  /** How many columns the terminal has; where it is not known, text is broken at 100 and code at 160. */
  readonly width?: number | undefined;
  /** How many findings are shown with their code; the others get one line each. */
  readonly frames?: number;
  /** What to say after the count, one a line. */
  readonly hints?: readonly string[];
  /** What a finding belongs to, said behind its place. */
  readonly within?: (diagnostic: Diagnostic) => string;
  /** The last lines, in place of the count. */
  readonly summary?: string;
}

/** Of long lists of notes, this many are shown. */
const mostNotes = 10;
const mostLines = 1000;

/** The findings for people: what is wrong, a code frame, related places, help; and a line that counts them. */
export function renderTerminal(diagnostics: readonly Diagnostic[], options: TerminalOptions): string {
  if (diagnostics.length === 0) return "";
  const { color, fileOf = (uri) => uri, width, frames = Number.POSITIVE_INFINITY, hints = [], within = () => "" } = options;
  const paint = pc.createColors(color);
  const colorOf: Readonly<Record<Severity, (text: string) => string>> = {
    error: paint.red,
    "security-warning": paint.magenta,
    warning: paint.yellow,
    suggestion: paint.cyan,
  };
  const textWidth = textWidthOf(width);
  const { position, frame, related: relatedLines, labelled } = createPlaces({ color, fileOf, width });

  const title = ({ code, slug, severity, message }: Diagnostic): string => {
    const label = `${severity}[${code}] `;
    const words = wrap(
      `${visible(message)} (${slug})`,
      width === undefined ? Number.POSITIVE_INFINITY : Math.max(30, textWidth - label.length),
    );
    const whole = words.join(`\n${" ".repeat(label.length)}`);
    const cut = whole.length - slug.length - 2;
    return `${paint.bold(colorOf[severity](label.trimEnd()))} ${paint.bold(whole.slice(0, cut))}${paint.dim(whole.slice(cut))}`;
  };

  const block = (diagnostic: Diagnostic): string => {
    const { severity, help, location, notes } = diagnostic;
    const shownNotes =
      notes.length > mostNotes + 2
        ? [...notes.slice(0, mostNotes), `… and ${notes.length - mostNotes} more, which \`--format json\` lists`]
        : notes;
    return [
      title(diagnostic),
      `  ${paint.dim("at")} ${paint.cyan(position(location))}${visible(within(diagnostic))}`,
      frame(location, (text) => paint.bold(colorOf[severity](text))),
      ...relatedLines(diagnostic.related),
      ...shownNotes.map((note) => labelled("note", note, paint.bold)),
      ...(help === undefined ? [] : [labelled("help", help, (text) => paint.bold(paint.green(text)))]),
    ].join("\n");
  };

  const oneLine = ({ code, severity, message, location }: Diagnostic): string =>
    `${paint.cyan(position(location))}: ${colorOf[severity](`${severity}[${code}]`)} ${visible(message)}`;

  const parts = diagnostics.slice(0, frames).map(block);
  const brief = diagnostics.slice(frames, frames + mostLines).map(oneLine);
  if (brief.length > 0) parts.push([paint.bold("and in brief:"), ...brief].join("\n"));
  const unseen = diagnostics.length - parts.length - brief.length + (brief.length > 0 ? 1 : 0);
  if (unseen > 0) parts.push(`… and ${unseen} more, which \`--format json\` lists`);
  const files = new Set(diagnostics.map(({ location }) => location.source.uri)).size;
  const counted = `${countLine(diagnostics)}${files > 1 && width !== undefined ? ` in ${files} files` : ""}`;
  parts.push(options.summary ?? [paint.bold(counted), ...hints.map(visible)].join("\n"));
  return `${parts.join("\n\n")}\n`;
}

/** "2 errors, 1 security warning, 3 warnings" */
export function countLine(diagnostics: readonly Diagnostic[]): string {
  const severities = ["error", "security-warning", "warning", "suggestion"] as const;
  const parts = severities.flatMap((severity) => {
    const number = diagnostics.filter((one) => one.severity === severity).length;
    return number === 0 ? [] : [count(number, severity.replace("-", " "))];
  });
  return parts.length === 0 ? "no findings" : parts.join(", ");
}
