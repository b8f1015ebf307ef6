import type { CodeDefinition } from "./codes/define.ts";
import { codes, type Slug } from "./codes/index.ts";
import type { Diagnostic } from "./diagnostic.ts";

export const levelNames = ["off", "suggestion", "warning", "security-warning", "error"] as const;

/** How grave a finding is to be taken, or not to be shown at all. */
export type Level = (typeof levelNames)[number];

/** The level of some codes, by slug. */
export type Levels = Readonly<Partial<Record<Slug, Level>>>;

/** Whether the level of a code may be chosen: what IAM itself refuses stays an error. */
export function hasLevel(slug: Slug): boolean {
  return (codes[slug] as CodeDefinition<never>).suppressible === true;
}

/** The findings with the levels that were chosen for their codes. */
export function applyLevels(diagnostics: readonly Diagnostic[], levels: Levels): readonly Diagnostic[] {
  if (Object.keys(levels).length === 0) return diagnostics;
  return diagnostics.flatMap((diagnostic) => {
    const level = hasLevel(diagnostic.slug) ? levels[diagnostic.slug] : undefined;
    if (level === "off") return [];
    return level === undefined || level === diagnostic.severity ? [diagnostic] : [{ ...diagnostic, severity: level }];
  });
}
