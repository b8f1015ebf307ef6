import { manifestName } from "../../build/manifest.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { hasErrors, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { buildAgain } from "../build/again.ts";
import { deliveryOf, outputFolder, prepareBuild, wasDisturbed, type Build } from "../build/build.ts";
import type { GivenParameters, OpenProject } from "../build/compile.ts";
import { asideIn, outputName, type Aside, type Delivery } from "../build/outputs.ts";
import { memoryOfState, noMemory, type Memory } from "../build/memory.ts";
import { restStands, settledAfter, sourcesStand, stateAfter } from "../build/remember.ts";
import { loadMemory, saveMemory, stateFile, stateKey } from "../build/state-file.ts";
import { stampsIn, type Stamps } from "../build/stamps.ts";
import { nodeCatalog } from "../node-catalog.ts";
import { err, out, reportFindings, statusOf, UsageError, type ReportOptions } from "./console.ts";
import { compare, refuseForeign, refuseNoFolder, refuseShared, write } from "./build-delivery.ts";
import { graphOf, type GraphRequest } from "./build-graph.ts";
import { listing, summary, upToDate } from "./build-report.ts";
import { shownName } from "./inputs.ts";
import { refuseTwins } from "./outputs.ts";
import { openProject, problemOf, sourcesIn, type ProjectArguments } from "./project.ts";
import { showProgress } from "./commands/options.ts";
import { readParameters } from "./parameters.ts";
import type { Surroundings } from "./surroundings.ts";

export interface BuildArguments extends ProjectArguments {
  readonly watch: boolean | undefined;
  readonly check: boolean | undefined;
  readonly list: boolean | undefined;
  readonly locked: boolean | undefined;
  readonly force: boolean | undefined;
  readonly graph: "json" | "make" | undefined;
  readonly param: readonly string[] | undefined;
  readonly "param-file": string | undefined;
}

/** More builds than that at once in one folder are a mistake. */
const mostAttempts = 5;

/** The builds of a project that one process does, each of which takes what the last one left. */
export interface Builds {
  /**
   * Builds the project and says what came of it. Where nothing changed there is nothing to say, unless it is the first one; nor where a
   * second look finds what the last one found.
   */
  readonly next: (isSecondLook?: boolean) => Promise<void>;
  /** Keeps what they left for the next process. */
  readonly keep: () => void;
}

/** Prepares the builds that a command line asks for. */
export function createBuilds(argv: BuildArguments, surroundings: Surroundings): Builds {
  const progress: Progress = { catalog: nodeCatalog(), key: "", loaded: noMemory, memory: noMemory, said: "", isSecondLook: false };
  return {
    async next(isSecondLook = false) {
      progress.isSecondLook = isSecondLook;
      const open = await openProject(argv);
      const folder = outputFolder(open);
      refuseNoFolder(folder, open);
      for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
        const aside = asideIn(folder);
        try {
          if (await attemptBuild(open, argv, surroundings, aside, progress)) return;
        } finally {
          aside.remove();
        }
      }
      throw new UsageError(`other builds keep writing to \`${shownName(folder, open.project.host)}\``);
    },
    keep() {
      const { file, key, loaded, memory } = progress;
      if (file !== undefined && memory !== loaded) saveMemory(file, key, memory);
    },
  };
}

interface Progress {
  readonly catalog: Catalog;
  /** The key of what is remembered. */
  key: string;
  memory: Memory;
  /** What another process left. */
  loaded: Memory;
  /** The findings that were said last. */
  said: string;
  isSecondLook: boolean;
  /** Where it is kept. */
  file?: string | undefined;
}

/** One build. Whether it got through: another one may have been faster. */
async function attemptBuild(
  open: OpenProject,
  argv: BuildArguments,
  { cacheFolder, worker }: Surroundings,
  aside: Aside,
  progress: Progress,
): Promise<boolean> {
  const { host } = open.project;
  const { catalog } = progress;
  const given = readParameters(argv);
  const sources = await sourcesIn(open);
  const key = stateKey(open, given, catalog);
  const isFirst = progress.key === "";
  recall(progress, key, cacheFolder === undefined ? undefined : stateFile(cacheFolder, open));
  const stamps = stampsIn(host.root, outputFolder(open));
  const report: ReportOptions = { ...argv, fileOf: (uri) => shownName(uri, host), files: sources.map((uri) => ({ uri, text: "" })) };
  const counts = argv.list === true || argv.graph !== undefined;
  const few = counts ? undefined : await attemptFew({ open, argv, aside, sources, given, key, stamps, report, isFirst }, progress);
  if (few !== undefined) return few;
  const state = progress.memory.state();
  const keep = counts ? "nothing" : argv.check === true ? "text" : { aside: aside.folder, prefix: "" };
  const request = { given, locked: argv.locked === true, force: argv.force === true, keep, state, stamps, key, worker } as const;
  const build = await showProgress("compiling", sources, () => prepareBuild(open, sources, request, catalog));
  if (!("units" in build)) throw problemOf(build, open);
  if (wasDisturbed(build)) return false;
  const said = digestOf(build.diagnostics);
  const isRepeated = progress.isSecondLook && said === progress.said && changesNothing(build);
  progress.said = said;
  if (isFirst || !(isRepeated || saysNothing(build))) {
    await reportFindings(build.diagnostics, report);
    process.exitCode = statusOf(build.diagnostics);
    const graph = argv.graph === undefined ? undefined : { form: argv.graph, environment: argv.env, given, catalog };
    if (!(await conclude(build, open, aside, { counts, graph, check: argv.check === true }))) return false;
  }
  if (!counts) {
    const after = stateAfter(build, state, argv.check !== true && !hasErrors(build.diagnostics));
    progress.memory = memoryOfState(settledAfter(build, after, host), after);
  }
  return true;
}

