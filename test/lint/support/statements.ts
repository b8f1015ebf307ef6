import { check, checkPolicy, type Diagnostic } from "../../../src/index.ts";
import { nodeCatalog } from "../../../src/hosts/node.ts";

const catalog = nodeCatalog();

/** The findings of one code about statements of a role. */
export function findingsIn(slug: string, statements: string): readonly Diagnostic[] {
  const { diagnostics } = check(`role Subject {\n${statements}\n}\n`, { catalog });
  const broken = diagnostics.filter(({ severity }) => severity === "error");
  if (broken.length > 0) throw new Error(broken.map(({ message }) => message).join("\n"));
  return diagnostics.filter((one) => one.slug === slug);
}

/** How often a code is found in statements of a role. */
export function countIn(slug: string, statements: string): number {
  return findingsIn(slug, statements).length;
}

/** The findings of one code about statements in JSON. */
export function findingsInJson(slug: string, statements: readonly object[]): readonly Diagnostic[] {
  return checkPolicy(jsonOf(statements), { catalog }).diagnostics.filter((one) => one.slug === slug);
}

/** The text of a policy in JSON. */
export function jsonOf(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
}
