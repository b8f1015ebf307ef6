import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { generateGrammar } from "../scripts/generate-grammar.ts";
import { generatePages } from "../scripts/generate-pages.ts";
import { generateStdlib } from "../scripts/generate-stdlib.ts";
import { codes } from "../src/diagnostics/codes/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const modulesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).flatMap((name) =>
    name.endsWith(".ts") ? [`${folder}/${name.replaceAll("\\", "/")}`] : [],
  );
const modules = [...modulesIn("src"), ...modulesIn("grammar")].toSorted();

describe("the plan of docs/architecture.md", () => {
  it("is kept by every module, and every module was looked at", () => {
    const cli = join(root, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
    const output = execFileSync(process.execPath, [cli, "src", "grammar", "--config", ".dependency-cruiser.cjs", "--output-type", "json"], {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    const result = JSON.parse(output) as {
      modules: { source: string }[];
      summary: { violations: { rule: { name: string }; from: string; to: string }[] };
    };
    expect(result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    const cruised = result.modules.map(({ source }) => source);
    expect(modules.filter((name) => !cruised.includes(name))).toEqual([]);
    expect(modules.length).toBeGreaterThan(100);
  });

  it("keeps state out of modules: none has a variable of its own", () => {
    const offenders = modules.flatMap((name) =>
      read(name)
        .split("\n")
        .flatMap((line, index) => (/^(export )?(let|var) /.test(line) ? [`${name}:${index + 1}: ${line}`] : [])),
    );
    expect(offenders).toEqual([]);
  });

  it("lets no module export a default", () => {
    expect(modules.filter((name) => /^export default /m.test(read(name)))).toEqual([]);
  });

  const rooms = [
    "grammar",
    "stdlib",
    ...["text", "diagnostics", "catalog", "iam", "ast", "measure", "hosts"].map((room) => `src/${room}`),
    ...readdirSync(join(root, "src/phases")).map((phase) => `src/phases/${phase}`),
    ...readdirSync(join(root, "src/tools")).map((tool) => `src/tools/${tool}`),
  ];

  it.each(rooms.filter((room) => existsSync(join(root, room, "README.md"))))("says in at most ten lines what %s is for", (room) => {
    const lines = read(`${room}/README.md`).trimEnd().split("\n");
    expect(lines[0]).toMatch(/^# /);
    // The standard library's one lists its modules.
    if (room !== "stdlib") expect(lines.length).toBeLessThanOrEqual(10);
  });
});

describe("what is generated", () => {
  it("is what the generator of the standard library gives", () => {
    expect(read("src/stdlib.generated.ts") === generateStdlib(), "run `npm run generate`").toBe(true);
  });

  it("is what the generator of the pages gives", () => {
    expect(read("src/diagnostics/pages.generated.ts") === generatePages(), "run `npm run generate`").toBe(true);
  });

  it.each(generateGrammar().map(({ path, text }) => [path, text] as const))("is what the grammar gives: %s", (path, text) => {
    expect(read(path) === text, "run `npm run generate`").toBe(true);
  });
});

describe("diagnostics/codes", () => {
  it("has no number twice, each in the range of its table", () => {
    const numbers = Object.values(codes).map(({ code }) => code);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const code of numbers) expect(code).toMatch(/^CP[1-8]\d{3}$/);
  });

  it("has a page for every code", () => {
    for (const { code } of Object.values(codes)) expect(existsSync(join(root, "src/diagnostics/docs", `${code}.md`)), code).toBe(true);
  });
});

describe("the public doors", () => {
  it("of the package are these names", () => {
    expect(exportsOf("src/index.ts")).toMatchInlineSnapshot(`
      [
        "AccessLevel",
        "Action",
        "ActionCoverage",
        "Answer",
        "AskResult",
        "CanonicalizeOptions",
        "CanonicalizeResult",
        "Catalog",
        "CatalogSource",
        "CatalogVersion",
        "ChangeKind",
        "CheckOptions",
        "CheckPolicyOptions",
        "CheckPolicyResult",
        "CheckResult",
        "CheckSourcesOptions",
        "CompileOptions",
        "CompileResult",
        "ConditionCoverage",
        "ConditionKey",
        "ConditionTest",
        "ContextValue",
        "CoverPoliciesResult",
        "CoverageCounts",
        "Decision",
        "Diagnostic",
        "DocumentCoverage",
        "DocumentMutation",
        "Edit",
        "Effect",
        "EmittedFile",
        "EntryFile",
        "Explanation",
        "Fix",
        "FormatOptions",
        "FormatResult",
        "Host",
        "ImportOptions",
        "ImportResult",
        "IncludedStatement",
        "Input",
        "Layer",
        "Level",
        "Levels",
        "Location",
        "Mismatch",
        "MutatePoliciesResult",
        "MutationCounts",
        "NearMiss",
        "Outcome",
        "PatternSet",
        "Policies",
        "PolicyCoverage",
        "PolicyDocument",
        "PolicyJson",
        "PolicyMutation",
        "PolicyReadResult",
        "PolicyTestResult",
        "PolicyType",
        "Prepared",
        "Ratio",
        "ReadProblem",
        "ReadResult",
        "Related",
        "Request",
        "RequestProblem",
        "ResourceType",
        "Service",
        "Severity",
        "Source",
        "Span",
        "Statement",
        "StatementCoverage",
        "StatementJson",
        "StatementPlace",
        "StatementReport",
        "Survivor",
        "TestPoliciesOptions",
        "TestPoliciesResult",
        "Timing",
        "Witness",
        "WrittenStatement",
        "applyFixes",
        "askDocument",
        "askPolicy",
        "ast",
        "canonicalize",
        "check",
        "checkPolicy",
        "checkRequest",
        "compile",
        "coverPolicies",
        "coverageFindings",
        "createCatalog",
        "decide",
        "diagnosticsToJson",
        "embeddedCatalog",
        "evaluate",
        "explainDecision",
        "format",
        "importPolicy",
        "memoryHost",
        "mutatePolicies",
        "mutationFindings",
        "parse",
        "prepare",
        "readPolicy",
        "testPolicies",
      ]
    `);
  });

  it("of the Node host are these names", () => {
    expect(exportsOf("src/hosts/node.ts")).toMatchInlineSnapshot(`
      [
        "NodeHost",
        "createNodeHost",
        "nodeCatalog",
      ]
    `);
  });
});

/** The names a module hands on, types among them. */
function exportsOf(path: string): readonly string[] {
  return [...read(path).matchAll(/^export (?:type )?(?:\{([^}]*)\}|\* as (\w+))/gm)]
    .flatMap(
      ([, list, namespace]) =>
        namespace ??
        list!.split(",").map((name) =>
          name
            .replace(/^\s*type\s+/, "")
            .replace(/^.* as /, "")
            .trim(),
        ),
    )
    .filter((name) => name !== "")
    .toSorted();
}
