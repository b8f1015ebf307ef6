import type { StringLiteral } from "./source.ts";

/** The text of a string that has no names or variables in it; what they would stand for is left out. */
export function literalText({ parts }: StringLiteral): string {
  return parts.map((part) => (part.kind === "TextPart" ? part.text : "")).join("");
}
