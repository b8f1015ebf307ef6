import { spawnSync } from "node:child_process";
import { join } from "node:path";

const peers = join(import.meta.dirname, "peers");

export interface Command {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is done before each run, and not timed. */
  readonly before?: () => void;
}

/** Wall-clock milliseconds of each command in each round; the commands of a round follow each other, after rounds to warm up. */
export function timeCommands(commands: readonly Command[], rounds: number, warmUp = 2): Map<string, number[]> {
  const times = new Map<string, number[]>(commands.map(({ name }) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const command of commands) {
      command.before?.();
      const start = process.hrtime.bigint();
      run(command, ["ignore", "ignore", "pipe"]);
      if (round >= 0) times.get(command.name)!.push(Number(process.hrtime.bigint() - start) / 1e6);
    }
  }
  return times;
}

/** The peak memory in MiB of each Node command in each round. */
export function peaksOf(commands: readonly Command[], rounds: number): Map<string, number[]> {
  const peaks = new Map<string, number[]>(commands.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const one of commands) {
      one.before?.();
      const command = { ...one, args: ["--require", join(peers, "peak.cjs"), ...one.args] };
      peaks.get(one.name)!.push(Number(run(command, ["ignore", "ignore", "pipe", "pipe"])[3]));
    }
  }
  return peaks;
}

function run({ name, file, args, cwd, env }: Command, stdio: ("ignore" | "pipe")[]): (string | null)[] {
  const around = { ...(cwd === undefined ? {} : { cwd }), env: { ...process.env, ...env } };
  const { status, stderr, output, error } = spawnSync(file, args, { stdio, encoding: "utf8", maxBuffer: 2 ** 28, ...around });
  if (error !== undefined || status !== 0) throw new Error(`${name} failed with ${error?.message ?? status}: ${stderr}`);
  return output;
}

/** What a tool in `peers/tools.mjs` is given beside its name. */
export type Given = Readonly<Record<string, unknown>>;

export interface Warm {
  /** Milliseconds of the first call. */
  readonly first: number;
  /** Milliseconds of a call when warm. */
  readonly median: number;
  /** Peak memory of the process in MiB. */
  readonly peak: number;
}

export interface Task {
  readonly key: string;
  readonly tool: string;
  readonly given: Given;
}

/** Runs each task in each round in a fresh process. */
export function runTasks<T = Warm>(script: "warm.mjs" | "once.mjs", tasks: readonly Task[], rounds: number): Map<string, T[]> {
  const results = new Map<string, T[]>(tasks.map(({ key }) => [key, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { key, tool, given } of tasks) {
      const args = ["--expose-gc", join(peers, script), JSON.stringify({ tool, ...given })];
      const output = run({ name: tool, file: process.execPath, args }, ["ignore", "pipe", "pipe"]);
      results.get(key)!.push(JSON.parse(output[1]!) as T);
    }
  }
  return results;
}
