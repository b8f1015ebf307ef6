import pc from "picocolors";
import type { TouchedDocument, MovedGrant } from "../../build/touched.ts";
import {
  isEmpty,
  type CatalogDifference,
  type Change,
  type ChangedAction,
  type ChangedKey,
  type Difference,
  type Moves,
  type ServiceDifference,
} from "../../catalog/compare.ts";
import { count, wrap } from "../../diagnostics/render/words.ts";
import { diagnosticsToJson } from "../../diagnostics/render/json.ts";
import type { Location } from "../../text/source.ts";
import { lineMap } from "../../text/line-map.ts";
import type { Touched } from "../../touched-by-catalog.ts";
import type { Look, Shown } from "./catalog-pages.ts";

/** The two catalogs as messages call them. */
interface Names {
  readonly before: string;
  readonly after: string;
}

/** How two catalogs differ, and which documents of a project that touches, where there is a project. */
export function showDifference(
  difference: CatalogDifference,
  names: Names,
  touched: Touched | undefined,
  fileOf: (uri: string) => string,
): Shown {
  const { before, after, services, globalKeys } = difference;
  const data = {
    before: { ...before, from: names.before },
    after: { ...after, from: names.after },
    services,
    globalKeys,
    summary: countAll(difference),
    ...(touched === undefined
      ? {}
      : {
          documents: touched.documents.map(({ location, isRewritten, ...document }) => ({
            ...document,
            rewritten: isRewritten,
            file: fileOf(location.source.uri),
          })),
          errors: diagnosticsToJson(touched.errors, fileOf).diagnostics,
        }),
  };
  const text = (look: Look): string => {
    const paper = createPaper(look);
    const { paint } = paper;
    const lines = [
      `${paint.red("-")} catalog ${before.version} of ${before.date} (${names.before})`,
      `${paint.green("+")} catalog ${after.version} of ${after.date} (${names.after})`,
      "",
      ...services.flatMap((service) => [...serviceLines(service, paper), ""]),
      ...(isEmpty(globalKeys)
        ? []
        : [paint.bold("Condition keys of every service"), ...listLines(globalKeys, (key) => `  ${key.type}`, keyFacts, paper), ""]),
      ...(touched === undefined ? [] : documentLines(touched, paper, fileOf)),
      paint.bold(summaryLine(difference)),
    ];
    return `${lines.join("\n")}\n`;
  };
  return { data, text };
}

interface Paper extends Look {
  readonly paint: ReturnType<typeof pc.createColors>;
}

function createPaper(look: Look): Paper {
  return { ...look, paint: pc.createColors(look.color) };
}

function serviceLines({ service, name, state, actions, resourceTypes, conditionKeys }: ServiceDifference, paper: Paper): readonly string[] {
  const { paint } = paper;
  const whole = { added: paint.green(" a new service"), removed: paint.red(" the service is gone"), changed: "" }[state];
  return [
    `${paint.bold(`${name} (${service})`)}${whole}`,
    ...listLines(actions, (action) => `  ${action.level}`, actionFacts, paper),
    ...listLines(
      resourceTypes,
      () => "  resource type",
      ({ arns, conditionKeys: keys }) => [...moveFact("ARNs", arns), ...moveFact("condition keys", keys)],
      paper,
    ),
    ...listLines(conditionKeys, (key) => `  condition key, ${key.type}`, keyFacts, paper),
  ];
}

type Fact = readonly [label: string, text: string];

function listLines<Item extends { readonly name: string }, Changed extends { readonly name: string }>(
  { added, removed, changed }: Difference<Item, Changed>,
  remark: (item: Item) => string,
  facts: (changed: Changed) => readonly Fact[],
  paper: Paper,
): readonly string[] {
  const { paint } = paper;
  return [
    ...added.map((item) => ({ name: item.name, lines: [`  ${paint.green("+")} ${item.name}${paint.dim(remark(item))}`] })),
    ...removed.map((item) => ({ name: item.name, lines: [`  ${paint.red("-")} ${item.name}${paint.dim(remark(item))}`] })),
    ...changed.map((item) => ({ name: item.name, lines: [`  ${paint.yellow("~")} ${item.name}`, ...factLines(facts(item), paper)] })),
  ]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ lines }) => lines);
}

function factLines(facts: readonly Fact[], { paint, width }: Paper): readonly string[] {
  const margin = " ".repeat(6);
  return facts.flatMap(([label, text]) => {
    const wrapped = width === undefined ? [text] : wrap(text, Math.max(30, width - margin.length - label.length - 2));
    return [`${margin}${paint.dim(`${label}:`)} ${wrapped.join(`\n${margin}${" ".repeat(label.length + 2)}`)}`];
  });
}

