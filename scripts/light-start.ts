import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import { lookaheadDecisions } from "./lookahead.ts";

/**
 * What packages do at each start and this command line, in plain ASCII, has no use for: a third of a start in all. A newer one
 * that does not say these things any more fails the build, not silently the start.
 */
const surgery: readonly { readonly file: string; readonly from: string; readonly to: string }[] = [
  {
    // Loads streams and sockets to learn whether the terminal has colours.
    file: "yargs/lib/platform-shims/esm.mjs",
    from: "import { notStrictEqual, strictEqual } from 'assert'",
    to: `const fail = (message) => { throw new Error(message ?? "assertion failed"); };
      const strictEqual = (a, b, message) => { if (!Object.is(a, b)) fail(message); };
      const notStrictEqual = (a, b, message) => { if (Object.is(a, b)) fail(message); };`,
  },
  {
    // Opens standard output as a stream to learn a width that is not used.
    file: "yargs/lib/platform-shims/esm.mjs",
    from: "stdColumns: typeof process.stdout.columns !== 'undefined' ? process.stdout.columns : null",
    to: "stdColumns: null",
  },
  {
    // Looks for translations of its words outside of the bundle.
    file: "yargs/lib/platform-shims/esm.mjs",
    from: `y18n({
    directory: resolve(__dirname, '../../../locales'),
    updateFiles: false
  })`,
    to: `{
      __: (text, ...values) => format(text, ...values),
      __n: (one, many, count, ...values) => {
        const text = count === 1 ? one : many;
        return format(text, ...(text.includes("%d") ? [count] : []), ...values);
      },
      setLocale() {},
    }`,
  },
  { file: "yargs/lib/platform-shims/esm.mjs", from: "import y18n from 'y18n'", to: "" },
  { file: "yargs/lib/platform-shims/esm.mjs", from: "import { inspect } from 'util'", to: "import { format, inspect } from 'util'" },
  // Where the bundle lies and how it loads modules, each a search of its own, is of no interest to what is asked of yargs here.
  { file: "yargs/lib/platform-shims/esm.mjs", from: "import { createRequire } from 'node:module';", to: "" },
  { file: "yargs/lib/platform-shims/esm.mjs", from: "const require = createRequire(import.meta.url);", to: "" },
  { file: "yargs/lib/platform-shims/esm.mjs", from: "const __dirname = fileURLToPath(import.meta.url);", to: "" },
  {
    file: "yargs/lib/platform-shims/esm.mjs",
    from: "const mainFilename = __dirname.substring(0, __dirname.lastIndexOf('node_modules'));",
    to: "const mainFilename = '';",
  },
  { file: "yargs-parser/build/lib/index.js", from: "import { createRequire } from 'node:module';", to: "" },
  {
    file: "yargs-parser/build/lib/index.js",
    from: "const require = createRequire ? createRequire(import.meta.url) : undefined;",
    to: "",
  },
  {
    // Lays out the help of each asynchronous command, in case someone asks for it later.
    file: "yargs/build/lib/command.js",
    from: "yargs.getInternalMethods().getUsageInstance().cacheHelpMessage();",
    to: "",
  },
  {
    // Opens standard output as a stream to learn whether it has colours, which `useColor` decides here.
    file: "picocolors/picocolors.js",
    from: '((p.stdout || {}).isTTY && env.TERM !== "dumb")',
    to: "false",
  },
  // A quarter of a megabyte to compare names in, which only mistakes are.
  { file: "fastest-levenshtein/esm/mod.js", from: "const peq = new Uint32Array(0x10000);", to: "let peq;" },
  {
    file: "fastest-levenshtein/esm/mod.js",
    from: "const distance = (a, b) => {",
    to: "const distance = (a, b) => {\n    peq ??= new Uint32Array(0x10000);",
  },
  {
    // An object that grows by one property copies the list of those before, unless one was deleted: three hundred methods.
    file: "chevrotain/lib/src/parse/parser/utils/apply_mixins.js",
    from: "baseCtors.forEach((baseCtor) => {",
    to: `const all = derivedCtor.prototype;
      all.second = all.first = 0;
      delete all.first;
      delete all.second;
      baseCtors.forEach((baseCtor) => {`,
  },
  // A table of all 65,536 characters, of which few occur: the same without it.
  { file: "chevrotain/lib/src/scan/lexer.js", from: "charCodeToOptimizedIdxMap = new Array(65536);", to: "return;" },
  {
    file: "chevrotain/lib/src/scan/lexer.js",
    from: ": charCodeToOptimizedIdxMap[charCode];",
    to: ": 255 + ~~(charCode / 255);",
  },
  // A parser records its grammar to learn what can begin where: here it is told.
  {
    file: "chevrotain/lib/src/parse/parser/parser.js",
    from: "performSelfAnalysis() {",
    to: `performSelfAnalysis() {
      this.selfAnalysisDone = true;
      this.preComputeLookaheadFunctions();
      toFastProperties(this);
      return;`,
  },
  {
    file: "chevrotain/lib/src/parse/parser/traits/looksahead.js",
    from: "preComputeLookaheadFunctions(rules) {",
    to: `preComputeLookaheadFunctions(rules) {
      for (const [rule, type, occurrence, text] of ${JSON.stringify(lookaheadDecisions())}) {
        let found;
        this.setLaFuncCache(this.fullRuleNameToShort[rule], { Alternation: OR_IDX, Option: OPTION_IDX, Repetition: MANY_IDX }[type] | occurrence, function (given) {
          found ??= lookaheadOf(text, this.vocabulary, type === "Alternation");
          return found.call(this, given);
        });
      }
      return;`,
  },
  {
    file: "chevrotain/lib/src/parse/parser/traits/looksahead.js",
    from: `import { LLkLookaheadStrategy } from "../../grammar/llk_lookahead.js";`,
    to: `import { LLkLookaheadStrategy } from "../../grammar/llk_lookahead.js";
      import { buildAlternativesLookAheadFunc, buildSingleAlternativeLookaheadFunction } from "../../grammar/lookahead.js";
      import { tokenStructuredMatcher, tokenStructuredMatcherNoCategories } from "../../../scan/tokens.js";
      function lookaheadOf(text, vocabulary, several) {
        const alternatives = text.split("|").map((paths) => paths.split(",").map((path) => path.split(" ").map((at) => vocabulary[at])));
        const matches = alternatives.flat(2).every(({ categoryMatches }) => categoryMatches.length === 0)
          ? tokenStructuredMatcherNoCategories
          : tokenStructuredMatcher;
        return several
          ? buildAlternativesLookAheadFunc(alternatives, false, matches, false)
          : buildSingleAlternativeLookaheadFunction(alternatives[0], matches, false);
      }`,
  },
  {
    file: "chevrotain/lib/src/parse/parser/traits/recognizer_engine.js",
    from: "this.tokensMap = {};",
    to: "this.tokensMap = {}; this.vocabulary = tokenVocabulary;",
  },
  // Its errors tell what could have stood there, which `grammar/` says in its own words.
  {
    file: "chevrotain/lib/src/parse/parser/traits/error_handler.js",
    from: "getLookaheadPathsForOr(occurrence, ruleGrammar, this.maxLookahead)",
    to: "[]",
  },
  {
    file: "chevrotain/lib/src/parse/parser/traits/error_handler.js",
    from: "getLookaheadPathsForOptionalProd(occurrence, ruleGrammar, prodType, this.maxLookahead)",
    to: "[[]]",
  },
];

