import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, inject } from "vitest";

const separator = "\u0001";
/** What a run of the command line left. */
export interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** The command line of these sources, as it is packed. */
export interface CommandLine {
  /** What Node is to run. */
  readonly script: string;
  run(args: readonly string[], options?: RunOptions): Promise<Run>;
  /** The same for many command lines in one process, which costs one start. */
  runAll(lines: readonly (readonly string[])[], cwd: string): Promise<readonly Run[]>;
  /** A new folder with files, by name. */
  folder(files?: Readonly<Record<string, string | Uint8Array>>): string;
  remove(): void;
}

/** The command line, and a folder to work in. */
export function openCommandLine(): CommandLine {
  const home = mkdtempSync(join(tmpdir(), "chimepolicy-"));
  const bin = join(inject("commandLine"), "bin");
  const script = join(bin, "chimepolicy.cjs");
  let folders = 0;
  return {
    script,
    run: (args, options) => runNode([script, ...args], options),
    async runAll(lines, cwd) {
      const { out, err } = await runNode([join(bin, "lines.cjs")], { cwd, env: { CHIMEPOLICY_TEST_LINES: JSON.stringify(lines) } });
      const [outs, errs] = [out.split(separator), err.split(separator)];
      return lines.map((_, at) => ({ out: outs[at * 2] ?? "", err: errs[at] ?? "", status: Number(outs[at * 2 + 1]) }));
    },
    folder(files = {}) {
      const folder = join(home, "work", String((folders += 1)));
      mkdirSync(folder, { recursive: true });
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), content);
      }
      return folder;
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** The command line for the tests of a file, which is removed after them. */
export function useCommandLine(): () => CommandLine {
  const cli = openCommandLine();
  afterAll(() => cli.remove());
  return () => cli;
}

/** The script of a command line that has no prettier beside it, in a folder of its own. */
export function copyWithoutPrettier(): { readonly script: string; readonly remove: () => void } {
  const home = mkdtempSync(join(tmpdir(), "chimepolicy-bare-"));
  const filter = (path: string): boolean => !/[\\/](node_modules|cache)$/.test(path);
  cpSync(inject("commandLine"), home, { recursive: true, filter, verbatimSymlinks: true });
  return { script: join(home, "bin", "chimepolicy.cjs"), remove: () => rmSync(home, { recursive: true }) };
}

/** Runs a shell line in which `$CLI` is the command line. */
export function runShell(line: string, { script }: Pick<CommandLine, "script">, options: RunOptions = {}): Promise<Run> {
  return collect(
    spawn("bash", ["-c", line], spawnOptions({ ...options, env: { CLI: `${process.execPath} ${script}`, ...options.env } })),
    options.input,
  );
}

function runNode(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return collect(spawn(process.execPath, args, spawnOptions(options)), options.input);
}

function spawnOptions({ cwd, env }: RunOptions): { cwd?: string; env: NodeJS.ProcessEnv; timeout: number } {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "NO_COLOR" && name !== "FORCE_COLOR"));
  return {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...inherited, XDG_CACHE_HOME: join(inject("commandLine"), "cache"), ...env },
    timeout: 30_000,
  };
}

function collect(child: ReturnType<typeof spawn>, input: string | Uint8Array | undefined): Promise<Run> {
  return new Promise((resolve, reject) => {
    const texts = { out: "", err: "" };
    child.stdout!.setEncoding("utf8").on("data", (text: string) => (texts.out += text));
    child.stderr!.setEncoding("utf8").on("data", (text: string) => (texts.err += text));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...texts }));
    child.stdin!.on("error", () => {});
    child.stdin!.end(input);
  });
}

/** The files of a folder with their texts and times, to see that nothing was touched. */
export function snapshot(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path, statSync(path).size > 1e6 ? "large" : `${statSync(path).mtimeMs} ${readFileSync(path, "latin1")}`]),
  );
}

/** Whether there is a `script` that gives a command a terminal. */
export function hasScript(): boolean {
  try {
    return execFileSync("bash", ["-c", "script --version"], { encoding: "utf8" }).includes("util-linux");
  } catch {
    return false;
  }
}

export const meetingHost = "role MeetingHost {\n  allow chime:CreateMeeting\n}\n";
export const meetingHostJson = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "chime:CreateMeeting",
      "Resource": "*"
    }
  ]
}
`;
export const misspelt = "role MeetingHost {\n  allow chime:CreateMeting\n}\n";
