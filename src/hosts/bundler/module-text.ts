/** One document of a source: `HelpDesk`, or `HelpDesk.1` of a role that takes several, and its JSON. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/**
 * The JavaScript module that a source stands for: each document under its name, and the only one of a source as the default too. Where there
 * are several, nothing says which one a default would be, and so there is none.
 */
export function moduleText(documents: readonly NamedText[]): string {
  const constants = documents.map(({ text }, index) => `const document${index} = ${text.trimEnd()};\n`);
  return `${constants.join("")}export { ${exportsOf(documents).join(", ")} };\n`;
}

/** What TypeScript is told of that module. */
export function declarationText(documents: readonly NamedText[]): string {
  const constants = documents.map((_, index) => `declare const document${index}: PolicyJson;\n`);
  const names = exportsOf(documents);
  // Without this, TypeScript takes every declaration for one of CommonJS too, whose exports together are a default.
  const strict = documents.length === 1 || documents.some(isDefault) ? "" : "export declare const __esModule: true;\n";
  return `import type { PolicyJson } from "chimepolicy";\n\n${constants.join("")}${strict}export { ${names.join(", ")} };\n`;
}

/** Where that is kept: TypeScript looks for `help-desk.d.chimepolicy.ts` with `allowArbitraryExtensions`. */
export function declarationPath(source: string): string {
  return source.replace(/\.chimepolicy$/, ".d.chimepolicy.ts");
}

function exportsOf(documents: readonly NamedText[]): readonly string[] {
  const named = documents.map(({ name }, index) => `document${index} as ${isWord(name) ? name : JSON.stringify(name)}`);
  return documents.length === 1 && !isDefault(documents[0]!) ? [...named, "document0 as default"] : named;
}

/** A role can be called so. */
function isDefault({ name }: NamedText): boolean {
  return name === "default";
}

/** A name of the language can have a hyphen, and that of a part of a role has a dot. */
function isWord(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}
