import { delimiter } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHome, runNode, type Home, type Run } from "./support.ts";

/** This Node, and others where it is said which: what they have for loaders differs. */
const nodes = [process.execPath, ...(process.env["CHIMEPOLICY_NODES"] ?? "").split(delimiter).filter((path) => path !== "")];

const files = {
  "app.mjs": 'import policy from "./own.chimepolicy";\nconsole.log(JSON.stringify(policy.Statement));\n',
  "required.cjs": 'import("./own.chimepolicy").then(({ Own }) => console.log(JSON.stringify(Own.Statement)));\n',
  "own.chimepolicy":
    'import { Mfa } from "std/conditions"\nimport { Reading } from "./parts/reading"\n\nrole Own {\n  include Reading\n}\n',
  "parts/reading.chimepolicy": 'param account: account = "*"\n\npolicy Reading {\n  allow chime:GetMeeting on chime:meeting(*)\n}\n',
  "chimepolicy.config.json": '{ "environments": { "prod": { "parameters": { "account": "111122223333" } } } }',
  "broken.mjs": 'import "./broken.chimepolicy";\n',
  "broken.chimepolicy": "role Broken {\n  allow chime:CreateMeting\n}\n",
  "missing.mjs": 'import "./gone.chimepolicy";\n',
};

const statementOn = (account: string): string =>
  `${JSON.stringify([{ Effect: "Allow", Action: "chime:GetMeeting", Resource: `arn:aws:chime:*:${account}:meeting/*` }])}\n`;

describe.each(nodes)("chimepolicy/register in %s", (node) => {
  let home: Home;
  let run: (file: string, env?: Readonly<Record<string, string>>) => Promise<Run>;

  beforeAll(async () => {
    home = await createHome();
    const folder = home.folder(files);
    run = (file, env) => runNode(["--import", "chimepolicy/register", file], folder, env, node);
  }, 60_000);
  afterAll(() => home.remove());

  it.each(["app.mjs", "required.cjs"])("gives the documents of sources to %s", async (file) => {
    const { out, err, status } = await run(file);
    expect({ out, status }, err).toEqual({ out: statementOn("*"), status: 0 });
  });

  it("takes the environment that CHIMEPOLICY_ENV names", async () => {
    const { out } = await run("app.mjs", { CHIMEPOLICY_ENV: "prod" });
    expect(out).toBe(statementOn("111122223333"));
  });

  it("warns of what a source imports and does not use, once", async () => {
    const { err } = await run("app.mjs");
    expect(err.match(/`Mfa` is imported, but never used/g)).toHaveLength(1);
  });

  it("ends the program with what is wrong and where, and nothing of the loader", async () => {
    const { err, out, status } = await run("broken.mjs");
    expect({ out, status }).toEqual({ out: "", status: 1 });
    expect(err).toContain(
      [
        "error[CP2001] unknown action `chime:CreateMeting` (unknown-action)",
        "    1 | role Broken {",
        "  > 2 |   allow chime:CreateMeting",
        "      |         ^^^^^^^^^^^^^^^^^^",
        "    3 | }",
        "  help: did you mean `chime:CreateMeeting`?",
      ].join("\n"),
    );
    expect(err).toMatch(/broken\.chimepolicy:2:9\n/);
    expect(err).not.toContain("dist/");
  });

  it("says of a source that is not there what Node says", async () => {
    const { err, status } = await run("missing.mjs");
    expect(status).toBe(1);
    expect(err).toContain("gone.chimepolicy");
  });
});
