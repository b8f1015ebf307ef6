import { printGraph } from "../../build/graph.ts";
import { lockName } from "../../build/lock.ts";
import { manifestName } from "../../build/manifest.ts";
import { noState, type BuildState } from "../../build/state.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { count } from "../../diagnostics/render/words.ts";
import { finishBuild, outputFolder, prepareBuild, type Build } from "../build/build.ts";
import type { OpenProject } from "../build/compile.ts";
import { asideIn, outputName, type Aside } from "../build/outputs.ts";
import { isSettled, stateAfter } from "../build/remember.ts";
import { loadState, saveState, stateFile, stateKey } from "../build/state-file.ts";
import { nodeCatalog } from "../node-catalog.ts";
import { reasonOf } from "../read-file.ts";
import { err, out, reportFindings, statusOf, UsageError, type ReportOptions } from "./console.ts";
import { differences, listing, nothing, summary, upToDate } from "./build-report.ts";
import { shownName } from "./inputs.ts";
import { refuseTwins } from "./outputs.ts";
import { openProject, problemOf, sourcesIn, type ProjectArguments } from "./project.ts";
import { readParameters, showProgress } from "./commands/options.ts";
import type { Surroundings } from "./surroundings.ts";

export interface BuildArguments extends ProjectArguments {
  readonly check: boolean | undefined;
  readonly list: boolean | undefined;
  readonly locked: boolean | undefined;
  readonly force: boolean | undefined;
  readonly graph: "json" | "make" | undefined;
  readonly param: readonly string[] | undefined;
}

/** More builds than that at once in one folder are a mistake. */
const mostAttempts = 5;

/** Builds a project and says what came of it. Takes what the last build of this process left, and gives what this one does. */
export async function runBuild(argv: BuildArguments, surroundings: Surroundings, last?: BuildState): Promise<BuildState> {
  const open = await openProject(argv);
  const folder = outputFolder(open);
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const aside = asideIn(folder);
    try {
      const state = await attemptBuild(open, argv, surroundings, aside, last);
      if (state !== "overtaken") return state;
    } finally {
      aside.remove();
    }
  }
  throw new UsageError(`other builds keep writing to \`${shownName(folder, open.project.host)}\``);
}

async function attemptBuild(
  open: OpenProject,
  argv: BuildArguments,
  { cacheFolder, worker }: Surroundings,
  aside: Aside,
  last: BuildState | undefined,
): Promise<BuildState | "overtaken"> {
  const { host } = open.project;
  const { outDir } = open.settings;
  const given = readParameters(argv);
  const sources = await sourcesIn(open);
  const catalog = nodeCatalog();
  const key = stateKey(open, given, catalog);
  const file = cacheFolder === undefined ? undefined : stateFile(cacheFolder, open);
  const state = last?.key === key ? last : file === undefined ? noState : loadState(file, key);
  const counts = argv.list === true || argv.graph !== undefined;
  const report: ReportOptions = { ...argv, fileOf: (uri) => shownName(uri, host), files: sources.map((uri) => ({ uri, text: "" })) };
  if (!counts && isSettled(state, sources, host, outputFolder(open))) {
    await reportFindings([], report);
    err(argv.check === true ? upToDate(outDir) : summary({ ...nothing, unchanged: state.outputs.size }, false, outDir));
    return state;
  }
  const keep = counts ? "nothing" : argv.check === true ? "text" : { aside: aside.folder, prefix: "" };
  const build = await showProgress("compiling", sources, () =>
    prepareBuild(open, sources, { given, locked: argv.locked === true, force: argv.force === true, keep, state, key, worker }, catalog),
  );
  if (!("units" in build)) throw problemOf(build, open);
  await reportFindings(build.diagnostics, report);
  process.exitCode = statusOf(build.diagnostics);
  let delivered = false;
  if (!hasErrors(build.diagnostics)) {
    refuseTwins([manifestName, ...build.units.flatMap(({ files }) => files.map(({ name }) => outputName(name)))]);
    if (argv.graph !== undefined) out(printGraph(build.units, outDir, argv.graph));
    else if (argv.list === true) out(listing(build.units, outDir));
    else {
      refuseForeign(build, outDir);
      if (argv.check === true) compare(build, open);
      else {
        if ((await write(build, open, aside)) === "overtaken") return "overtaken";
        delivered = true;
        err(summary(build.plan, build.manifest !== undefined, outDir));
      }
    }
  }
  const after = stateAfter(build, state, host, delivered);
  if (file !== undefined && !counts) saveState(file, after);
  return after;
}

/** What somebody else made is neither overwritten nor removed. */
function refuseForeign({ plan: { foreign } }: Build, outDir: string): void {
  const [first, ...others] = foreign;
  if (first === undefined) return;
  const why = first.why === "changed" ? "was changed since chimepolicy wrote it" : "is there already, and chimepolicy did not write it";
  const more = others.length === 0 ? "" : `, and ${count(others.length, "other file")} too`;
  throw new UsageError(`\`${outDir}/${first.file}\` ${why}${more}`, "move it away, or overwrite it with `--force`");
}

function compare(build: Build, { project, settings: { outDir } }: OpenProject): void {
  const text = differences(build, project.root, outDir);
  if (text === "") return err(upToDate(outDir));
  out(text);
  process.exitCode = 1;
  err(`${outDir} is out of date: \`chimepolicy build\` brings it up to date\n`);
}

/** Whether the outputs are where they belong. */
async function write(build: Build, { project: { host } }: OpenProject, aside: Aside): Promise<"done" | "overtaken"> {
  const shown = shownName(build.folder, host);
  try {
    const outcome = finishBuild(build, aside);
    if (outcome === "busy") throw new UsageError(`another build keeps writing to \`${shown}\``);
    if (outcome === "done" && build.lock.after !== undefined) {
      const { sync: writeFileAtomic } = await import("write-file-atomic");
      writeFileAtomic(host.pathOf(lockName), build.lock.after);
    }
    return outcome;
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`cannot write to \`${shown}\`: ${reasonOf(error)}`);
  }
}
