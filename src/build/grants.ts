import type { CheckedDocument, CheckedPattern, CheckedStatement } from "../ast/checked.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { locate, type Location } from "../text/source.ts";
import { placeOf, type Place } from "./place.ts";

/** What a wildcard, a level filter or an `except` of a document stands for in the catalog of today. */
export interface OpenGrant {
  readonly document: string;
  readonly effect: "Allow" | "Deny";
  /** As IAM has it, `chime:Get*`; where names are computed, as the source has it and where: `chime:*[read] in roles.chimepolicy`. */
  readonly expression: string;
  /** The same without the place. */
  readonly written: string;
  /** Qualified names, sorted; undefined for what holds every action, or all but some. */
  readonly actions: readonly string[] | undefined;
  readonly place: Place;
}

/** All that a document leaves to the catalog, in the order of its statements, each expression once for each effect. */
export function openGrants(document: CheckedDocument, catalog: Catalog): readonly OpenGrant[] {
  const grants = new Map<string, OpenGrant & { readonly names: Set<string> | undefined }>();
  for (const statement of document.statements) {
    for (const { expression, written, names, place } of openParts(statement, catalog)) {
      const key = `${statement.effect} ${expression}`;
      const known = grants.get(key);
      if (known === undefined)
        grants.set(key, { document: document.name, effect: statement.effect, expression, written, actions: undefined, place, names });
      else for (const name of names ?? []) known.names?.add(name);
    }
  }
  return [...grants.values()].map(({ names, ...grant }) => ({
    ...grant,
    actions: names === undefined ? undefined : [...names].toSorted(),
  }));
}

interface OpenPart {
  readonly expression: string;
  readonly written: string;
  readonly names: Set<string> | undefined;
  readonly place: Place;
}

function openParts({ actions }: CheckedStatement, catalog: Catalog): readonly OpenPart[] {
  const [first] = actions.patterns;
  if (actions.negated) {
    if (first === undefined) return [];
    const expression = `* except ${actions.patterns.map(({ text }) => text).join(", ")}`;
    return [{ expression, written: expression, names: undefined, place: placeOfPattern(first) }];
  }
  return actions.patterns.flatMap((pattern): readonly OpenPart[] => {
    const { text, computed } = pattern;
    if (computed !== undefined) {
      const written = textOf(computed);
      return [{ expression: `${written} in ${computed.source.uri}`, written, names: new Set([text]), place: placeOf(computed) }];
    }
    if (!/[*?]/.test(text)) return [];
    return [
      {
        expression: text,
        written: text,
        names: text === "*" ? undefined : new Set(catalog.expandNames(text)),
        place: placeOfPattern(pattern),
      },
    ];
  });
}

function placeOfPattern({ source, written }: CheckedPattern): Place {
  return placeOf(locate(source, written));
}

function textOf({ source, start, end }: Location): string {
  return source.text.slice(start, end).replaceAll(/\s+/g, " ");
}
