import { getLookaheadPaths, LLkLookaheadStrategy, type ILookaheadStrategy, type Rule, type TokenType } from "chevrotain";
import { PolicyParser } from "../grammar/parser.ts";
import { parserTokens } from "../grammar/tokens.ts";

type ProductionType = Parameters<typeof getLookaheadPaths>[0]["prodType"];

/**
 * A place of the grammar where the parser looks at the next tokens to decide how to go on: its rule, its type, which of that type
 * it is, and how each alternative can begin, as places in `parserTokens`: `12|8 3,5` is 12, or else 8 and 3, or 5.
 */
type Decision = readonly [rule: string, type: ProductionType, occurrence: number, alternatives: string];

/**
 * What chevrotain learns when a parser records its own grammar, which takes a sixth of a start of the command line. It is the
 * same each time, so the build writes it into the bundle.
 */
export function lookaheadDecisions(): readonly Decision[] {
  const decisions: Decision[] = [];
  const note = (rule: Rule, type: ProductionType, occurrence: number, maxLookahead: number): void => {
    const paths = getLookaheadPaths({ occurrence, rule, prodType: type, maxLookahead });
    // Of what is optional, the second alternative is to leave it out, and is not asked for.
    const alternatives = type === "Alternation" ? paths : paths.slice(0, 1);
    const text = alternatives.map((beginnings) => beginnings.map((path) => path.map(placeOf).join(" ")).join(",")).join("|");
    decisions.push([rule.name, type, occurrence, text]);
  };
  const strategy = new LLkLookaheadStrategy();
  const lookaheadStrategy: ILookaheadStrategy = {
    validate: (given) => strategy.validate(given),
    buildLookaheadForAlternation({ rule, prodOccurrence, maxLookahead, hasPredicates, dynamicTokensEnabled }) {
      if (hasPredicates || dynamicTokensEnabled) throw new Error(`the alternatives of \`${rule.name}\` depend on more than tokens`);
      note(rule, "Alternation", prodOccurrence, maxLookahead);
      return () => undefined;
    },
    buildLookaheadForOptional({ rule, prodType, prodOccurrence, maxLookahead }) {
      if (prodType !== "Option" && prodType !== "Repetition")
        throw new Error(`\`${rule.name}\` holds a ${prodType}, which no bundle knows`);
      note(rule, prodType, prodOccurrence, maxLookahead);
      return () => false;
    },
  };
  const options = { skipValidations: true, lookaheadStrategy };
  void new PolicyParser(options);
  return decisions;
}

function placeOf(type: TokenType): number {
  const place = parserTokens.indexOf(type);
  if (place < 0) throw new Error(`the parser is not told of \`${type.name}\``);
  return place;
}
