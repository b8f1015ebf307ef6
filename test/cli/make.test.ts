import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useCommandLine } from "./command-line.ts";

const page = readFileSync(new URL("../../docs/scale.md", import.meta.url), "utf8");
const makefile = /```make\n(.*?)```/s.exec(page)![1]!;
/** What is done with documents: here, one is copied when it changed. */
const deployment = "\ndeployed: copy/Auditor copy/Client\ncopy/%: $(out)/%.json\n\t@mkdir -p $(@D)\n\tcp $< $@\n";

const cli = useCommandLine();
function hasMake(): boolean {
  const present = /^GNU Make ([4-9]|\d\d)/.test(spawnSync("make", ["--version"], { encoding: "utf8" }).stdout ?? "");
  if (!present) console.log("skipped: there is no GNU make 4 or later");
  return present;
}

describe.skipIf(!hasMake())("docs/scale.md, make", () => {
  it("builds when something changed, and goes on with the documents that did", () => {
    const { script } = cli();
    const folder = cli().folder({
      Makefile: makefile + deployment,
      "chimepolicy.config.json": "{}\n",
      "policies/shared.chimepolicy": "actions Lists = chime:List*\n",
      "policies/auditor.chimepolicy": 'import { Lists } from "./shared"\n\nrole Auditor {\n  allow Lists on *\n}\n',
      "policies/100%.chimepolicy": "role Odd {\n  allow chime:ListAccounts\n}\n",
      "policies/client.chimepolicy": "role Client {\n  allow chime:CreateMeeting\n}\n",
    });
    const make = (target = "deployed"): readonly string[] => {
      const { status, stdout, stderr } = spawnSync("make", ["--no-print-directory", `chimepolicy=${process.execPath} ${script}`, target], {
        cwd: folder,
        encoding: "utf8",
      });
      expect(status, stderr).toBe(0);
      expect(stderr).not.toMatch(/mixed implicit|pattern/);
      return [...stdout.matchAll(/^cp out\/(\w+)\.json/gm), ...stdout.matchAll(/chimepolicy\.cjs (build)$/gm)]
        .map((match) => match[1]!)
        .toSorted();
    };
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

    expect(make()).toEqual(["Auditor", "Client", "build"]);
    expect(make()).toEqual([]);
    write("policies/client.chimepolicy", "// A comment.\nrole Client {\n  allow chime:CreateMeeting\n}\n");
    expect(make()).toEqual(["build"]);
    expect(make()).toEqual([]);
    write("policies/shared.chimepolicy", "actions Lists = chime:ListMeetings\n");
    expect(make()).toEqual(["Auditor", "build"]);
    rmSync(join(folder, "out/Client.json"));
    expect(make()).toEqual(["Client"]);
    write("chimepolicy.config.json", '{ "limits": { "size": 5000 } }\n');
    expect(make()).toEqual(["build"]);
    rmSync(join(folder, "policies/client.chimepolicy"));
    expect(make("documents")).toEqual(["build"]);
    expect(JSON.parse(readFileSync(join(folder, "out/chimepolicy.manifest.json"), "utf8"))).toMatchObject({
      documents: [{ name: "Auditor" }, { name: "Odd" }],
    });
  });
});
