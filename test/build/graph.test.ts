import { describe, expect, it } from "vitest";
import { buildPart } from "../../src/build-part.ts";
import { writeGraph, type BuildFrame } from "../../src/build/graph.ts";
import { memoryHost } from "../../src/host.ts";
import { catalog } from "../suite.ts";

const files = {
  "policies/lead.chimepolicy":
    'import { Mfa } from "std/conditions"\nimport { Numbers } from "../vendor/numbers"\nrole Lead { allow Numbers on * when Mfa }\n',
  "policies/two roles.chimepolicy": "role Caller { allow chime:CreateMeeting }\nrole Cost { allow chime:ListMeetings }\n",
  "vendor/numbers.chimepolicy": 'import { Lists } from "./deep/lists"\nactions Numbers = Lists\n',
  "vendor/deep/lists.chimepolicy": "actions Lists = chime:ListPhoneNumbers\n",
};
const entries = (["policies/lead.chimepolicy", "policies/two roles.chimepolicy"] as const).map((uri) => ({ uri, text: files[uri] }));
const { units, imported } = buildPart(entries, { catalog, host: memoryHost(files) });
const modules = new Map([...units, ...imported].map((one) => [one.uri, one]));
const frame: BuildFrame = {
  chimepolicy: "1.2.3",
  catalog: "2026-01-01",
  environment: undefined,
  parameters: {},
  inputs: ["chimepolicy.config.json"],
  outDir: "out",
};

describe("build/graph", () => {
  it("follows imports into files that are no sources of the project", () => {
    const { sources } = JSON.parse(writeGraph(units, modules, frame, "json")) as { sources: readonly { dependsOn: readonly string[] }[] };
    expect(sources.map(({ dependsOn }) => dependsOn)).toEqual([["vendor/deep/lists.chimepolicy", "vendor/numbers.chimepolicy"], []]);
  });

  it("gives make a rule for each source, one for the manifest, and one that lets a file go", () => {
    expect(writeGraph(units, modules, frame, "make").split("\n")).toEqual([
      "out/Lead.json: policies/lead.chimepolicy vendor/deep/lists.chimepolicy vendor/numbers.chimepolicy chimepolicy.config.json",
      "out/Caller.json out/Cost.json: policies/two\\ roles.chimepolicy chimepolicy.config.json",
      "out/chimepolicy.manifest.json: policies/lead.chimepolicy policies/two\\ roles.chimepolicy vendor/deep/lists.chimepolicy vendor/numbers.chimepolicy chimepolicy.config.json",
      "policies/lead.chimepolicy policies/two\\ roles.chimepolicy vendor/deep/lists.chimepolicy vendor/numbers.chimepolicy chimepolicy.config.json:",
      "",
    ]);
  });

  it("gives make names as they are, whatever is in them", () => {
    const odd = { ...units[1]!, uri: "100% $x [a]*?#:.chimepolicy" };
    const [rule, , forgotten] = writeGraph([odd], new Map([[odd.uri, odd]]), { ...frame, outDir: "50%" }, "make").split("\n");
    expect(rule).toBe("50\\%/Caller.json 50\\%/Cost.json: 100%\\ $$x\\ \\[a]\\*\\?\\#\\:.chimepolicy chimepolicy.config.json");
    expect(forgotten).toBe("chimepolicy.config.json:");
  });

  it("says as JSON what there is beside the sources, and leaves out what there is not", () => {
    expect(JSON.parse(writeGraph(units, modules, frame, "json"))).toMatchObject({
      chimepolicy: "1.2.3",
      catalog: "2026-01-01",
      parameters: {},
      inputs: ["chimepolicy.config.json"],
      manifest: "out/chimepolicy.manifest.json",
    });
    expect(writeGraph(units, modules, frame, "json")).not.toContain("environment");
  });
});
