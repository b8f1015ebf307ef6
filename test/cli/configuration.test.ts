import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useCommandLine, snapshot, type Run } from "./command-line.ts";

const cli = useCommandLine();
const run = (args: readonly string[], cwd: string): Promise<Run> => cli().run(args, { cwd });

const role = (name: string): string => `role ${name} {\n  allow chime:CreateMeeting\n}\n`;
const projectWith = (config: object, files: Readonly<Record<string, string>> = {}): string =>
  cli().folder({ "chimepolicy.config.json": JSON.stringify(config), "policies/host.chimepolicy": role("Host"), ...files });

describe("hosts/cli, configuration", () => {
  it("says that a file in `files` is not there where another file stands in its way", async () => {
    const folder = projectWith({ files: ["policies/host.chimepolicy", "policies/host.chimepolicy/desk.chimepolicy"] });
    const { status, err } = await run(["build"], folder);
    expect(status).toBe(2);
    expect(err).toContain("there is no file `policies/host.chimepolicy/desk.chimepolicy`, which `files` of chimepolicy.config.json names");
  });

  it("refuses a path in `files` that is no file, and removes no document for it", async () => {
    const folder = projectWith(
      { files: ["policies/host.chimepolicy", "policies/guest.chimepolicy"] },
      { "policies/guest.chimepolicy": role("Guest") },
    );
    expect((await run(["build"], folder)).status).toBe(0);
    rmSync(join(folder, "policies/guest.chimepolicy"));
    const before = snapshot(folder);
    expect(await run(["build"], join(folder, "policies"))).toMatchObject({
      status: 2,
      err: "error: there is no file `policies/guest.chimepolicy`, which `files` of ../chimepolicy.config.json names\n",
    });
    expect(snapshot(folder)).toEqual(before);
  });

  it("tells how to name the sources in a folder", async () => {
    expect(await run(["check"], projectWith({ files: "policies/" }))).toMatchObject({
      status: 2,
      err: "error: `policies/` in `files` of chimepolicy.config.json is a folder\n  help: name the files in it, as in `policies/**/*.chimepolicy`\n",
    });
  });

  it.each([
    [{ outDir: "." }, "Host.json"],
    [{ outDir: "policies", files: "policies/*.chimepolicy" }, "policies/Host.json"],
    [{ outDir: "./policies/", files: "./policies/*.chimepolicy" }, "policies/Host.json"],
    [{ outDir: "out[1]", files: "**/*.chimepolicy" }, "out[1]/Host.json"],
  ])("writes documents beside sources where it says so: %j", async (config, document) => {
    const folder = projectWith(config);
    expect((await run(["build"], folder)).err).toMatch(/: 1 written\n$/);
    expect(existsSync(join(folder, document))).toBe(true);
    expect((await run(["build"], folder)).err).toMatch(/: nothing to do\n$/);
  });

  it("says why no source is found where all lie in the folder of the documents", async () => {
    expect(await run(["build"], projectWith({ outDir: "policies" }))).toMatchObject({
      status: 2,
      err: "error: there is no source in this project\n  help: `files` of chimepolicy.config.json says where they are; in `policies`, the folder of the documents, it has to name them\n",
    });
  });

  it("takes no source from a folder of documents whose name looks like a glob", async () => {
    const folder = projectWith({ outDir: "out[1]" }, { "out[1]/copy.chimepolicy": role("Host") });
    expect((await run(["build", "--list"], folder)).out).toMatch(
      /^out\[1\]\/Host\.json {2}\d+ characters {2}policies\/host\.chimepolicy\n$/,
    );
  });

  it.each(["taken", "taken/below"])("refuses a file in the place of the folder of documents: %s", async (outDir) => {
    const folder = projectWith({ outDir }, { taken: "mine" });
    const { status, err } = await run(["build"], folder);
    const why = outDir === "taken" ? "it is a file" : "part of the path is no folder";
    expect({ status, err }).toEqual({
      status: 2,
      err: `error: cannot write to \`${outDir}\`: ${why}\n  help: \`outDir\` of chimepolicy.config.json names the folder of the documents\n`,
    });
  });

  it("says of what cannot be read why, and where it is", async () => {
    const folder = cli().folder({ "below/a.chimepolicy": role("A") });
    mkdirSync(join(folder, "chimepolicy.config.json"));
    const refusal = (shown: string, why: string): string => `error: cannot read \`${shown}\`: ${why}\n`;
    expect((await run(["build"], folder)).err).toBe(refusal("chimepolicy.config.json", "it is a folder"));
    rmSync(join(folder, "chimepolicy.config.json"), { recursive: true });
    writeFileSync(join(folder, "chimepolicy.config.json"), Uint8Array.of(0xff, 0xfe));
    expect((await run(["check"], join(folder, "below"))).err).toBe(refusal("../chimepolicy.config.json", "it is not UTF-8 text"));
    writeFileSync(join(folder, "chimepolicy.config.json"), '{ "outdir": "x" }');
    expect((await run(["check"], join(folder, "below"))).err).toMatch(/^error: \.\.\/chimepolicy\.config\.json:1:3: /);
  });

  it("points at the catalog that it names, where another one is installed", async () => {
    const { status, err } = await run(["build"], projectWith({ files: "policies/*.chimepolicy", catalog: "1" }));
    expect(status).toBe(1);
    expect(err).toContain("  at chimepolicy.config.json:1:45\n");
    expect(err).toContain('> 1 | {"files":"policies/*.chimepolicy","catalog":"1"}\n');
  });

  it.each([
    [["--check", "--list"], "`--check` and `--list` do not go together"],
    [["--check", "--graph", "json"], "`--check` and `--graph` do not go together"],
    [["--list", "--graph", "json"], "`--list` and `--graph` do not go together"],
  ])("refuses %j, of which one would go unheard", async (options, message) => {
    const { status, err } = await run(["build", ...options], projectWith({}));
    expect({ status, err }).toEqual({ status: 2, err: `error: ${message}\n  help: leave one of them out\n` });
  });
});
