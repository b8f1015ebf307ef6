import type { StringLiteral, StringPart } from "./source.ts";

/** The text of a string that has no names or variables in it; what they would stand for is left out. */
export function literalText({ content }: StringLiteral): string {
  if (typeof content === "string") return content;
  return content.map((part) => (part.kind === "TextPart" ? part.text : "")).join("");
}

/** A string as it is written between its quotes, from the spelling of each of its parts. */
export function spellContent({ content }: StringLiteral, spellText: (text: string) => string): string {
  return typeof content === "string" ? spellText(content) : content.map((part) => spellPart(part, spellText)).join("");
}

function spellPart(part: StringPart, spellText: (text: string) => string): string {
  switch (part.kind) {
    case "TextPart":
      return spellText(part.text);
    case "Interpolation":
      return `\${${part.name.text}}`;
    case "PolicyVariable":
      return part.default === undefined ? `\${${part.key}}` : `\${${part.key}, '${part.default}'}`;
  }
}
