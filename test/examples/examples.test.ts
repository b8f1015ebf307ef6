import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { check, compile, coverPolicies, mutatePolicies, mutationFindings, type EmittedFile, type EntryFile } from "../../src/index.ts";
import { createNodeHost, nodeCatalog } from "../../src/hosts/node.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const host = createNodeHost(root);
const catalog = nodeCatalog();
const updates = process.env["UPDATE_SNAPSHOTS"] === "1";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const largestPolicy = 6144;

/** Programs, whose sources are compiled when they run, and a repository of several projects have tests of their own. */
const isProgram = (name: string): boolean => existsSync(join(root, "examples", name, "package.json"));

const folders = readdirSync(join(root, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const stories = folders.filter((name) => !isProgram(name));

describe("examples", () => {
  it("are all in the list of examples", () => {
    const list = readFileSync(join(root, "examples/README.md"), "utf8");
    for (const name of folders) expect(list).toContain(`(${name}/)`);
  });

  it("have one that gives a single document, for the first try", () => {
    expect(build("help-desk").map(({ name }) => name)).toEqual(["HelpDesk"]);
  });
});

describe.each(stories)("examples/%s", (story) => {
  const folder = join(root, "examples", story);
  const output = join(folder, "output");
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const sources = readdirSync(folder).filter((name) => name.endsWith(".chimepolicy"));

  it("has nothing above a suggestion in any file", () => {
    for (const name of sources) {
      const { diagnostics } = check([entry(`examples/${story}/${name}`)], { host, catalog });
      const grave = diagnostics.filter(({ severity }) => severity !== "suggestion");
      expect(grave.map(({ slug, message }) => `${name}: ${slug}: ${message}`)).toEqual([]);
    }
  });

  it("names every file in its README", () => {
    for (const name of sources) expect(readme).toContain(`\`${name}\``);
    for (const { name } of build(story)) expect(readme).toContain(`\`output/${name}.json\``);
  });

  it("has tests that pass, touch every statement and notice every change", () => {
    const files = sources.map((name) => entry(`examples/${story}/${name}`));
    const options = { host, catalog, parameters: commandOf(story).parameters };
    const { tests, diagnostics, coverage } = coverPolicies(files, options);
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(tests.flatMap(({ failures }) => failures.map(({ message }) => message))).toEqual([]);
    expect(coverage!.documents.map(({ name }) => name).toSorted()).toEqual(
      build(story)
        .map(({ documentName }) => documentName)
        .toSorted(),
    );
    for (const { name, counts } of coverage!.documents) expect(counts.statements.touched, name).toBe(counts.statements.all);
    expect(mutationFindings(mutatePolicies(files, options).mutation!).map(({ message, help }) => `${message}: ${help ?? ""}`)).toEqual([]);
  });

  it("has its tests run by a command of its README", () => {
    const { files, parameters } = commandOf(story, "test");
    expect(files).toEqual([`examples/${story}/*.chimepolicy`]);
    expect(parameters).toEqual(commandOf(story).parameters);
  });

  it("has in `output/` what the command of its README writes", () => {
    const files = new Map(build(story).map(({ name, text }) => [`${name}.json`, text]));
    if (updates) {
      rmSync(output, { recursive: true, force: true });
      mkdirSync(output);
      for (const [name, text] of files) writeFileSync(join(output, name), text);
    }
    expect(existsSync(output) ? readdirSync(output).sort() : []).toEqual([...files.keys()].sort());
    for (const [name, text] of files) expect(readFileSync(join(output, name), "utf8"), name).toBe(text);
  });

  it("gives documents that IAM takes", () => {
    for (const { name, text } of build(story)) {
      const document = JSON.parse(text) as { Version: string; Statement: { Effect: string }[] };
      expect(Object.keys(document), name).toEqual(["Version", "Statement"]);
      expect(document.Version).toBe("2012-10-17");
      expect(document.Statement.length).toBeGreaterThan(0);
      expect(text).toMatch(/^[\t\n\r\u0020-\u00FF]*$/);
      expect(JSON.stringify(document).length, name).toBeLessThanOrEqual(largestPolicy);
    }
  });
});

/** The documents that the command of a story's README writes, which must have no findings. */
function build(story: string): readonly EmittedFile[] {
  const { files, parameters, out } = commandOf(story);
  if (out !== undefined) expect(out).toBe(`examples/${story}/output`);
  const result = compile(files.map(entry), { host, catalog, parameters });
  expect(result.diagnostics.map(({ slug, message }) => `${slug}: ${message}`)).toEqual([]);
  return result.files;
}

interface Command {
  readonly files: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly out: string | undefined;
}

/** Reads the first `npx chimepolicy compile …` of a README, or another command. */
function commandOf(story: string, verb: "compile" | "test" = "compile"): Command {
  const readme = readFileSync(join(root, "examples", story, "README.md"), "utf8");
  const line = new RegExp(`^npx chimepolicy ${verb} ((?:.*\\\\\n)*.*)$`, "m").exec(readme)?.[1];
  if (line === undefined) throw new Error(`the README of ${basename(story)} has no command to ${verb}`);
  const files: string[] = [];
  const parameters: Record<string, string> = {};
  let out: string | undefined;
  const words = line.split(/[\s\\]+/);
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "--param") {
      const [name = "", value = ""] = words.shift()?.split("=") ?? [];
      parameters[name] = value;
    } else if (word === "--out") out = words.shift();
    else if (word.startsWith("--")) continue;
    else files.push(word);
  }
  return { files, parameters, out };
}

function entry(uri: string): EntryFile {
  return { uri, text: readFileSync(join(root, uri), "utf8") };
}
