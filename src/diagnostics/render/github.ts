import { lineMaps } from "../../text/line-map.ts";
import type { Location } from "../../text/source.ts";
import type { Diagnostic, Related, Severity } from "../diagnostic.ts";
import { visible } from "./words.ts";

export interface GithubOptions {
  /** The name of a uri's file, from the root of the repository. */
  readonly fileOf?: (uri: string) => string;
  /** What is said above a finding; its code and name where nothing is given. */
  readonly titleOf?: (diagnostic: Diagnostic) => string;
}

const kinds: Readonly<Record<Severity, "error" | "warning" | "notice">> = {
  error: "error",
  "security-warning": "warning",
  warning: "warning",
  suggestion: "notice",
};

/** The findings as annotations of GitHub Actions: one workflow command a line. */
export function renderGithub(diagnostics: readonly Diagnostic[], options: GithubOptions = {}): string {
  const { fileOf = (uri) => uri, titleOf = ({ code, slug }) => `${code} ${slug}` } = options;
  const mapOf = lineMaps();
  const place = ({ source, start, end }: Location): Readonly<Record<string, string | number>> => {
    const [from, to] = [mapOf(source).position(start), mapOf(source).position(end)];
    const file = fileOf(source.uri);
    return from.line === to.line
      ? { file, line: from.line, col: from.column, endLine: to.line, endColumn: to.column }
      : { file, line: from.line, endLine: to.line };
  };
  const relatedLine = ({ message, location: { source, start } }: Related): string => {
    const { line, column } = mapOf(source).position(start);
    return `${message}: ${fileOf(source.uri)}:${line}:${column}`;
  };
  const messageOf = ({ message, notes, related, help }: Diagnostic): string => {
    const lines = [
      message,
      ...related.map(relatedLine),
      ...notes.map((note) => `note: ${note}`),
      ...(help === undefined ? [] : [`help: ${help}`]),
    ];
    return lines.map(visible).join("\n");
  };
  return diagnostics
    .map((diagnostic) =>
      workflowCommand(kinds[diagnostic.severity], { ...place(diagnostic.location), title: titleOf(diagnostic) }, messageOf(diagnostic)),
    )
    .join("");
}

/**
 * One workflow command and its line end. Columns go with places within one line only.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function workflowCommand(
  kind: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${kind}${list.length === 0 ? "" : ` ${list.join(",")}`}::${escapeData(message)}\n`;
}

/** A line break would end the command, and so could what comes behind it begin another. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
