import { buildCodes } from "./build.ts";
import type { CodeDefinition } from "./define.ts";
import { inputCodes } from "./inputs.ts";
import { limitCodes } from "./limits.ts";
import { nameCodes } from "./names.ts";
import { awsRules } from "./rules-aws.ts";
import { chimeRules } from "./rules-chime.ts";
import { hygieneRules } from "./rules-hygiene.ts";
import { practiceRules } from "./rules-practice.ts";
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
  ...practiceRules,
  ...buildCodes,
};

/** The readable name of a code. */
export type Slug = keyof typeof codes;

/** Whether a code is a rule of the linter, and not something the compiler finds. */
export function isRule(slug: Slug): boolean {
  return codes[slug].code.startsWith("CP7");
}

/** The codes behind a name as a user types it: a slug, a code, or the name of a check of IAM Access Analyzer, which can be several codes. */
export function findCodes(name: string): readonly Slug[] {
  const found = findCode(name);
  if (found !== undefined) return [found.slug];
  const wanted = name.toUpperCase();
  return (Object.keys(codes) as Slug[]).filter((slug) => awsNames(slug).includes(wanted));
}

/** What IAM Access Analyzer calls what a code finds. */
export function awsNames(slug: Slug): readonly string[] {
  const { aws = [] }: CodeDefinition<never> = codes[slug];
  return typeof aws === "string" ? [aws] : aws;
}

/** The names of codes in the manner of one that is none of them, to choose the nearest from. */
export function namesLike(name: string): readonly string[] {
  const slugs = Object.keys(codes) as Slug[];
  return name.includes("_") ? [...new Set(slugs.flatMap(awsNames))] : slugs.flatMap((slug) => [slug, codes[slug].code]);
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
