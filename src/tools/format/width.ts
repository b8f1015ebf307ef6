import emojiRegex from "emoji-regex";
import { eastAsianWidth } from "get-east-asian-width";

const ascii = /^[ -\x7F]*$/;
const invisible = /[\p{Control}\p{Nonspacing_Mark}\p{Enclosing_Mark}]/u;
/** One sign that is a picture only where that is asked for. */
const plainSign = /^[^\p{Emoji_Presentation}\p{Emoji_Modifier_Base}]$/u;

/** How many columns a text fills, as prettier counts them. */
export function widthOf(text: string): number {
  if (ascii.test(text)) return text.length;
  let width = 0;
  const others = text.replaceAll(emojiRegex(), (picture) => {
    width += plainSign.test(picture) ? columnsOf(picture) : 2;
    return "";
  });
  for (const sign of others) if (!invisible.test(sign)) width += columnsOf(sign);
  return width;
}

function columnsOf(sign: string): number {
  return eastAsianWidth(sign.codePointAt(0)!);
}
