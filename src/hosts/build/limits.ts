import type { Catalog } from "../../catalog/catalog.ts";
import type { Config } from "../../config/config.ts";
import { placeOfSetting } from "../../config/read.ts";
import { createDiagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { kindLimits, type KindLimits } from "../../iam/limits.ts";
import type { Project } from "./project.ts";

/** How large a document of a project may be, and into how many it may be divided. */
export function limitsOf({
  limits: { size = kindLimits.identity.size, documents = kindLimits.identity.documents } = {},
}: Config): KindLimits {
  return { size, documents };
}

/** That a project is written for another catalog than there is. */
export function catalogFindings(
  { config: { catalog: wanted } = {}, source }: Project,
  { version: { version: installed } }: Catalog,
): readonly Diagnostic[] {
  if (wanted === undefined || wanted === installed) return [];
  return [createDiagnostic("outdated-catalog", { wanted, installed }, placeOfSetting(source, "catalog")!)];
}
