import { chmodSync, readFileSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyWithoutPrettier, useCommandLine, runShell, snapshot, type Run, type RunOptions } from "./command-line.ts";

const cli = useCommandLine();
const run = (args: readonly string[], cwd: string, options: RunOptions = {}): Promise<Run> => cli().run(args, { ...options, cwd });

const messy = "role  Host{allow chime:{ListMeetings,CreateMeeting}}";
const neat = "role Host {\n  allow chime:{CreateMeeting, ListMeetings}\n}\n";
const broken = "role Host { allow chime:{ }";

describe("hosts/cli, fmt", () => {
  it("formats files in place, keeps their mode, and does not touch those that are formatted", async () => {
    const folder = cli().folder({ "a.chimepolicy": messy, "b/b.chimepolicy": neat });
    chmodSync(join(folder, "a.chimepolicy"), 0o640);
    utimesSync(join(folder, "b/b.chimepolicy"), 1000, 1000);
    const before = snapshot(join(folder, "b"));
    expect(await run(["fmt", "**/*.chimepolicy"], folder)).toEqual({ status: 0, out: "", err: "1 file formatted, 1 unchanged\n" });
    expect(readFileSync(join(folder, "a.chimepolicy"), "utf8")).toBe(neat);
    expect(statSync(join(folder, "a.chimepolicy")).mode & 0o777).toBe(0o640);
    expect(snapshot(join(folder, "b"))).toEqual(before);
    expect(await run(["fmt", "a.chimepolicy"], folder)).toEqual({ status: 0, out: "", err: "0 files formatted, 1 unchanged\n" });
  });

  it("lists with --check what is not formatted, and writes nothing", async () => {
    const folder = cli().folder({ "a.chimepolicy": messy, "b.chimepolicy": neat, "c/c.chimepolicy": messy });
    const before = snapshot(folder);
    expect(await run(["fmt", "--check", "**/*.chimepolicy"], folder)).toEqual({
      status: 1,
      out: "a.chimepolicy\nc/c.chimepolicy\n",
      err: "2 files not formatted, which `chimepolicy fmt` does\n",
    });
    expect(await run(["fmt", "--check", "b.chimepolicy"], folder)).toEqual({ status: 0, out: "", err: "" });
    expect(snapshot(folder)).toEqual(before);
  });

  it("formats standard input to standard output", async () => {
    const folder = cli().folder();
    expect(await run(["fmt", "-"], folder, { input: messy })).toEqual({ status: 0, out: neat, err: "" });
    expect(await run(["fmt", "-", "--check"], folder, { input: neat })).toEqual({ status: 0, out: "", err: "" });
    expect(await run(["fmt", "-", "--check"], folder, { input: messy })).toMatchObject({ status: 1, out: "<stdin>\n" });
    expect(await run(["fmt", "-"], folder, { input: broken })).toMatchObject({ status: 1, out: "" });
    expect((await run(["fmt", "-", "a.chimepolicy"], folder, { input: neat })).status).toBe(2);
  });

  it("leaves a broken file alone, shows its findings, and formats the others", async () => {
    const folder = cli().folder({ "a.chimepolicy": messy, "b.chimepolicy": `\uFEFF\r\n${broken}` });
    const { status, out, err } = await run(["fmt", "a.chimepolicy", "b.chimepolicy"], folder);
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toContain("error[CP1012]");
    expect(err).toContain("at b.chimepolicy:2:11");
    expect(err).toContain("1 file formatted, 0 unchanged");
    expect(readFileSync(join(folder, "b.chimepolicy"), "utf8")).toBe(`\uFEFF\r\n${broken}`);
    expect((await run(["fmt", "--check", "b.chimepolicy"], folder)).status).toBe(1);
  });

  it("formats as the project's configuration asks for", async () => {
    const narrow = "role Host {\n    allow chime:{\n        CreateMeeting,\n        ListMeetings,\n    }\n}\n";
    const folder = cli().folder({
      "with-prettier/.prettierrc": '{ "printWidth": 30, "tabWidth": 4, "plugins": ["chimepolicy/prettier"] }',
      "with-prettier/deep/a.chimepolicy": messy,
      "with-editorconfig/.editorconfig": "root = true\n[*]\nindent_style = space\nindent_size = 4\nmax_line_length = 30\n",
      "with-editorconfig/a.chimepolicy": messy,
      "with-package/package.json": '{ "prettier": { "endOfLine": "crlf" } }',
      "with-package/a.chimepolicy": messy,
      "with-fault/.prettierrc": "{",
      "with-fault/a.chimepolicy": messy,
    });
    const files = ["with-prettier/deep", "with-editorconfig", "with-package"].map((name) => `${name}/a.chimepolicy`);
    expect(await run(["fmt", ...files], folder)).toMatchObject({ status: 0 });
    expect(files.map((name) => readFileSync(join(folder, name), "utf8"))).toEqual([narrow, narrow, neat.replaceAll("\n", "\r\n")]);
    const { status, err } = await run(["fmt", "with-fault/a.chimepolicy"], folder);
    expect(status).toBe(2);
    expect(err).toMatch(/^error: cannot read prettier's configuration: /);
  });

  it("follows a symbolic link to the file it stands for", async () => {
    const folder = cli().folder({ "a.chimepolicy": messy });
    symlinkSync("a.chimepolicy", join(folder, "b.chimepolicy"));
    expect(await run(["fmt", "b.chimepolicy"], folder)).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, "a.chimepolicy"), "utf8")).toBe(neat);
  });

  it("asks for prettier where a configuration is to be read and it is not installed, and only there", async () => {
    const bare = copyWithoutPrettier();
    const folder = cli().folder({
      "a.chimepolicy": messy,
      "package.json": '{ "devDependencies": { "prettier": "3" } }',
      "with-prettier/.prettierrc": "{}",
      "with-prettier/a.chimepolicy": messy,
    });
    expect(await runShell("$CLI fmt a.chimepolicy", bare, { cwd: folder })).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, "a.chimepolicy"), "utf8")).toBe(neat);
    const { status, err } = await runShell("$CLI fmt with-prettier/a.chimepolicy", bare, { cwd: folder });
    expect({ status, err }).toEqual({
      status: 2,
      err: "error: `with-prettier/.prettierrc` may say how sources are formatted, and prettier, which reads it, is not installed\n  help: install it beside chimepolicy: `npm install --save-dev prettier`\n",
    });
    expect(readFileSync(join(folder, "with-prettier/a.chimepolicy"), "utf8")).toBe(messy);
    bare.remove();
  });

  it.each([
    ['{ "printWidth": "wide" }', '`printWidth` cannot be "wide"'],
    ['{ "endOfLine": "none" }', '`endOfLine` cannot be "none"'],
  ])("refuses the configuration %s", async (configuration, expected) => {
    const folder = cli().folder({ ".prettierrc": configuration, "a.chimepolicy": messy });
    expect(await run(["fmt", "a.chimepolicy"], folder)).toEqual({
      status: 2,
      out: "",
      err: `error: cannot read prettier's configuration: ${expected}\n`,
    });
  });
});
