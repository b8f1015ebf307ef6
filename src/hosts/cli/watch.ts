import { basename, join, resolve } from "node:path";
import { lockName } from "../../build/lock.ts";
import { configName } from "../../config/config.ts";
import { settingsOf } from "../../config/environment.ts";
import { environmentVariable, findProject } from "../build/project.ts";
import type { BuildArguments, Builds } from "./build-run.ts";
import { err, UsageError } from "./console.ts";
import type { ProjectArguments } from "./project.ts";
import { usageText } from "./usage.ts";

/** A tool that writes many files, or writes one in several steps, is done when nothing happened for so many milliseconds. */
const calm = 15;

/** chokidar says nothing of a change that follows another one of the same file within 50 milliseconds, so there is a second look. */
const secondLook = 80;

/** Builds a project, and again whenever something that it is made of changes, until the process is told to end. */
export async function watchBuild(builds: Builds, argv: BuildArguments): Promise<void> {
  const { watch } = await import("chokidar");
  const { root, outFolder } = await watchedFolders(argv);
  const said = { problem: "" };
  const take = oneAtATime((isSecondLook) => buildOnce(builds, argv, isSecondLook, said));
  await take(false);
  const values = argv["param-file"] === undefined ? undefined : resolve(argv["param-file"]);
  const watcher = watch(values === undefined ? root : [root, values], {
    ignoreInitial: true,
    // Files that are replaced are announced at once, not after a while in which they might come back.
    atomic: false,
    ignored: (path, stats) => path !== root && path !== values && isForeign(path, stats?.isFile() === true, outFolder),
  });
  let timers: readonly NodeJS.Timeout[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const buildSoon = (isAnnounced: boolean): void => {
        timers.forEach(clearTimeout);
        timers = [calm, secondLook].map((delay) => setTimeout(() => void take(!isAnnounced || delay === secondLook).catch(reject), delay));
      };
      watcher.on("all", () => buildSoon(true));
      watcher.on("error", (error) => reject(unwatchable(root, error)));
      // What changed before the watcher was ready was announced to nobody.
      watcher.on("ready", () => {
        err("watching for changes\n");
        buildSoon(false);
      });
      process.once("SIGINT", resolve);
      process.once("SIGTERM", resolve);
    });
    builds.keep();
  } finally {
    timers.forEach(clearTimeout);
    await watcher.close();
  }
}

function unwatchable(root: string, error: unknown): UsageError {
  const help = "`CHOKIDAR_USEPOLLING=1` looks for changes without the help of the system; Linux allows `fs.inotify.max_user_watches` files";
  return new UsageError(`cannot watch \`${root}\`: ${error instanceof Error ? error.message : String(error)}`, help);
}

/** One build, which may go wrong without an end to the watching. */
async function buildOnce(builds: Builds, { color }: ProjectArguments, isSecondLook: boolean, said: { problem: string }): Promise<void> {
  try {
    await builds.next(isSecondLook);
    said.problem = "";
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const problem = usageText(error, color);
    if (!isSecondLook || problem !== said.problem) err(problem);
    said.problem = problem;
  }
  // What the process ends with says nothing about a build.
  process.exitCode = 0;
}

/** Work that is done once at a time: who asks for it meanwhile has it done once more, as a second look where all who asked wanted no more. */
function oneAtATime(work: (isSecondLook: boolean) => Promise<void>): (isSecondLook: boolean) => Promise<void> {
  const state: { running: boolean; next?: "first" | "second" | undefined } = { running: false };
  return async (isSecondLook) => {
    if (!isSecondLook) state.next = "first";
    state.next ??= "second";
    if (state.running) return;
    state.running = true;
    try {
      while (state.next !== undefined) {
        const { next } = state;
        state.next = undefined;
        await work(next === "second");
      }
    } finally {
      state.running = false;
    }
  };
}

/** The root of the project, and the folder of its documents where no source is looked for in it. */
async function watchedFolders({ env }: ProjectArguments): Promise<{ readonly root: string; readonly outFolder: string | undefined }> {
  const { root, config } = findProject(process.cwd());
  const settings = config === undefined ? undefined : settingsOf(config, environmentVariable, env);
  if (config === undefined || settings === undefined || "problem" in settings) return { root, outFolder: undefined };
  const { hasSources } = await import("../build/sources.ts");
  return { root, outFolder: hasSources(settings.outDir, config) ? undefined : join(root, settings.outDir) };
}

/** Whether a change of a file or folder is of no interest. */
function isForeign(path: string, isFile: boolean, outFolder: string | undefined): boolean {
  const name = basename(path);
  if (isFile) return !name.endsWith(".chimepolicy") && name !== configName && name !== lockName;
  return name === "node_modules" || name === ".git" || path === outFolder;
}
