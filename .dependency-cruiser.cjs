const room = (r) => `^src/${r}/`;
/** `from` may reach inside src/ and grammar/ only itself and `allowed`. */
const only = (name, from, allowed = []) => ({
  name,
  severity: "error",
  from: { path: from },
  to: { path: "^(src|grammar)/", pathNot: [from, ...allowed] },
});
/** A package that only some rooms may know. */
const lib = (pkg, home) => ({
  name: `${pkg.replace("@babel/", "")}-has-one-home`,
  severity: "error",
  from: { path: "^(src|grammar)/", pathNot: home },
  to: { path: `(^|node_modules/)${pkg}(/|$)` },
});

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    { name: "no-orphans", severity: "error", from: { orphan: true, pathNot: ["^src/(index|host)\\.ts$"] }, to: {} },
    only("text-is-a-leaf", room("text")),
    only("iam-is-a-leaf", room("iam")),
    only("catalog-is-a-leaf", room("catalog")),
    only("grammar-knows-shapes-and-texts", "^grammar/", ["^src/ast/source\\.ts$", room("text")]),
    only("diagnostics-know-spans-not-nodes", room("diagnostics"), [room("text")]),
    only("ast-is-only-shapes", room("ast"), [room("(text|catalog)")]),
    {
      name: "phases-do-not-meet",
      severity: "error",
      from: { path: "^src/phases/([^/]+)/" },
      to: { path: "^src/phases/", pathNot: "^src/phases/$1/" },
    },
    only("phases-look-down", room("phases"), ["^grammar/", room("(ast|text|diagnostics|catalog|iam)")]),
    {
      name: "only-parse-knows-the-grammar",
      severity: "error",
      from: { pathNot: "^(grammar/|src/phases/1-parse/)" },
      to: { path: "^grammar/" },
    },
    {
      name: "tools-do-not-meet",
      severity: "error",
      from: { path: "^src/tools/([^/]+)/" },
      to: { path: "^src/tools/", pathNot: "^src/tools/$1/" },
    },
    only("evaluate-looks-down", room("tools/evaluate"), [room("(iam|catalog|text)")]),
    only("measure-looks-down", room("measure"), [
      "^src/(subject|test-policies)\\.ts$",
      "^src/phases/4-emit/spelling\\.ts$",
      room("(ast|catalog|diagnostics|iam|text|tools/evaluate)"),
    ]),
    only("extract-looks-down", room("tools/extract"), [room("(iam|text)")]),
    only("decompile-looks-down", room("tools/decompile"), [room("(iam|catalog|ast|text)")]),
    only("lint-looks-down", room("tools/lint"), [room("(ast|catalog|diagnostics|iam|text)")]),
    {
      name: "rules-do-not-meet",
      severity: "error",
      from: { path: "^src/tools/lint/rules/([^/]+)$" },
      to: { path: "^src/tools/lint/rules/" },
    },
    only("config-looks-down", room("config"), ["^src/canonicalize\\.ts$", room("(iam/read|diagnostics|text)"), "^src/iam/read\\.ts$"]),
    only("build-looks-down", room("build"), ["^src/build-part\\.ts$", room("(ast|catalog|diagnostics|iam|text)")]),
    only("format-knows-syntax-alone", room("tools/format"), [room("(ast|text|diagnostics|phases/1-parse)")]),
    {
      name: "nothing-below-hosts-sees-hosts",
      severity: "error",
      from: { path: "^(src|grammar)/", pathNot: room("hosts") },
      to: { path: room("hosts") },
    },
    { name: "hosts-use-the-front-doors", severity: "error", from: { path: room("hosts") }, to: { path: room("phases") } },
    {
      name: "main-entry-stays-light",
      severity: "error",
      from: { path: "^src/index\\.ts$" },
      to: { path: "(^|node_modules/)(prettier|yargs|picocolors|@babel|tinyglobby|write-file-atomic)(/|$)", reachable: true },
    },
    {
      name: "no-io-below-hosts",
      severity: "error",
      from: { path: "^(src|grammar)/", pathNot: room("hosts") },
      to: { dependencyTypes: ["core"] },
    },
    lib("chevrotain", "^(grammar|src/phases/1-parse)/"),
    lib("yargs", room("hosts/cli")),
    lib("fast-xml-builder", room("hosts/cli")),
    lib("diff", room("hosts/cli")),
    lib("@babel/code-frame", room("diagnostics/render")),
    lib("prettier", "^src/(tools/format|hosts/cli)/"),
    lib("emoji-regex", room("tools/format")),
    lib("get-east-asian-width", room("tools/format")),
    lib("jsonc-parser", room("iam")),
    lib("yaml", room("tools/extract")),
    lib("fastest-levenshtein", room("text")),
    lib("ipaddr.js", room("iam")),
    lib("unplugin", room("hosts/bundler")),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import"] },
  },
};
