import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSession } from "../../src/hosts/bundler/session.ts";

const state = { folder: "" };

beforeAll(() => {
  state.folder = mkdtempSync(join(tmpdir(), "chimepolicy-session-"));
});
afterAll(() => rmSync(state.folder, { recursive: true, force: true }));

describe("hosts/bundler/session", () => {
  it("keeps a declaration beside a source, or says why it cannot", () => {
    const source = join(state.folder, "host.chimepolicy");
    const declaration = join(state.folder, "host.d.chimepolicy.ts");
    writeFileSync(source, "role Host {\n  allow chime:CreateMeeting\n}\n");
    expect(startSession({ types: true }).load(source)).toMatchObject({ documents: [{ name: "Host" }], diagnostics: [] });
    expect(readFileSync(declaration, "utf8")).toContain("document0 as Host");
    rmSync(declaration);
    mkdirSync(declaration);
    const { documents, problem } = startSession({ types: true }).load(source);
    expect(documents).toEqual([]);
    expect(problem).toEqual({ message: `cannot write \`${declaration}\`: it is a folder`, help: "the option `types` keeps it" });
  });

  it.each([
    [{}, "give it one in `parameters` of `chimepolicy.config.json`"],
    [
      { parameters: { account: { env: "CHIMEPOLICY_TEST_UNSET" } } },
      "the configuration takes it from the environment variable `CHIMEPOLICY_TEST_UNSET`: set that",
    ],
  ])("advises what a program can do where a parameter has no value: %j", (config, help) => {
    const folder = mkdtempSync(join(state.folder, "project-"));
    writeFileSync(join(folder, "chimepolicy.config.json"), JSON.stringify(config));
    writeFileSync(
      join(folder, "own.chimepolicy"),
      "param account: account\n\nrole Own {\n  allow chime:GetMeeting on chime:meeting(*)\n}\n",
    );
    const { diagnostics } = startSession({}).load(join(folder, "own.chimepolicy"));
    expect(diagnostics.filter(({ slug }) => slug === "missing-parameter").map((one) => one.help)).toEqual([help]);
  });
});
