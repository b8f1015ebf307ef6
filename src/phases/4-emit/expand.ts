import type { Catalog } from "../../catalog/catalog.ts";
import type { PatternSet, PolicyDocument } from "../../iam/document.ts";
import { serviceAtHand } from "./spelling.ts";

/**
 * The document with its wildcards of actions as the names that they match in the catalog, in `NotAction` too. A lone
 * `*` stays: written out, it would not fit any document. So does a pattern that matches nothing the catalog knows.
 */
export function expandActions(document: PolicyDocument, catalog: Catalog): PolicyDocument {
  return {
    ...document,
    statements: document.statements.map((statement) => ({ ...statement, actions: expandSet(statement.actions, catalog) })),
  };
}

function expandSet({ negated, patterns }: PatternSet, catalog: Catalog): PatternSet {
  return { negated, patterns: patterns.flatMap((pattern) => expandPattern(pattern, catalog)) };
}

function expandPattern(pattern: string, catalog: Catalog): readonly string[] {
  const colon = pattern.indexOf(":");
  if (colon < 0 || !/[*?]/.test(pattern)) return [pattern];
  const names = serviceAtHand(catalog, pattern.slice(0, colon))?.matching(pattern.slice(colon + 1)) ?? [];
  return names.length === 0 ? [pattern] : names.map((action) => action.qualifiedName);
}
