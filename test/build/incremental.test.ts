import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { array, assert, asyncProperty, constant, constantFrom, oneof, record, type Arbitrary } from "fast-check";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { linesOf, readLines, writeState } from "../../src/build/state-text.ts";
import { noState, type BuildState } from "../../src/build/state.ts";
import { settingsOf } from "../../src/config/environment.ts";
import { diagnosticsToJson } from "../../src/diagnostics/render/json.ts";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { buildAgain } from "../../src/hosts/build/again.ts";
import { deliveryOf, outputFolder, prepareBuild, type Build, type BuildRequest } from "../../src/hosts/build/build.ts";
import type { OpenProject } from "../../src/hosts/build/compile.ts";
import { memoryOfText, noMemory, type Memory } from "../../src/hosts/build/memory.ts";
import { asideIn, deliver } from "../../src/hosts/build/outputs.ts";
import { findProject } from "../../src/hosts/build/project.ts";
import { restStands, settledAfter, sourcesStand, stateAfter } from "../../src/hosts/build/remember.ts";
import { stampsIn } from "../../src/hosts/build/stamps.ts";
import { findSources } from "../../src/hosts/build/sources.ts";
import { catalog } from "../suite.ts";

const home = mkdtempSync(join(tmpdir(), "chimepolicy-incremental-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What each file may hold: libraries and documents, twins, wildcards, parameters, imports, and what is never used. */
const texts = {
  lib: [
    "actions Lists = chime:List*\nactions Gets = chime:Get*\n",
    "actions Lists = chime:ListM*\nactions Gets = chime:GetM*\npolicy P { allow Lists on * }\n",
    "param app: string\nactions Lists = chime:ListMeetings\nrole Lib { allow Lists on * }\n",
  ],
  more: [
    'import { Lists } from "./lib"\nactions Gets = Lists\n',
    'import { Lists } from "./lib"\nactions Gets = Lists\nactions Spare = chime:Delete*\nrole More { allow chime:CreateMeeting }\n',
    "actions Gets = chime:GetMeeting\n",
  ],
  a: [
    'import { Lists } from "./lib"\nrole One { allow Lists on * }\n',
    'import { Lists, Gets } from "./lib"\nrole One { allow Lists, Gets on * }\n',
    'import { Lists } from "./parts/inner"\nrole One { allow Lists on * }\n',
  ],
  b: [
    'import { Gets } from "./more"\nrole Two { allow Gets on * }\nrole Three { allow chime:CreateMeeting }\n',
    'import { Spare } from "./more"\nrole Two { allow Spare on * }\n',
    'import { P } from "./lib"\nrole Two { include P }\n',
  ],
  c: [
    "param app: string\nrole Four { allow chime:CreateMeeting when aws:PrincipalTag/app == app }\n",
    'param app: string = "y"\nrole Five { allow chime:CreateMeeting }\n',
    "role one { allow chime:CreateMeeting }\n",
    "role Six { allow chime:CreateMeting }\n",
  ],
  "parts/inner": [
    "actions Lists = chime:ListAttendees\n",
    'param app: string = "z"\nactions Lists = chime:ListA*\n',
    "actions Lists = chime:Nothing*\n",
  ],
} as const;
const names = Object.keys(texts) as (keyof typeof texts)[];

type Edit =
  | { readonly kind: "write"; readonly file: string; readonly text: string }
  | { readonly kind: "remove"; readonly file: string }
  | { readonly kind: "touch"; readonly file: string }
  | { readonly kind: "remark"; readonly file: string }
  | { readonly kind: "widen"; readonly file: string }
  | { readonly kind: "spoil"; readonly output: string }
  | { readonly kind: "lose"; readonly output: string }
  | { readonly kind: "give"; readonly app: string };

const file = constantFrom(...names);
const write = file.chain((name) => constantFrom(...texts[name]).map((text): Edit => ({ kind: "write", file: name, text })));
const output = constantFrom("One", "Two", "Three", "Four", "one", "chimepolicy.manifest");
const edit: Arbitrary<Edit> = oneof(
  { weight: 8, arbitrary: write },
  { weight: 1, arbitrary: record({ kind: constant("remove"), file }) },
  { weight: 1, arbitrary: record({ kind: constant("touch"), file }) },
  { weight: 4, arbitrary: record({ kind: constant("remark"), file }) },
  { weight: 4, arbitrary: record({ kind: constant("widen"), file: constantFrom("b", "c") }) },
  { weight: 1, arbitrary: record({ kind: constant("spoil"), output }) },
  { weight: 1, arbitrary: record({ kind: constant("lose"), output }) },
  { weight: 1, arbitrary: record({ kind: constant("give"), app: constantFrom("p", "q") }) },
);

const folders = { made: 0 };
function newFolder(): string {
  const folder = join(home, String((folders.made += 1)));
  mkdirSync(join(folder, "parts"), { recursive: true });
  writeFileSync(join(folder, "chimepolicy.config.json"), JSON.stringify({ files: ["*.chimepolicy"] }));
  return folder;
}

function apply(edit: Edit, folder: string): void {
  const source = "file" in edit ? join(folder, `${edit.file}.chimepolicy`) : "";
  switch (edit.kind) {
    case "write":
      return writeFileSync(source, edit.text);
    case "remove":
      return rmSync(source, { force: true });
    case "touch":
      try {
        return utimesSync(source, 1, 1);
      } catch {
        return;
      }
    case "remark":
      return rewrite(source, (text) => `// as it was\n${text}`);
    case "widen":
      return rewrite(source, (text) => text.replace("allow chime:CreateMeeting", "allow chime:CreateMeeting, chime:ListVoiceConnectors"));
    case "spoil":
      mkdirSync(join(folder, "out"), { recursive: true });
      return writeFileSync(join(folder, "out", `${edit.output}.json`), "{}");
    case "lose":
      return rmSync(join(folder, "out", `${edit.output}.json`), { force: true });
    case "give":
      return;
  }
}

function rewrite(path: string, change: (text: string) => string): void {
  if (existsSync(path)) writeFileSync(path, change(readFileSync(path, "utf8")));
}

function open(folder: string): { project: OpenProject; sources: readonly string[] } {
  const found = findProject(folder);
  const config = found.config!;
  const settings = settingsOf(config, () => undefined);
  if ("problem" in settings) throw new Error(settings.problem);
  return { project: { project: found, config, settings }, sources: findSources(folder, config, settings.outDir) };
}

/** A value of `app`, as from the command line. */
function givenApp(app: string): BuildRequest["given"] {
  const place = { source: { uri: "--param app", text: app }, start: 0, end: app.length };
  return { app: { value: app, name: place, location: place } };
}

async function build(folder: string, app: string, more: Pick<BuildRequest, "keep" | "state"> & Partial<BuildRequest>): Promise<Build> {
  const { project, sources } = open(folder);
  const stamps = stampsIn(folder, outputFolder(project));
  const request = { given: givenApp(app), locked: false, force: true, key: app, stamps, worker: undefined, ...more };
  const built = await prepareBuild(project, sources, request, catalog);
  if (!("units" in built)) throw new Error("unreadable");
  return built;
}

/** One build of the whole, as the command line does it; the state goes through its text. */
async function buildOn(folder: string, app: string, before: BuildState): Promise<{ built: Build; state: BuildState; memory: Memory }> {
  const { project } = open(folder);
  const aside = asideIn(outputFolder(project));
  try {
    const usable = before.key === app ? before : noState;
    const built = await build(folder, app, { keep: { aside: aside.folder, prefix: "" }, state: usable });
    const writes = !hasErrors(built.diagnostics);
    if (writes) {
      expect(deliver(outputFolder(project), aside, deliveryOf(built))).toBe("done");
      if (built.lock.after !== undefined) writeFileSync(join(folder, "chimepolicy.lock.json"), built.lock.after);
    }
    const state = stateAfter(built, usable, writes);
    const settled = settledAfter(built, state, project.project.host);
    const memory = memoryOfText(app, settled, () => readLines(linesOf(writeState(state))));
    return { built, state: memory.state(), memory };
  } finally {
    aside.remove();
  }
}

/** What a build that looks at the sources that changed alone leaves to remember, and how many documents it wrote; undefined where that is not enough. */
function buildFew(folder: string, app: string, before: Memory): { readonly memory: Memory; readonly written: number } | undefined {
  const { project, sources } = open(folder);
  const stamps = stampsIn(folder, outputFolder(project));
  const { settled } = before;
  if (settled === undefined || before.state().key !== app || !restStands(settled, stamps)) return undefined;
  if (sourcesStand(settled, sources, stamps)) return undefined;
  const aside = asideIn(outputFolder(project));
  try {
    const outputs = { folder: outputFolder(project), keep: { aside: aside.folder, prefix: "" } };
    const again = buildAgain(project, sources, before, { given: givenApp(app), key: app, outputs, stamps }, catalog);
    if (again === undefined) return undefined;
    if (again.delivery !== undefined) expect(deliver(outputs.folder, aside, again.delivery)).toBe("done");
    return { memory: again.after(), written: again.delivery?.move.length ?? 0 };
  } finally {
    aside.remove();
  }
}

/** A state without its stamps, which depend on when a file was looked at. */
function withoutStamps({ modules, ...state }: BuildState): unknown {
  return { ...state, modules: Array.from(modules.values(), ({ stamp: _, ...module }) => module) };
}

const said = ({ diagnostics }: Build): unknown => diagnosticsToJson(diagnostics, (uri) => uri).diagnostics;

describe("incremental builds", () => {
  it("leave and say what a build from nothing would, whatever was edited", { timeout: 600_000 }, async () => {
    const seen = { clean: 0, wrong: 0, spared: 0, settled: 0, few: 0, written: 0 };
    await assert(
      asyncProperty(array(array(edit, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 8 }), async (rounds) => {
        const folder = newFolder();
        let app = "p";
        let memory = noMemory;
        const begin = names.map((name): Edit => ({ kind: "write", file: name, text: texts[name][0] }));
        for (const edits of [begin, ...rounds]) {
          for (const one of edits) {
            apply(one, folder);
            if (one.kind === "give") app = one.app;
          }
          const { sources, project } = open(folder);
          if (sources.length === 0) continue;
          // What was written a moment ago is not believed to stand still.
          await sleep(25);
          const few = buildFew(folder, app, memory);
          if (few !== undefined && few.written > 0) await sleep(25);
          const result = await buildOn(folder, app, memory.state());
          if (few !== undefined) {
            seen.few += 1;
            seen.written += few.written;
            expect(result.built.plan).toMatchObject({ write: [], remove: [], foreign: [] });
            expect([result.built.diagnostics, result.built.manifest, result.built.lock.after]).toEqual([[], undefined, undefined]);
            expect(withoutStamps(few.memory.state())).toEqual(withoutStamps(result.state));
            expect(few.memory.settled).toEqual(result.memory.settled);
          }
          const fromNothing = await build(folder, app, { keep: "text", state: noState });
          expect(said(result.built)).toEqual(said(fromNothing));
          if (hasErrors(fromNothing.diagnostics)) seen.wrong += 1;
          else {
            seen.clean += 1;
            expect(fromNothing.plan).toMatchObject({ write: [], remove: [], foreign: [] });
            expect(fromNothing.manifest).toBeUndefined();
            expect(fromNothing.lock.after).toBeUndefined();
          }
          seen.spared += sources.length - result.built.compiled.size;
          memory = few?.memory ?? result.memory;
          const { settled } = memory;
          if (settled === undefined) continue;
          seen.settled += 1;
          expect(fromNothing.diagnostics).toEqual([]);
          const stands = (): boolean => {
            const stamps = stampsIn(folder, outputFolder(project));
            return sourcesStand(settled, open(folder).sources, stamps) && restStands(settled, stamps);
          };
          expect(stands()).toBe(true);
          // Later builds would have to mend it.
          if (edits !== rounds.at(-1)) continue;
          for (const output of settled.outputs.slice(0, 1)) {
            apply({ kind: "spoil", output: output.replace(/\.json$/, "") }, folder);
            expect(stands()).toBe(false);
          }
        }
      }),
      { numRuns: process.env["CHIMEPOLICY_LONG"] === "1" ? 2000 : 40 },
    );
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(5);
  });

  it("do not take for settled what changed while they ran", async () => {
    const folder = newFolder();
    const lib = (team: string): string => `param app: string\nlet team = "${team}-\${app}"\n`;
    writeFileSync(join(folder, "lib.chimepolicy"), lib("a"));
    for (const name of ["One", "Two"])
      writeFileSync(
        join(folder, `${name}.chimepolicy`),
        `import { team } from "./lib"\nrole ${name} { allow chime:CreateMeeting when aws:PrincipalTag/team == team }\n`,
      );
    await sleep(25);
    const { state } = await buildOn(folder, "", noState);
    const stamps = stampsIn(folder, outputFolder(open(folder).project));
    stamps.ofSource("lib.chimepolicy");
    // From here on: what another program writes while a build is on its way.
    writeFileSync(join(folder, "lib.chimepolicy"), lib("b"));
    rewrite(join(folder, "One.chimepolicy"), (text) => `// new\n${text}`);
    await sleep(25);
    const disturbed = await build(folder, "", { keep: "nothing", state, stamps });
    expect([...disturbed.compiled]).toEqual(["One.chimepolicy"]);
    const next = await build(folder, "", { keep: "nothing", state: stateAfter(disturbed, state, true) });
    expect([...next.compiled].toSorted()).toEqual(["One.chimepolicy", "Two.chimepolicy", "lib.chimepolicy"]);
  });

  it("compile what changed and what imports it, and nothing else", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "lib.chimepolicy"), texts.lib[0]);
    writeFileSync(
      join(folder, "more.chimepolicy"),
      'import { Lists } from "./lib"\nactions Both = Lists, chime:GetMeeting\nrole More { allow chime:CreateMeeting }\n',
    );
    writeFileSync(join(folder, "a.chimepolicy"), 'import { Both } from "./more"\nrole A { allow Both on * }\n');
    writeFileSync(join(folder, "b.chimepolicy"), 'import { Gets } from "./lib"\nrole B { allow Gets on * }\n');
    for (let at = 0; at < 30; at += 1) writeFileSync(join(folder, `r${at}.chimepolicy`), `role R${at} { allow chime:CreateMeeting }\n`);
    let { state, built } = await buildOn(folder, "", noState);
    // No source declares `app`, which is an error: nothing is written, and nothing taken for granted.
    expect(said(built)).toMatchObject([{ slug: "unknown-parameter" }]);
    writeFileSync(
      join(folder, "b.chimepolicy"),
      'import { Gets } from "./lib"\nparam app: string\nrole B { allow Gets on * when aws:PrincipalTag/app == app }\n',
    );
    ({ state, built } = await buildOn(folder, "", state));
    expect(built.diagnostics).toEqual([]);
    const after = async (change: string, text: string): Promise<readonly string[]> => {
      writeFileSync(join(folder, change), text);
      ({ state, built } = await buildOn(folder, "", state));
      return [...built.compiled].toSorted();
    };
    expect(await after("r7.chimepolicy", "role R7 { allow chime:DeleteMeeting on * }\n")).toEqual(["r7.chimepolicy"]);
    expect(await after("r7.chimepolicy", "role R7 { allow chime:DeleteMeeting on * }\n")).toEqual([]);
    expect(
      await after(
        "more.chimepolicy",
        'import { Lists } from "./lib"\nactions Both = Lists, chime:GetAttendee\nrole More { allow chime:CreateMeeting }\n',
      ),
    ).toEqual(["a.chimepolicy", "more.chimepolicy"]);
    expect(await after("lib.chimepolicy", "actions Lists = chime:ListM*\nactions Gets = chime:GetM*\n")).toEqual([
      "a.chimepolicy",
      "b.chimepolicy",
      "lib.chimepolicy",
      "more.chimepolicy",
    ]);
    rmSync(join(folder, "out", "R3.json"));
    ({ state, built } = await buildOn(folder, "", state));
    expect([...built.compiled]).toEqual(["r3.chimepolicy"]);
    // What nobody uses any more is to be said where it is declared, though nothing changed there.
    expect(await after("a.chimepolicy", "role A { allow chime:CreateMeeting }\n")).toEqual(["a.chimepolicy", "more.chimepolicy"]);
    expect(said(built)).toMatchObject([{ slug: "unused-declaration", file: "more.chimepolicy" }]);
  });
});
