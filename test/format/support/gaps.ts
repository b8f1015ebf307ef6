import { tokenize } from "../../../grammar/lexer.ts";

/** How a comment is put between two tokens. */
export type Style = "endOfLine" | "ownLine" | "apart";

const styles: Readonly<Record<Style, (comment: string) => string>> = {
  endOfLine: (comment) => ` ${comment}\n`,
  ownLine: (comment) => `\n    ${comment}\n  `,
  apart: (comment) => `\n\n${comment}\n\n`,
};

/** The offsets between the tokens of a text, its beginning and its end among them. */
export function gapsOf(text: string): readonly number[] {
  return [...tokenize(text).tokens.map(({ startOffset }) => startOffset), text.length];
}

/** A text with a comment in some of its gaps, each with a name of its own. */
export function withComments(text: string, choose: (gap: number) => Style | undefined, slashes = "//"): string {
  let out = "";
  let from = 0;
  gapsOf(text).forEach((offset, index) => {
    const style = choose(index);
    out += text.slice(from, offset) + (style === undefined ? "" : styles[style](`${slashes} c${index}`));
    from = offset;
  });
  return out + text.slice(from);
}
