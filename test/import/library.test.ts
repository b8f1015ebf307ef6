import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { write } from "../../src/ast/write.ts";
import { read } from "../../src/iam/read.ts";
import { importPolicy } from "../../src/import-policy.ts";
import { parse } from "../../src/phases/1-parse/parse.ts";
import { catalogSpelling } from "../../src/phases/4-emit/spelling.ts";
import { standardLibrary } from "../../src/stdlib.generated.ts";
import { decompile } from "../../src/tools/decompile/decompile.ts";
import { catalog } from "../suite.ts";
import { sourceTokens } from "./support/report.ts";

type Documents = Readonly<Record<string, object>>;

const published: readonly (readonly [string, Documents])[] = [
  ["guide", readJson("guide-policies.json") as Documents],
  [
    "managed",
    Object.fromEntries(
      Object.entries(readJson("managed-policies.json") as Readonly<Record<string, { document: object }>>).map(([name, { document }]) => [
        name,
        document,
      ]),
    ),
  ],
];
const rows = published.flatMap(([module, documents]) => Object.entries(documents).map(([name, document]) => ({ module, name, document })));

describe("importing what the standard library has", () => {
  it.each(rows)("knows $name of std/chime/$module", ({ module, name, document }) => {
    const { text } = importPolicy(JSON.stringify(document), { catalog, name: "Own" });
    // What several modules have is taken from the first of them.
    const elsewhere: Readonly<Record<string, string>> = { ViewOwnPermissions: "std/iam", AmazonChimeUserManagement: "std/chime/managed" };
    const from = elsewhere[name] ?? `std/chime/${module}`;
    expect(text).toBe(`import { ${name} } from "${from}"\n\npolicy Own {\n  include ${name}\n}\n`);
  });

  it.each(rows)("writes $name of std/chime/$module as briefly as it is written there", ({ module, name, document }) => {
    const uri = `std/chime/${module}.chimepolicy`;
    const own = parse({ uri, text: standardLibrary[uri]! }).module.declarations.find(
      (declaration) => "name" in declaration && declaration.name?.text === name,
    );
    const imported = decompile([{ name, document: read(JSON.stringify(document)).document! }], {
      catalog,
      spelling: catalogSpelling(catalog),
      parameters: [],
      library: { conditions: [], policies: [] },
      plain: false,
      naming: true,
    });
    const byHand = write({ ...imported.module, imports: [], declarations: [{ ...own!, doc: [] }] });
    expect(sourceTokens(write(imported.module))).toBeLessThanOrEqual(sourceTokens(byHand));
  });
});

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../stdlib/${name}`, import.meta.url), "utf8"));
}
