import { describe, expect, it } from "vitest";
import * as tokens from "../../grammar/tokens.ts";
import { read } from "./help.ts";

const all = [...tokens.keywords];
const soft = all.filter(([, type]) => type.CATEGORIES?.includes(tokens.Reference)).map(([word]) => word);
const hard = all.map(([word]) => word).filter((word) => !soft.includes(word));

describe("parse keywords", () => {
  it.each(soft)("takes `%s` as a name", (word) => {
    const uses = [
      `param ${word}: string`,
      `let ${word} = ${word}`,
      `actions ${word} = ${word}, ${word}`,
      `resource ${word}(${word}: string) = ${word}(${word}: ${word})`,
      `condition ${word} = ${word} and not ${word}`,
      `policy ${word}(${word}:string) for ${word} { include ${word} allow ${word} on ${word} when ${word} as ${word} }`,
      `role ${word} { trust ${word}("x") }`,
      `import { ${word} as ${word} } from "x"`,
      `test "x" { expect ${word} can ${word} prove ${word} within ${word} prove ${word} never ${word} unless ${word} }`,
    ];
    const wrong = uses.filter((text) => read(text).diagnostics.length > 0);
    expect(wrong).toEqual([]);
  });

  it.each(hard)("takes `%s` as a name where nothing else can stand", (word) => {
    for (const text of [
      `role R { allow chime:A as ${word} }`,
      `let x = f(${word}: 1)`,
      `@${word}("x") role R {}`,
      `actions A = chime:{${word}}`,
    ]) {
      expect([text, read(text).diagnostics.length]).toEqual([text, 0]);
    }
  });

  it("takes what only begins like a keyword as a name", () => {
    expect(read("role R { allow allowed, onAll, when-ever on_top, to2 }").diagnostics.length).toBe(1);
    expect(read("actions A = allowed, onAll, when-ever, to2").diagnostics).toEqual([]);
  });
});
