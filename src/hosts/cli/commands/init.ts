import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { createInterface } from "node:readline/promises";
import type { CommandModule } from "yargs";
import { readTextFile, reasonOf, whyUnread } from "../../read-file.ts";
import { err, isTerminal, UsageError } from "../console.ts";
import type { InitFile, WorkflowPlace } from "../init-files.ts";

interface InitArguments {
  readonly dir: string | undefined;
  readonly github: boolean | undefined;
}

export const initCommand: CommandModule<{ color: boolean | undefined }, InitArguments> = {
  command: "init [dir]",
  describe: "set up a new project",
  builder: (yargs) =>
    yargs
      .usage(
        "$0 init [DIR] [--github]\n\nA configuration, one example with a test, and npm scripts. What is there already is never overwritten.",
      )
      .positional("dir", { type: "string", describe: "folder of the project; this one if not given" })
      .option("github", { type: "boolean", describe: "also a workflow of GitHub Actions, or --no-github; asked for on a terminal" })
      .example("$0 init my-policies", "a project in a new folder"),
  handler: async ({ dir = ".", github }) => {
    if (dir === "") throw new UsageError("the name of the folder is empty");
    const { initFiles } = await import("../init-files.ts");
    const workflow = github ?? (await askForWorkflow());
    const files = initFiles(workflow ? workflowPlace(dir) : undefined).map((file) => newTextOf(file, dir));
    for (const { target, isThere, made } of files) {
      if (made === undefined) continue;
      try {
        mkdirSync(dirname(target), { recursive: true });
        // `wx` where nothing is there: what somebody made in the meantime is not overwritten either.
        writeFileSync(target, made, { flag: isThere ? "w" : "wx" });
      } catch (error) {
        throw new UsageError(`cannot write \`${target}\`: ${reasonOf(error)}`);
      }
    }
    const lines = files.map(({ target, isThere, made }) => {
      const what = made === undefined ? "as it was" : isThere ? "added to" : "written";
      return `  ${what.padEnd(9)}  ${target}`;
    });
    const go = dir === "." ? "" : `cd ${quoted(dir)} && `;
    err(`${lines.join("\n")}\n\nNow: ${go}npm install && npm run policies:build && npm run policies:test\n`);
  },
};

/** A folder as shells take it, whatever its name. */
function quoted(dir: string): string {
  const path = dir.startsWith("-") ? `./${dir}` : dir;
  if (/^[\w./-]+$/.test(path)) return path;
  return /^[\w ./-]+$/.test(path) ? `"${path}"` : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

/** What is to stand in a file, where that is anything new; what cannot be added to is refused before anything is written. */
function newTextOf({ path, text }: InitFile, dir: string): { readonly target: string; readonly isThere: boolean; readonly made?: string } {
  const target = join(dir, path);
  const read = readTextFile(target);
  if ("problem" in read && read.problem !== "not-found") throw new UsageError(`cannot read \`${target}\`: ${whyUnread(read)}`);
  const isThere = "text" in read;
  const made = text(isThere ? read.text : undefined);
  if (typeof made === "object") throw new UsageError(`\`${target}\` ${made.problem}`, "mend it or move it away; nothing was written");
  return { target, isThere, ...(made === undefined ? {} : { made }) };
}

/** The repository of git around a folder; the folder itself where there is none. */
function workflowPlace(dir: string): WorkflowPlace {
  const project = resolve(dir);
  for (let at = project; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return { root: slashes(relative(project, at)) || ".", project: slashes(relative(at, project)) };
    if (dirname(at) === at) return { root: ".", project: "" };
  }
}

function slashes(path: string): string {
  return path.split(sep).join("/");
}

/** Asked on a terminal only; anything but a yes is a no. */
async function askForWorkflow(): Promise<boolean> {
  if (!process.stdin.isTTY || !isTerminal("stderr")) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question("Write a workflow of GitHub Actions too? (y/N) ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
