import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ownHome } from "../packed.ts";

const run = promisify(execFile);
const bin = join(import.meta.dirname, "node_modules", "turbo", "bin", "turbo");

/** Whether Turborepo is installed; says so where it is not. */
export function hasTurbo(): boolean {
  const present = existsSync(bin);
  if (!present) console.log("skipped: turbo is not installed (npm ci --prefix test/monorepo)");
  return present;
}

/** Where turbo finds its cache, and what keeps it from everything else. */
export interface TurboSetting {
  readonly home: string;
  readonly cache: string;
  readonly token: string;
  readonly proxy: string;
}

/** How each task of a run went: `MISS` where its script ran, `HIT REMOTE` or `HIT LOCAL` where the cache gave what it would have. */
export type TaskStates = Readonly<Record<string, string>>;

interface Summary {
  readonly tasks: readonly { readonly taskId: string; readonly command: string; readonly cache: { status: string; source?: string } }[];
}

/** Runs tasks in a clone, and says how each went; with `dry`, how it would. Packages that have no script for a task are left out. */
export async function turboRun(clone: string, tasks: readonly string[], setting: TurboSetting, dry = false): Promise<TaskStates> {
  const runs = join(clone, ".turbo", "runs");
  rmSync(runs, { recursive: true, force: true });
  const args = [bin, "run", ...tasks, dry ? "--dry=json" : "--summarize"];
  const { stdout } = await run(process.execPath, args, { cwd: clone, env: environment(setting), maxBuffer: 2 ** 26 });
  const text = dry ? stdout : readFileSync(join(runs, readdirSync(runs)[0]!), "utf8");
  const summary = JSON.parse(text) as Summary;
  return Object.fromEntries(
    summary.tasks
      .filter(({ command }) => command !== "<NONEXISTENT>")
      .map(({ taskId, cache: { status, source } }) => [taskId, [status, ...(source === undefined ? [] : [source])].join(" ")])
      .toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
  );
}

/** Nothing of the user's own: no login, no identity for telemetry, no update checks, and a proxy that refuses all that is not loopback. */
export function environment({ home, cache, token, proxy }: TurboSetting): NodeJS.ProcessEnv {
  return {
    ...ownHome(home),
    TURBO_API: cache,
    TURBO_TOKEN: token,
    TURBO_TEAM: "clinic",
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    TURBO_GLOBAL_WARNING_DISABLED: "1",
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    ALL_PROXY: proxy,
    NO_PROXY: "127.0.0.1",
  };
}
