import XMLBuilder from "fast-xml-builder";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { renderTerminal } from "../../diagnostics/render/terminal.ts";
import { count, visible } from "../../diagnostics/render/words.ts";
import { lineMap } from "../../text/line-map.ts";
import type { Location } from "../../text/source.ts";

/** What is reported of one file. */
export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

export interface JunitCase {
  readonly name: string;
  readonly line: number;
  /** Why it was skipped. */
  readonly skipped?: string;
  /** What is wrong. */
  readonly failures: readonly Diagnostic[];
  /** What else there is to say. */
  readonly remarks?: readonly Diagnostic[];
}

/** Writes suites as JUnit XML, which has no schema of its own; this is what GitLab, Jenkins and pytest agree on. */
export function writeJunit(suites: readonly JunitSuite[], fileOf: (uri: string) => string): string {
  const text = (diagnostics: readonly Diagnostic[]): string =>
    plain(renderTerminal(diagnostics, { color: false, fileOf, summary: "" }).trim());
  const caseOf = ({ name, line, skipped, failures, remarks = [] }: JunitCase, file: string): object => ({
    ...attributes({ name, classname: file, file, line }),
    ...(skipped === undefined ? {} : { skipped: attributes({ message: skipped }) }),
    ...(failures.length === 0
      ? {}
      : { failure: { ...attributes({ message: headline(failures), type: failures[0]!.slug }), "#text": text(failures) } }),
    ...(remarks.length === 0 ? {} : { "system-out": text(remarks) }),
  });
  const all = suites.flatMap(({ cases }) => cases);
  const root = {
    "?xml": attributes({ version: "1.0", encoding: "UTF-8" }),
    testsuites: {
      ...attributes({ name: "chimepolicy", ...numbers(all) }),
      testsuite: suites.map(({ name, cases }) => ({
        ...attributes({ name, ...numbers(cases) }),
        testcase: cases.map((one) => caseOf(one, name)),
      })),
    },
  };
  return new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@", format: true, suppressEmptyNode: true }).build(root);
}

/** A suite a file of what `check` found: the file is right where it has no error. */
export function suitesOfFindings(
  diagnostics: readonly Diagnostic[],
  uris: readonly string[],
  fileOf: (uri: string) => string,
): readonly JunitSuite[] {
  return [...new Set([...uris, ...diagnostics.map(uriOf)])].map((uri) => {
    const own = diagnostics.filter((diagnostic) => uriOf(diagnostic) === uri);
    const failures = own.filter(({ severity }) => severity === "error");
    const remarks = own.filter(({ severity }) => severity !== "error");
    const name = fileOf(uri);
    return {
      name,
      cases: [{ name: "has no errors", line: failures[0] === undefined ? 1 : lineOf(failures[0].location), failures, remarks }],
    };
  });
}

/** The line on which a place begins. */
export function lineOf({ source, start }: Location): number {
  return lineMap(source.text).position(start).line;
}

function uriOf({ location }: Diagnostic): string {
  return location.source.uri;
}

function headline(failures: readonly Diagnostic[]): string {
  const more = failures.length - 1;
  return `${failures[0]!.message}${more === 0 ? "" : `, and ${count(more, "more failure")}`}`;
}

function numbers(cases: readonly JunitCase[]): Readonly<Record<string, number>> {
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
  return { tests: cases.length, failures: cases.filter(({ failures }) => failures.length > 0).length, errors: 0, skipped };
}

function attributes(values: Readonly<Record<string, string | number>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`@${name}`, plain(visible(String(value)))]));
}

/** XML has no way to write these characters. */
function plain(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}
