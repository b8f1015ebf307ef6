import { damaged, parseFile } from "./damage.ts";
import type { CatalogSource } from "./types.ts";

/** AWS's words about a service: for people, never for checks. */
export interface Descriptions {
  /** By the name of the action in the catalog's spelling: "Grants permission to get the meeting details". */
  action(name: string): string | undefined;
  /** By the name of the condition key as the catalog writes it. */
  conditionKey(name: string): string | undefined;
}

/** The descriptions of a service; undefined when the source has none. */
export function describe(source: CatalogSource, service: string): Descriptions | undefined {
  const file = `descriptions/${service}`;
  const text = source.read(file);
  if (text === undefined) return undefined;
  const content = parseFile(file, text);
  const lookup = (field: string): ((name: string) => string | undefined) => {
    const table = content[field];
    if (typeof table !== "object" || table === null) throw damaged(file, `\`${field}\` is no table`);
    return (name) => {
      const value: unknown = Object.hasOwn(table, name) ? (table as Readonly<Record<string, unknown>>)[name] : undefined;
      return typeof value === "string" ? value : undefined;
    };
  };
  return { action: lookup("actions"), conditionKey: lookup("conditionKeys") };
}
