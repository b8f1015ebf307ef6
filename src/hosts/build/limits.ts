import type { Catalog } from "../../catalog/catalog.ts";
import { configName, type Config } from "../../config/config.ts";
import { createDiagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { kindLimits, type KindLimits } from "../../iam/limits.ts";

/** How large a document of a project may be, and into how many it may be divided. */
export function limitsOf({
  limits: { size = kindLimits.identity.size, documents = kindLimits.identity.documents } = {},
}: Config): KindLimits {
  return { size, documents };
}

/** That a project is written for another catalog than there is. */
export function catalogFindings({ catalog: wanted }: Config, { version: { version: installed } }: Catalog): readonly Diagnostic[] {
  if (wanted === undefined || wanted === installed) return [];
  const source = { uri: configName, text: "" };
  return [createDiagnostic("outdated-catalog", { wanted, installed }, { source, start: 0, end: 0 })];
}
