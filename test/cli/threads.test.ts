import { describe, expect, it } from "vitest";
import { noState } from "../../src/build/state.ts";
import { settingsOf } from "../../src/config/environment.ts";
import { diagnosticsToJson } from "../../src/diagnostics/render/json.ts";
import { outputFolder, prepareBuild } from "../../src/hosts/build/build.ts";
import { findProject } from "../../src/hosts/build/project.ts";
import { stampsIn } from "../../src/hosts/build/stamps.ts";
import { findSources } from "../../src/hosts/build/sources.ts";
import { catalog } from "../suite.ts";
import { useCommandLine } from "./command-line.ts";

const cli = useCommandLine();
/** Enough sources for threads to be started. */
const count = 840;

function sources(wrong: boolean): Readonly<Record<string, string>> {
  const roles = Array.from({ length: count }, (_, index) => {
    const idle = index % 100 === 7 ? "let idle = 1\n" : "";
    const action = wrong && index % 200 === 3 ? "chime:CreateMeting" : "chime:CreateMeeting";
    return [
      `p/role-${index}.chimepolicy`,
      `import { Gets } from "../lib"\n${idle}role Role${index} {\n  allow Gets on *\n  allow ${action}\n}\n`,
    ];
  });
  return { "chimepolicy.config.json": "{}", "lib.chimepolicy": "actions Gets = chime:GetM*\n", ...Object.fromEntries(roles) };
}

async function onOneThread(folder: string): Promise<Awaited<ReturnType<typeof prepareBuild>>> {
  const project = findProject(folder);
  const config = project.config!;
  const settings = settingsOf(config, () => undefined);
  if ("problem" in settings) throw new Error(settings.problem);
  const open = { project, config, settings };
  const stamps = stampsIn(folder, outputFolder(open));
  const request = { stamps, given: {}, locked: false, force: false, keep: "text", state: noState, key: "", worker: undefined } as const;
  return prepareBuild(open, findSources(folder, config, settings.outDir), request, catalog);
}

describe("hosts/cli, builds on several threads", { timeout: 60_000 }, () => {
  it.each([false, true])("leave and say what one thread does, in the same order (with errors: %s)", async (wrong) => {
    const folder = cli().folder(sources(wrong));
    const { status, out, err } = await cli().run(["build", "--format", "json"], { cwd: folder, env: { CHIMEPOLICY_THREADS: "2" } });
    const alone = await onOneThread(folder);
    if (!("units" in alone)) throw new Error("unreadable");
    expect(status).toBe(wrong ? 1 : 0);
    expect(JSON.parse(out)).toEqual(diagnosticsToJson(alone.diagnostics, (uri) => uri));
    expect(alone.diagnostics).toHaveLength(wrong ? 5 + 9 : 9);
    if (wrong) return;
    expect(err).toBe(`${count} documents in out: ${count} written\n`);
    expect(alone.plan).toEqual({ write: [], remove: [], foreign: [], unchanged: count });
    expect([alone.manifest, alone.lock.after]).toEqual([undefined, undefined]);
  });
});
