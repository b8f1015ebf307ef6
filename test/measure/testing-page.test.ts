import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderMeasure } from "../../src/hosts/cli/test-report/measure-pretty.ts";
import { coverPolicies, memoryHost, mutatePolicies } from "../../src/index.ts";
import { catalog } from "../suite.ts";

const page = readFileSync(new URL("../../docs/testing.md", import.meta.url), "utf8");
const files = new Map([...page.matchAll(/<!-- file: (\S+) -->\n\n```chimepolicy\n(.*?)```/gs)].map(([, name, text]) => [name!, text!]));
const outputs = [...page.matchAll(/<!-- output: (\w+) of ([^\n]+) -->\n\n```text\n(.*?)```/gs)].map(
  ([, kind, names, text]) => [`${kind!} of ${names!}`, kind!, names!.split(" "), text!] as const,
);

describe("docs/testing.md", () => {
  it("has sources and what is said of them", () => {
    expect(files.size).toBe(3);
    expect(outputs.length).toBe(4);
  });

  it.each(outputs)("shows the %s as it is", (_, kind, names, text) => {
    const options = { catalog, host: memoryHost(Object.fromEntries(files)) };
    const entries = names.map((uri) => ({ uri, text: files.get(uri)! }));
    const { coverage, diagnostics } = coverPolicies(entries, options);
    const { mutation } = mutatePolicies(entries, options);
    expect(diagnostics).toEqual([]);
    const measure = kind === "coverage" ? { kind: "coverage" as const, ...coverage! } : { kind: "mutation" as const, ...mutation! };
    expect(renderMeasure(measure, { color: false, width: undefined, fileOf: (uri) => uri })).toBe(text);
  });
});