/** Bundles packages without what this command line has no use for. */
export const lightStart: Plugin = {
  name: "light-start",
  setup(bundler) {
    // string-width builds ICU segmenters and emoji expressions when it loads; of plain text the width is the length.
    bundler.onLoad({ filter: /node_modules[\\/]string-width[\\/]index\.js$/ }, () => ({
      contents: 'import { stripVTControlCharacters } from "node:util"; export default (text) => stripVTControlCharacters(text).length;',
      loader: "js",
    }));
    // Eight hundred indentations of a printer that is not used: without side effects it is left out.
    bundler.onResolve({ filter: /\/string-intern$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, `${path}.js`),
      sideEffects: false,
    }));
    bundler.onLoad(
      { filter: /node_modules[\\/](yargs|yargs-parser|picocolors|fastest-levenshtein|chevrotain)[\\/].*\.m?js$/ },
      ({ path }) => {
        const file = path.replaceAll("\\", "/");
        let contents = readFileSync(path, "utf8");
        for (const { from, to } of surgery.filter((one) => file.endsWith(one.file))) {
          if (contents.split(from).length !== 2) return { errors: [{ text: `${file} no longer says \`${from}\`` }] };
          contents = contents.replace(from, () => to);
        }
        return { contents, loader: "js" };
      },
    );
  },
};

/** `node:tty` brings sockets and streams along; most runs never ask whether there is a terminal. */
export const lazyTerminal: Plugin = {
  name: "lazy-terminal",
  setup(bundler) {
    bundler.onResolve({ filter: /^node:tty$/, namespace: "file" }, () => ({ path: "node:tty", namespace: "lazy" }));
    bundler.onLoad({ filter: /^node:tty$/, namespace: "lazy" }, () => ({
      contents: 'exports.isatty = (descriptor) => require("node:tty").isatty(descriptor);',
      loader: "js",
    }));
  },
};
