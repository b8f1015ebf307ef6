import { buildCodes } from "./build.ts";
import type { CodeDefinition } from "./define.ts";
import { inputCodes } from "./inputs.ts";
import { limitCodes } from "./limits.ts";
import { nameCodes } from "./names.ts";
import { awsRules } from "./rules-aws.ts";
import { chimeRules } from "./rules-chime.ts";
import { hygieneRules } from "./rules-hygiene.ts";
import { securityRules } from "./rules-security.ts";
import { syntaxCodes } from "./syntax.ts";
import { testCodes } from "./tests.ts";
import { typeCodes } from "./types.ts";

/** Every code by its slug. */
export const codes = {
  ...syntaxCodes,
  ...typeCodes,
  ...nameCodes,
  ...limitCodes,
  ...inputCodes,
  ...testCodes,
  ...hygieneRules,
  ...awsRules,
  ...chimeRules,
  ...securityRules,
  ...buildCodes,
};

/** The readable name of a code. */
export type Slug = keyof typeof codes;

/** Whether a code is a rule of the linter, and not something the compiler finds. */
export function isRule(slug: Slug): boolean {
  return codes[slug].code.startsWith("CP7");
}

/** The definition behind a slug or code as a user types it (`unknown-action`, `CP2001`, `cp2001`), or undefined. */
export function findCode(name: string): { slug: Slug; definition: CodeDefinition<never> } | undefined {
  const wanted = name.toLowerCase();
  for (const slug of Object.keys(codes) as Slug[]) {
    const definition: CodeDefinition<never> = codes[slug];
    if (slug === wanted || definition.code.toLowerCase() === wanted) return { slug, definition };
  }
  return undefined;
}
