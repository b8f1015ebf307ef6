import type { Fix as SarifFix, Log, PhysicalLocation, Region, ReportingDescriptor, Result } from "sarif";
import { lineMaps } from "../../text/line-map.ts";
import type { Location } from "../../text/source.ts";
import type { CodeDefinition } from "../codes/define.ts";
import { awsNames, codes, type Slug } from "../codes/index.ts";
import type { Diagnostic, Fix, Severity } from "../diagnostic.ts";
import { visible } from "./words.ts";

export interface SarifOptions {
  readonly version: string;
  /** The name of a uri's file, from the root of the repository. */
  readonly fileOf: (uri: string) => string;
  /** The page of a code, in Markdown. */
  readonly pageOf: (slug: Slug) => string;
  /** What a finding is known by from one run to the next, whatever its line. */
  readonly fingerprintOf: (diagnostic: Diagnostic) => string;
}

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  "security-warning": "warning",
  warning: "warning",
  suggestion: "note",
};

/** The findings as a log of SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifLog(diagnostics: readonly Diagnostic[], options: SarifOptions): Log {
  const slugs = [...new Set(diagnostics.map(({ slug }) => slug))].toSorted((a, b) => (codes[a].code < codes[b].code ? -1 : 1));
  const write = resultWriter(slugs, options);
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "chimepolicy",
            semanticVersion: options.version,
            rules: slugs.map((slug) => ruleOf(slug, options.pageOf(slug))),
          },
        },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map(write),
      },
    ],
  };
}

function ruleOf(slug: Slug, page: string): ReportingDescriptor {
  const { code, severity }: CodeDefinition<never> = codes[slug];
  const aws = awsNames(slug);
  const intro = page.split("\n\n").find((part) => !part.startsWith("#")) ?? slug;
  const text = intro.replaceAll(/\s+/g, " ");
  const source = /^Source: \[[^\]]*\]\((\S+)\)$/m.exec(page)?.[1];
  return {
    id: code,
    name: slug,
    shortDescription: { text: /^.+?[.:](?= |$)/.exec(text)?.[0] ?? text },
    fullDescription: { text },
    help: { text: page, markdown: page },
    ...(source === undefined ? {} : { helpUri: source }),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: severity === "security-warning" ? ["iam", "security"] : ["iam"],
      ...(aws.length === 0 ? {} : { accessAnalyzer: [...aws] }),
    },
  };
}

function resultWriter(slugs: readonly Slug[], { fileOf, fingerprintOf }: SarifOptions): (diagnostic: Diagnostic) => Result {
  const mapOf = lineMaps();
  const fingerprints = new Map<string, number>();
  const artifactOf = ({ source }: Location): { uri: string } => ({ uri: fileOf(source.uri).split("/").map(encodeURIComponent).join("/") });
  const regionOf = ({ source, start, end }: Location): Region => {
    const [from, to] = [mapOf(source).position(start), mapOf(source).position(end)];
    const lines = { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
    return { ...lines, charOffset: start, charLength: end - start };
  };
  const placeOf = (location: Location): PhysicalLocation => ({ artifactLocation: artifactOf(location), region: regionOf(location) });
  const fixOf = ({ title, edits }: Fix): SarifFix => {
    const files = [...new Set(edits.map(({ location }) => location.source.uri))];
    return {
      description: { text: visible(title) },
      artifactChanges: files.map((uri) => {
        const own = edits.filter(({ location }) => location.source.uri === uri);
        return {
          artifactLocation: artifactOf(own[0]!.location),
          replacements: own.map(({ location, newText }) => ({ deletedRegion: regionOf(location), insertedContent: { text: newText } })),
        };
      }),
    };
  };
  /** The second finding of one fingerprint is another one. */
  const numbered = (fingerprint: string): string => {
    const number = (fingerprints.get(fingerprint) ?? 0) + 1;
    fingerprints.set(fingerprint, number);
    return `${fingerprint}:${number}`;
  };
  return (diagnostic) => {
    const { code, slug, severity, aws, message, notes, help, location, related, fixes } = diagnostic;
    const text = [message, ...notes.map((note) => `note: ${note}`), ...(help === undefined ? [] : [`help: ${help}`])]
      .map(visible)
      .join("\n");
    return {
      ruleId: code,
      ruleIndex: slugs.indexOf(slug),
      level: levels[severity],
      message: { text },
      locations: [{ physicalLocation: placeOf(location) }],
      ...(related.length === 0
        ? {}
        : {
            relatedLocations: related.map((one, id) => ({
              id,
              message: { text: visible(one.message) },
              physicalLocation: placeOf(one.location),
            })),
          }),
      ...(fixes.length === 0 ? {} : { fixes: fixes.map(fixOf) }),
      partialFingerprints: { "chimepolicy/v1": numbered(fingerprintOf(diagnostic)) },
      properties: { severity, ...(aws === undefined ? {} : { accessAnalyzer: aws }) },
    };
  };
}
