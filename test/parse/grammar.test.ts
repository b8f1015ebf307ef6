import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createLexer, readWith } from "../../grammar/lexer.ts";
import { PolicyParser } from "../../grammar/parser.ts";
import { lexerTokens } from "../../grammar/tokens.ts";
import { generateGrammar } from "../../scripts/generate-grammar.ts";

/** Chevrotain's self-validation, which runs here and not in the package, groups with a function that Node 20 lacks. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Record<string, Item[]> {
  const groups: Record<string, Item[]> = {};
  for (const item of items) (groups[keyOf(item)] ??= []).push(item);
  return groups;
}
(Object as { groupBy?: typeof groupBy }).groupBy ??= groupBy;

describe("grammar", () => {
  it("has no contradictions that chevrotain knows of", () => {
    expect(createLexer({ skipValidations: false }).lexerDefinitionErrors).toEqual([]);
    expect(() => new PolicyParser({ skipValidations: false })).not.toThrow();
  });

  it("never lets the lexer fail", () => {
    const lexer = createLexer({ skipValidations: true });
    for (let code = 0; code < 65536; code++) expect(lexer.tokenize(String.fromCharCode(code)).errors).toEqual([]);
  });

  it("has a token for a text that no lexer comes to the end of", () => {
    const exhausted = {
      tokenize: () => {
        throw new RangeError("Maximum call stack size exceeded");
      },
    };
    const { tokens, groups, errors } = readWith([() => exhausted, () => exhausted], "let x = 1");
    expect([tokens, errors]).toEqual([[], []]);
    expect(groups["unknown"]!.map(({ image, startOffset }) => [startOffset, image])).toEqual([[0, "let x = 1"]]);
    expect(readWith([() => exhausted, () => createLexer({ skipValidations: true })], "let x = 1").tokens.length).toBe(4);
  });

  it("has a label for every token that a message can ask for", () => {
    const nameless = lexerTokens.filter(({ LABEL, GROUP }) => LABEL === undefined && GROUP === undefined).map(({ name }) => name);
    expect(nameless).toEqual(["BareArn", "TripleEquals", "OrOr", "AndAnd", "Bang", "UnterminatedString", "SingleQuoted"]);
  });

  it.each(generateGrammar())("has an up-to-date $path", ({ path, text }) => {
    expect(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8") === text).toBe(true);
  });
});
