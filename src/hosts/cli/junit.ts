import XMLBuilder from "fast-xml-builder";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { renderTerminal } from "../../diagnostics/render/terminal.ts";
import { count, visible } from "../../diagnostics/render/words.ts";
import { lineMaps } from "../../text/line-map.ts";
import type { Location, Source } from "../../text/source.ts";

/** What is reported of one file. */
export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

export interface JunitCase {
  readonly name: string;
  /** Its beginning says on which line the case is. */
  readonly location: Location;
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
  const mapOf = lineMaps();
  const caseOf = ({ name, location: { source, start }, skipped, failures, remarks = [] }: JunitCase, file: string): object => ({
    ...attributes({ name, classname: file, file, line: mapOf(source).position(start).line }),
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
  sources: readonly Source[],
  fileOf: (uri: string) => string,
): readonly JunitSuite[] {
  const files = new Map<string, { readonly begin: Location; readonly findings: Diagnostic[] }>();
  for (const source of sources) files.set(source.uri, { begin: { source, start: 0, end: 0 }, findings: [] });
  for (const diagnostic of diagnostics) {
    const { uri } = diagnostic.location.source;
    const file = files.get(uri);
    if (file === undefined) files.set(uri, { begin: diagnostic.location, findings: [diagnostic] });
    else file.findings.push(diagnostic);
  }
  return [...files].map(([uri, { begin, findings }]) => {
    const failures = findings.filter(({ severity }) => severity === "error");
    const remarks = findings.filter(({ severity }) => severity !== "error");
    return { name: fileOf(uri), cases: [{ name: "has no errors", location: failures[0]?.location ?? begin, failures, remarks }] };
  });
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
