import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { check, checkPolicy, type Diagnostic } from "../../src/index.ts";
import { createNodeHost, nodeCatalog } from "../../src/hosts/node.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const host = createNodeHost(root);
const catalog = nodeCatalog();

/** The AWS-managed policies for Chime, by name, at the versions that `std/chime/managed` has. */
const managed = JSON.parse(readFileSync(join(root, "test/stdlib/managed-policies.json"), "utf8")) as Readonly<
  Record<string, { readonly document: object }>
>;

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".chimepolicy"))
    .map((name) => join(folder, name).replaceAll("\\", "/"))
    .sort();

const shown = ({ slug, severity, message }: Diagnostic): string => `${severity} ${slug}: ${message}`;
const isGrave = ({ severity }: Diagnostic): boolean => severity !== "suggestion";

describe("the linter says nothing above a suggestion of", () => {
  it.each(sourcesIn("stdlib"))("%s", (name) => {
    const uri = name.replace(/^stdlib\//, "std/");
    const { diagnostics } = check([{ uri, text: readFileSync(join(root, name), "utf8") }], { host, catalog });
    expect(diagnostics.filter(isGrave).map(shown)).toEqual([]);
  });

  // What stands on `vendor/` is checked where that is made: test/monorepo.
  it.each(sourcesIn("examples").filter((name) => !name.startsWith("examples/monorepo/")))("%s", (name) => {
    const { diagnostics } = check([{ uri: name, text: readFileSync(join(root, name), "utf8") }], { host, catalog });
    expect(diagnostics.filter(isGrave).map(shown)).toEqual([]);
  });
});

describe("the linter finds no error in what AWS manages for Chime", () => {
  it.each(Object.entries(managed))("%s", (_, { document }) => {
    const { diagnostics } = checkPolicy(JSON.stringify(document), { catalog });
    expect(diagnostics.filter(({ severity }) => severity === "error").map(shown)).toEqual([]);
  });

  it("in nine policies", () => {
    expect(Object.keys(managed)).toHaveLength(9);
  });
});
