import { describe, expect, it } from "vitest";
import { nodeCatalog } from "../../src/hosts/node.ts";
import { coverPolicies, memoryHost, mutatePolicies, mutationFindings } from "../../src/index.ts";
import { declarationsOf, modules, sourceOf } from "./support.ts";

const uri = "std/chime/roles.chimepolicy";
const name = "roles.test.chimepolicy";
const files = [
  { uri, text: modules.get(uri)! },
  { uri: name, text: sourceOf(name) },
];
const options = { host: memoryHost({}), catalog: nodeCatalog() };

describe("the tests of std/chime/roles", () => {
  const { tests, diagnostics, coverage } = coverPolicies(files, options);

  it("have no findings, and pass", () => {
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(tests.flatMap(({ failures }) => failures.map(({ message }) => message))).toEqual([]);
    expect(tests.length).toBeGreaterThan(40);
  });

  it("touch every statement of every role, and each condition from both sides", () => {
    const declared = declarationsOf(uri).flatMap((one) =>
      one.kind === "RoleDeclaration" || one.kind === "PolicyDeclaration" ? [one.name.text] : [],
    );
    expect(coverage!.documents.map((one) => one.name).toSorted()).toEqual(declared.toSorted());
    for (const { name: role, counts } of coverage!.documents) {
      expect(counts.statements.touched, role).toBe(counts.statements.all);
      expect(counts.conditions.touched, role).toBe(counts.conditions.all);
    }
  });

  it("notice every change of a role", () => {
    const findings = mutationFindings(mutatePolicies(files, options).mutation!);
    expect(findings.map(({ message, help }) => `${message}: ${help ?? ""}`)).toEqual([]);
  });
});