function actionFacts(action: ChangedAction): readonly Fact[] {
  return [
    ...changeFact("spelling", action.spelling),
    ...changeFact("level", action.level),
    ...changeFact("permission only", action.permissionOnly),
    ...moveFact("resource types", action.resourceTypes),
    ...moveFact("always needed", action.requiredTypes),
    ...moveFact("also seen on", action.toleratedTypes),
    ...moveFact("condition keys", action.conditionKeys),
    ...moveFact("dependent actions", action.dependentActions),
  ];
}

function keyFacts({ spelling, type }: ChangedKey): readonly Fact[] {
  return [...changeFact("spelling", spelling), ...changeFact("type", type)];
}

function changeFact(label: string, change: Change<string | boolean> | undefined): readonly Fact[] {
  return change === undefined ? [] : [[label, `${word(change.before)} → ${word(change.after)}`]];
}

function word(fact: string | boolean): string {
  return typeof fact === "string" ? fact : fact ? "yes" : "no";
}

function moveFact(label: string, moves: Moves | undefined): readonly Fact[] {
  if (moves === undefined) return [];
  return [[label, [...moves.added.map((one) => `+ ${one}`), ...moves.removed.map((one) => `- ${one}`)].join(", ")]];
}

function documentLines({ documents, total, errors }: Touched, paper: Paper, fileOf: (uri: string) => string): readonly string[] {
  const { paint } = paper;
  const head = `${documents.length} of ${count(total, "document")} of this project ${documents.length === 1 ? "is" : "are"} touched`;
  const findings = errors.map(({ message, location }) => `  ${paint.red("error")} ${placeOf(location, fileOf)}: ${message}`);
  return [
    paint.bold(head),
    ...documents.flatMap((document) => touchedLines(document, paper, fileOf)),
    "",
    ...(errors.length === 0 ? [] : [paint.bold(`${count(errors.length, "error")} more than with the first catalog`), ...findings, ""]),
  ];
}

function touchedLines(document: TouchedDocument, paper: Paper, fileOf: (uri: string) => string): readonly string[] {
  const { paint } = paper;
  const facts: readonly Fact[] = [
    ...document.widened.map((grant): Fact => ["widened", movedText(grant, true)]),
    ...document.narrowed.map((grant): Fact => ["narrowed", movedText(grant, false)]),
    ...(document.gone.length === 0 ? [] : [["names that are gone", list(document.gone)] as const]),
    ...(document.changed.length === 0 ? [] : [["names of which something changed", list(document.changed)] as const]),
    ...(document.isRewritten ? [["rewritten", "its resources or conditions come out otherwise"] as const] : []),
  ];
  return [`  ${document.document}${paint.dim(`  ${placeOf(document.location, fileOf)}`)}`, ...factLines(facts, paper)];
}

function placeOf({ source, start }: Location, fileOf: (uri: string) => string): string {
  const { line, column } = lineMap(source.text).position(start);
  return `${fileOf(source.uri)}:${line}:${column}`;
}

function movedText({ effect, expression, actions }: MovedGrant, widens: boolean): string {
  const verb = effect === "Allow" ? "grants" : "denies";
  const more = (effect === "Allow") === widens ? "more" : "fewer";
  return `\`${expression}\` ${verb} ${count(actions.length, "action")} ${more}: ${list(actions)}`;
}

const mostNames = 12;

function list(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(", ");
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

interface Counts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

function countAll({ services, globalKeys }: CatalogDifference): Readonly<Record<"actions" | "resourceTypes" | "conditionKeys", Counts>> {
  const sum = (lists: readonly Difference<unknown, unknown>[]): Counts => ({
    added: lists.reduce((total, one) => total + one.added.length, 0),
    removed: lists.reduce((total, one) => total + one.removed.length, 0),
    changed: lists.reduce((total, one) => total + one.changed.length, 0),
  });
  return {
    actions: sum(services.map(({ actions }) => actions)),
    resourceTypes: sum(services.map(({ resourceTypes }) => resourceTypes)),
    conditionKeys: sum([globalKeys, ...services.map(({ conditionKeys }) => conditionKeys)]),
  };
}

function summaryLine(difference: CatalogDifference): string {
  const { actions, resourceTypes, conditionKeys } = countAll(difference);
  const part = (name: string, { added, removed, changed }: Counts): readonly string[] => {
    const words = [
      ...(added === 0 ? [] : [`${added} added`]),
      ...(removed === 0 ? [] : [`${removed} removed`]),
      ...(changed === 0 ? [] : [`${changed} changed`]),
    ];
    return words.length === 0 ? [] : [`${name}: ${words.join(", ")}`];
  };
  const parts = [...part("actions", actions), ...part("resource types", resourceTypes), ...part("condition keys", conditionKeys)];
  if (parts.length === 0) return "the two catalogs say the same";
  return [...(difference.services.length === 0 ? [] : [count(difference.services.length, "service")]), ...parts].join("; ");
}
