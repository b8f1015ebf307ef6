import { tokenize } from "../../../grammar/lexer.ts";

interface Size {
  readonly tokens: number;
  readonly characters: number;
}

interface Result {
  readonly kind: "exact" | "suppressed" | "refused" | "not an identity policy";
  readonly reason?: string;
  readonly source?: Size;
  readonly json?: Size;
}

/** What became of all policies of one origin. */
export interface Outcome {
  readonly policies: number;
  readonly kinds: Readonly<Record<Result["kind"], number>>;
  readonly reasons: ReadonlyMap<string, number>;
  readonly source: Size;
  readonly json: Size;
}

/** The sums over single results. */
export function addUp(results: readonly Result[]): Outcome {
  const kinds = { exact: 0, suppressed: 0, refused: 0, "not an identity policy": 0 };
  const reasons = new Map<string, number>();
  for (const { kind, reason } of results) {
    kinds[kind] += 1;
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const sum = (of: "source" | "json"): Size => ({
    tokens: results.reduce((total, result) => total + (result[of]?.tokens ?? 0), 0),
    characters: results.reduce((total, result) => total + (result[of]?.characters ?? 0), 0),
  });
  return { policies: results.length, kinds, reasons, source: sum("source"), json: sum("json") };
}

/** The report as Markdown. */
export function printReport(outcomes: ReadonlyMap<string, Outcome>): string {
  const all = [...outcomes, ["all", total([...outcomes.values()])] as const];
  const counts = all.map(([title, { policies, kinds }]) => [
    title,
    ...[policies, kinds.exact, kinds.suppressed, kinds.refused, kinds["not an identity policy"]].map(number),
  ]);
  const sizes = all.map(([title, { source, json }]) => [
    title,
    ...[source.tokens, json.tokens].map(number),
    percent(source.tokens, json.tokens),
    ...[source.characters, json.characters].map(number),
    percent(source.characters, json.characters),
  ]);
  const reasons = [...total([...outcomes.values()]).reasons].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    table(["policies", "all", "imported exactly", "with suppressions", "refused", "no identity policy"], counts),
    "Why policies have no source:\n",
    table(
      ["reason", "policies"],
      reasons.map(([reason, count]) => [reason, number(count)]),
    ),
    "How long the sources are, against the canonical JSON without white space:\n",
    table(["policies", "tokens", "of JSON", "ratio", "characters", "of JSON", "ratio"], sizes),
  ].join("\n");
}

function total(outcomes: readonly Outcome[]): Outcome {
  const kinds = { exact: 0, suppressed: 0, refused: 0, "not an identity policy": 0 };
  const reasons = new Map<string, number>();
  for (const outcome of outcomes) {
    for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) kinds[kind] += outcome.kinds[kind];
    for (const [reason, count] of outcome.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  }
  const sum = (of: "source" | "json", what: keyof Size): number => outcomes.reduce((figure, outcome) => figure + outcome[of][what], 0);
  return {
    policies: outcomes.reduce((figure, { policies }) => figure + policies, 0),
    kinds,
    reasons,
    source: { tokens: sum("source", "tokens"), characters: sum("source", "characters") },
    json: { tokens: sum("json", "tokens"), characters: sum("json", "characters") },
  };
}

function number(figure: number): string {
  return figure.toLocaleString("en-US");
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

/** A table of Markdown, laid out as prettier does; `align` says where the columns after the first stand. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], align: "left" | "right" = "right"): string {
  const isLeft = (column: number): boolean => column === 0 || align === "left";
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (isLeft(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(" | ")} |`;
  const rule = widths.map((width, column) => (isLeft(column) ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return `${[line(head), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n")}\n`;
}

/** How many tokens a source has, comments not counted. */
export function sourceTokens(text: string): number {
  return tokenize(text).tokens.length;
}

/** How many tokens a JSON text has. */
export function jsonTokens(text: string): number {
  return text.match(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[\w.+-]+/g)?.length ?? 0;
}
