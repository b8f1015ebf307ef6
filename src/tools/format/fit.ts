import type { Box } from "./layout/boxes.ts";

const narrow = /^[ -~]*$/;

/** The text of a box on one line; undefined where it has comments, or signs whose width takes more than counting. */
export function textOf(box: Box): string | undefined {
  if (box.comments !== undefined || box.isCommented === true) return undefined;
  const text = onOneLine(box);
  return narrow.test(text) ? text : undefined;
}

/** Texts on one line, if all are known and there is room for them. */
export function joinedThatFits(texts: readonly (string | undefined)[], room: number): string | undefined {
  const text = texts.includes(undefined) ? undefined : texts.join(" ");
  return text !== undefined && text.length <= room ? text : undefined;
}

function onOneLine(box: Box): string {
  switch (box.kind) {
    case "Text":
      return box.text;
    case "Clause":
      return box.word === "" ? onOneLine(box.value) : `${box.word} ${onOneLine(box.value)}`;
    case "Brackets": {
      const edge = box.spaced ? " " : "";
      return box.open + edge + box.items.map(onOneLine).join(", ") + edge + box.close;
    }
    case "Items":
      return box.items.map(onOneLine).join(", ");
    case "Chain":
      return box.open + box.operands.map(onOneLine).join(" ") + box.close;
    case "Joined":
      return box.parts.map(onOneLine).join("");
    case "Unit":
    case "File":
      return "";
  }
}
