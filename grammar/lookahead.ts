import { LLkLookaheadStrategy, type ILookaheadStrategy } from "chevrotain";

/**
 * Chevrotain's lookahead, worked out for each place of the grammar when a text first comes there. Most files never come to
 * most places, and working all of them out would be the longest part of a start of the command line.
 */
export function lazyLookahead(options: { readonly maxLookahead: number }): ILookaheadStrategy {
  const strategy = new LLkLookaheadStrategy(options);
  return {
    validate: (given) => strategy.validate(given),
    buildLookaheadForAlternation: (given) => atFirstUse(() => strategy.buildLookaheadForAlternation(given)),
    buildLookaheadForOptional: (given) => atFirstUse(() => strategy.buildLookaheadForOptional(given)),
  };
}

/** The function that `build` gives, built when it is first called. Chevrotain passes the parser as `this`. */
function atFirstUse<This, Given extends unknown[], Result>(
  build: () => (this: This, ...given: Given) => Result,
): (this: This, ...given: Given) => Result {
  let built: ((this: This, ...given: Given) => Result) | undefined;
  return function (...given) {
    built ??= build();
    return built.apply(this, given);
  };
}
