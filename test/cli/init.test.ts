import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { useCommandLine, snapshot, type Run } from "./command-line.ts";

const cli = useCommandLine();
const run = (args: readonly string[], cwd: string): Promise<Run> => cli().run(args, { cwd });
const at = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");

describe("hosts/cli, init", () => {
  it("makes a project that is formatted, builds, passes its tests and has nothing to find", async () => {
    const folder = cli().folder();
    expect((await run(["init", "shop"], folder)).status).toBe(0);
    const shop = join(folder, "shop");
    const sources = "policies/**/*.chimepolicy";
    expect((await run(["build"], shop)).status).toBe(0);
    for (const args of [
      ["check", sources],
      ["test", sources],
      ["build", "--check", "--locked"],
    ]) {
      expect(await run(args, shop), args.join(" ")).toMatchObject({ status: 0 });
    }
    expect((await run(["check", sources], shop)).err).toBe("");
    const { scripts } = JSON.parse(at(shop, "package.json")) as { scripts: object };
    expect(Object.keys(scripts)).toEqual(["policies:build", "policies:check", "policies:test"]);
  });

  it("adds to what is there, and overwrites nothing", async () => {
    const mine = {
      "package.json": '{\n\t"name": "shop",\n\t"scripts": { "policies:test": "my own" }\n}\n',
      ".gitattributes": "*.png binary",
      "policies/help-desk.chimepolicy": "// mine\n",
    };
    const folder = cli().folder(mine);
    const { status, err } = await run(["init", "--github"], folder);
    expect(status).toBe(0);
    expect(err).toContain("added to   package.json\n");
    expect(err).toContain("as it was  policies/help-desk.chimepolicy\n");
    expect(at(folder, "policies/help-desk.chimepolicy")).toBe("// mine\n");
    expect(at(folder, ".gitattributes")).toMatch(/^\*\.png binary\n\*\.chimepolicy text eol=lf\n/);
    expect(at(folder, "package.json")).toMatch(/^\{\n\t"name": "shop",\n\t"scripts": \{\n/);
    expect(JSON.parse(at(folder, "package.json"))).toMatchObject({
      name: "shop",
      scripts: { "policies:test": "my own", "policies:build": "chimepolicy build" },
    });
    expect(at(folder, ".github/workflows/policies.yml")).toContain("chimepolicy build --check --locked");
    expect(at(folder, ".gitignore")).toBe("node_modules/\n");
    const before = snapshot(folder);
    expect((await run(["init", "--github"], folder)).status).toBe(0);
    expect(snapshot(folder)).toEqual(before);
  });

  it("writes a workflow where GitHub looks for it, which runs in the folder of the project", async () => {
    const folder = cli().folder({ ".git/HEAD": "ref: refs/heads/main\n" });
    const { status, err } = await run(["init", "teams/my policies", "--github"], folder);
    expect(status).toBe(0);
    const path = join(".github", "workflows", "policies-teams-my-policies.yml");
    expect(err).toContain(`written    ${path}\n`);
    expect(parse(at(folder, path))).toEqual({
      name: "policies-teams-my-policies",
      on: ["push", "pull_request"],
      permissions: { contents: "read" },
      jobs: {
        policies: {
          "runs-on": "ubuntu-latest",
          defaults: { run: { "working-directory": "teams/my policies" } },
          steps: [
            { uses: "actions/checkout@v6" },
            { uses: "actions/setup-node@v6", with: { "node-version": 24 } },
            { run: "npm ci" },
            { run: "npx chimepolicy check --format github" },
            { run: "npx chimepolicy build --check --locked --format github" },
            { run: "npx chimepolicy test --format github" },
          ],
        },
      },
    });
    expect((await run(["init", "--github"], folder)).status).toBe(0);
    const own = parse(at(folder, ".github/workflows/policies.yml")) as { name: string; jobs: { policies: object } };
    expect(own.name).toBe("policies");
    expect(own.jobs.policies).not.toHaveProperty("defaults");
  });

  it.each([
    ["a b", '"a b"'],
    ["$(touch x)", "'$(touch x)'"],
    ["it's", String.raw`'it'\''s'`],
    ["./-x", "./-x"],
  ])("tells how to go on in the folder %s", async (dir, shown) => {
    const { err } = await run(["init", dir], cli().folder());
    expect(err).toContain(`\nNow: cd ${shown} && npm install && npm run policies:build && npm run policies:test\n`);
  });

  it("refuses a folder without a name", async () => {
    const folder = cli().folder();
    expect(await run(["init", ""], folder)).toMatchObject({ status: 2, err: "error: the name of the folder is empty\n" });
    expect(snapshot(folder)).toEqual({});
  });

  it("keeps the byte-order mark, the line ends and the indentation of a package.json", async () => {
    const folder = cli().folder({ "package.json": '\uFEFF{\r\n\t"name": "shop"\r\n}\r\n' });
    expect((await run(["init"], folder)).status).toBe(0);
    const text = at(folder, "package.json");
    expect(text).toMatch(/^\uFEFF\{\r\n\t"name": "shop",\r\n\t"scripts": \{\r\n\t\t"policies:build": "chimepolicy build",\r\n/);
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    expect((await run(["init"], folder)).err).toContain("as it was  package.json\n");
  });

  it.each([
    ["is no JSON object", '{ "name": "shop", }'],
    ["is no JSON object", "[]"],
    ["is no JSON object", ""],
    ["has `scripts` that are no object", '{ "scripts": "mine" }'],
    ["has `devDependencies` that are no object", '{ "devDependencies": ["mine"] }'],
  ])("refuses a package.json that %s, and writes nothing: %s", async (problem, text) => {
    const folder = cli().folder({ "package.json": text });
    const before = snapshot(folder);
    const { status, err } = await run(["init"], folder);
    expect({ status, err }).toEqual({
      status: 2,
      err: `error: \`package.json\` ${problem}\n  help: mend it or move it away; nothing was written\n`,
    });
    expect(snapshot(folder)).toEqual(before);
  });
});