/** What a build of the few sources that changed is given. */
interface FewAttempt {
  readonly open: OpenProject;
  readonly argv: BuildArguments;
  readonly aside: Aside;
  readonly sources: readonly string[];
  readonly given: GivenParameters;
  readonly key: string;
  readonly stamps: Stamps;
  readonly report: ReportOptions;
  readonly isFirst: boolean;
}

/** A build of the few sources that changed, where all else stands; undefined where the project has to be looked at as a whole. */
async function attemptFew(attempt: FewAttempt, progress: Progress): Promise<boolean | undefined> {
  const { open, argv, aside, sources, given, key, stamps, report, isFirst } = attempt;
  const { memory, catalog } = progress;
  const { settled } = memory;
  if (settled === undefined || !restStands(settled, stamps)) return undefined;
  const outputs = {
    folder: outputFolder(open),
    keep: argv.check === true ? "nothing" : { aside: aside.folder, prefix: "again-" },
  } as const;
  const again = sourcesStand(settled, sources, stamps)
    ? { isNew: false, delivery: undefined, after: () => memory }
    : buildAgain(open, sources, memory, { given, key, outputs, stamps }, catalog);
  if (again === undefined) return undefined;
  const { isNew, delivery, after } = again;
  if (delivery !== undefined && (await write(open, aside, delivery, undefined)) === "overtaken") return false;
  progress.memory = after();
  if (isFirst || isNew) await reportSettled(settled.outputs.length, delivery?.move ?? [], open, argv, report);
  return true;
}

/** Takes what an earlier process left under a key, unless this one has something of its own. */
function recall(progress: Progress, key: string, file: string | undefined): void {
  if (progress.key === key) return;
  progress.key = key;
  progress.file = file;
  progress.loaded = file === undefined ? noMemory : loadMemory(file, key);
  progress.memory = progress.loaded;
}

/** Says of a project without findings how many documents it has, and which of them are new. */
async function reportSettled(
  outputs: number,
  moved: Delivery["move"],
  { settings: { outDir } }: OpenProject,
  argv: BuildArguments,
  report: ReportOptions,
): Promise<void> {
  await reportFindings([], report);
  const counts = { write: moved, remove: [], unchanged: outputs - moved.length };
  err(argv.check === true ? upToDate(outDir) : summary(counts, moved.length > 0, outDir));
}

/** What is to be done with a build. */
interface Conclusion {
  readonly counts: boolean;
  readonly graph: GraphRequest | undefined;
  readonly check: boolean;
}

/** Shows what a build gives, or brings it to where it belongs. Whether it got through. */
async function conclude(build: Build, open: OpenProject, aside: Aside, { counts, graph, check }: Conclusion): Promise<boolean> {
  if (hasErrors(build.diagnostics)) return true;
  const { outDir } = open.settings;
  refuseTwins([manifestName, ...build.units.flatMap(({ files }) => files.map(({ name }) => outputName(name)))]);
  if (counts) out(graph === undefined ? listing(build.units, outDir) : graphOf(build, open, graph));
  else {
    refuseShared(build, outDir);
    if (check) compare(build, open);
    else {
      refuseForeign(build, outDir);
      if ((await write(open, aside, deliveryOf(build), build.lock.after)) === "overtaken") return false;
      err(summary(build.plan, build.manifest !== undefined, outDir));
    }
  }
  return true;
}

/** Whether all came out as it stands already, and there is nothing to find. */
function saysNothing(build: Build): boolean {
  return build.compiled.size + build.diagnostics.length === 0 && changesNothing(build);
}

function changesNothing({ plan: { write: written, remove, foreign }, manifest, lock }: Build): boolean {
  return written.length + remove.length + foreign.length === 0 && manifest === undefined && lock.after === undefined;
}

/** What tells findings from others. */
function digestOf(diagnostics: readonly Diagnostic[]): string {
  return JSON.stringify(diagnostics.map(({ code, message, location: { source, start } }) => [code, message, source.uri, start]));
}
