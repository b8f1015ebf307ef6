import { arnFields } from "../../src/catalog/arn-fields.ts";
import type { CatalogCounts } from "../../src/catalog/guard.ts";
import type { SourceEdition, SourceKey } from "../../src/catalog/edition.ts";
import type { AssembledAction, AssembledService } from "./assemble.ts";

/** The text of a service's file, as `src/catalog/service.ts` reads it. */
export function encodeService(service: AssembledService): string {
  const takes = table(service.actions, takesRow);
  const keySets = table(service.actions, (action) => action.conditionKeys.join(" "));
  const dependentSets = table(service.actions, (action) => action.dependentActions.join(" "));
  const words = service.actions.map((action) => {
    const letter = action.level[0]!;
    const level = action.permissionOnly ? letter.toUpperCase() : letter;
    return `${action.name}:${level}${takes.code(action)}${keySets.code(action)}${dependentSets.code(action)}`;
  });
  return stringify({
    service: service.prefix,
    name: service.name,
    actions: words.join(" "),
    takes: joinRows(takes.rows),
    keySets: joinRows(keySets.rows),
    dependentSets: joinRows(dependentSets.rows),
    resourceTypes: joinRows(
      service.resourceTypes.map((type) => `${type.name}|${type.templates.join(", ")}|${type.conditionKeys.join(" ")}`),
    ),
    conditionKeys: joinRows(service.conditionKeys.map(encodeKey)),
  });
}

const encodeKey = ({ key, type }: SourceKey): string => `${key} ${type}`;

function takesRow({ required, optional, tolerated }: AssembledAction): string {
  return [...required.map((set) => `!${set.join("|")}`), ...optional, ...tolerated.map((type) => `~${type}`)].join(",");
}

/** The distinct rows of a column, sorted, and the two-digit number of each action's row. */
function table(actions: readonly AssembledAction[], row: (action: AssembledAction) => string) {
  const rows = [...new Set(actions.map(row))].sort();
  const numbers = new Map(rows.map((text, at) => [text, at.toString(36).padStart(2, "0")]));
  if (rows.length > 36 ** 2) throw new Error(`${rows.length} rows do not fit two digits`);
  return { rows, code: (action: AssembledAction): string => numbers.get(row(action))! };
}

/** Rows as one text: a file is loaded faster, the fewer texts it holds. */
function joinRows(rows: readonly string[]): string {
  const bad = rows.find((row) => row.includes(";"));
  if (bad !== undefined) throw new Error(`a row holds a semicolon: ${bad}`);
  return rows.map((row) => `${row};`).join("");
}

/** The text of a service's descriptions. */
export function encodeDescriptions(service: AssembledService): string {
  return stringify({
    actions: Object.fromEntries(service.actions.map(({ name, description }) => [name, description])),
    conditionKeys: Object.fromEntries(service.conditionKeys.map(({ key, description }) => [key, description ?? ""])),
  });
}

/** What the index holds besides the list of services. */
export interface IndexFacts {
  readonly edition: SourceEdition;
  readonly dependents: SourceEdition;
  readonly counts: CatalogCounts;
  readonly globalKeys: readonly SourceKey[];
  readonly federationKeys: readonly SourceKey[];
  readonly openKeyFamilies: readonly string[];
}

/** The text of the index. Its dates are those of the data, so that the same data give the same file on any day. */
export function encodeIndex(services: readonly AssembledService[], files: ReadonlyMap<string, string>, facts: IndexFacts): string {
  const { edition, dependents } = facts;
  return stringify({
    version: `${edition.edition}@${edition.date}+${dependents.edition}@${dependents.date}`,
    actions: `${edition.edition} ${edition.date}`,
    dependents: `${dependents.edition} ${dependents.date}`,
    counts: facts.counts,
    globalKeys: joinRows(facts.globalKeys.map(encodeKey)),
    federationKeys: joinRows(facts.federationKeys.map(encodeKey)),
    openKeyFamilies: joinRows(facts.openKeyFamilies),
    arnServices: joinRows(encodeArnServices(services)),
    services: joinRows(services.map(({ prefix, name, actions }) => `${prefix} ${actions.length} ${files.get(prefix)!.length} ${name}`)),
  });
}

/** For each service name that ARNs hold, the services whose types have such ARNs, where it is not just the one of that name. */
function encodeArnServices(services: readonly AssembledService[]): readonly string[] {
  const users = new Map<string, Set<string>>();
  for (const { prefix, resourceTypes } of services) {
    for (const template of resourceTypes.flatMap(({ templates }) => templates)) {
      const name = arnFields(template)[2]!;
      if (!name.startsWith("$")) users.set(name, (users.get(name) ?? new Set()).add(prefix));
    }
  }
  const lines = [...users].map(([name, prefixes]) => [name, ...[...prefixes].sort()]);
  return lines
    .filter(([name, ...prefixes]) => prefixes.length > 1 || prefixes[0] !== name)
    .map((line) => line.join(" "))
    .sort();
}

/** JSON with one line for each field, without indentation. */
function stringify(content: object): string {
  return `${JSON.stringify(content, null, 1).replace(/\n +/g, "\n")}\n`;
}
