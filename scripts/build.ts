/** Builds dist/: the library, the Node host and the command line, each bundled with what it needs. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const dist = join(root, "dist");

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
  // The object of a parser is made fast before it learns its grammar, which leaves it slow to change; behind is as good.
  { file: "chevrotain/lib/src/parse/parser/parser.js", from: "toFastProperties(this);", to: "" },
  {
    file: "chevrotain/lib/src/parse/parser/parser.js",
    from: "this.disableRecording();",
    to: "this.disableRecording(); toFastProperties(this);",
  },
];

const lightStart: Plugin = {
  name: "light-start",
  setup(bundler) {
    // string-width builds ICU segmenters and emoji expressions when it loads; of plain text the width is the length.
    bundler.onLoad({ filter: /node_modules[\\/](string-width|get-east-asian-width|emoji-regex)[\\/]index\.js$/ }, () => ({
      contents: 'import { stripVTControlCharacters } from "node:util"; export default (text) => stripVTControlCharacters(text).length;',
      loader: "js",
    }));
    bundler.onLoad({ filter: /node_modules[\\/](yargs|yargs-parser|picocolors|chevrotain)[\\/].*\.m?js$/ }, ({ path }) => {
      const file = path.replaceAll("\\", "/");
      let contents = readFileSync(path, "utf8");
      for (const { from, to } of surgery.filter((one) => file.endsWith(one.file))) {
        if (contents.split(from).length !== 2) return { errors: [{ text: `${file} no longer says \`${from}\`` }] };
        contents = contents.replace(from, () => to);
      }
      return { contents, loader: "js" };
    });
  },
};

/** `node:tty` brings sockets and streams along; most runs never ask whether there is a terminal. */
const lazyTerminal: Plugin = {
  name: "lazy-terminal",
  setup(bundler) {
    bundler.onResolve({ filter: /^node:tty$/, namespace: "file" }, () => ({ path: "node:tty", namespace: "lazy" }));
    bundler.onLoad({ filter: /^node:tty$/, namespace: "lazy" }, () => ({
      contents: 'exports.isatty = (descriptor) => require("node:tty").isatty(descriptor);',
      loader: "js",
    }));
  },
};

/** lodash looks for the global object by evaluating text, which strict pages forbid. */
const plainGlobal: Plugin = {
  name: "plain-global",
  setup(bundler) {
    bundler.onLoad({ filter: /node_modules[\\/]lodash-es[\\/]_root\.js$/ }, () => ({
      contents: "export default globalThis;",
      loader: "js",
    }));
  },
};

/** The bundle as one function expression, which the launcher in `bin/` compiles as it is. */
const wrapped: BuildOptions = {
  banner: {
    js: '(function (exports, require, module, __filename, __dirname) {\nconst bundle = { get url() { return require("node:url").pathToFileURL(__filename).href; } };',
  },
  footer: { js: "})" },
};

const shared: BuildOptions = {
  bundle: true,
  format: "esm",
  target: "node20.19",
  legalComments: "external",
  logLevel: "warning",
  absWorkingDir: root,
};

rmSync(dist, { recursive: true, force: true });
await Promise.all([
  build({
    ...shared,
    platform: "neutral",
    plugins: [plainGlobal],
    mainFields: ["module", "main"],
    splitting: true,
    entryPoints: { index: "src/index.ts", node: "src/hosts/node.ts" },
    external: ["node:*"],
    outdir: dist,
  }),
  build({
    ...shared,
    platform: "node",
    // As ES modules: what is never called is left out, and jsonc-parser's other form cannot be bundled.
    mainFields: ["module", "main"],
    format: "cjs",
    minify: true,
    define: { "import.meta.url": "bundle.url" },
    ...wrapped,
    entryPoints: { cli: "src/hosts/cli/main.ts" },
    outExtension: { ".js": ".cjs" },
    plugins: [lightStart, lazyTerminal],
    outdir: dist,
  }),
]);
